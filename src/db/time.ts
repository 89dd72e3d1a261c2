/** The schema's text timestamp, `YYYY-MM-DD HH:MM:SS`, in UTC. */
export function timestamp(date: Date = new Date()): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

/** Milliseconds since the epoch of a timestamp of the schema. */
export function milliseconds(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}
