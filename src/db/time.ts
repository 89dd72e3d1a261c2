/** The schema's text timestamp, `YYYY-MM-DD HH:MM:SS`, in UTC. */
export function timestamp(date: Date = new Date()): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

/** Milliseconds since the epoch of a timestamp of the schema. */
export function milliseconds(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

/** The first and last millisecond that such a timestamp can tell: the years 0 to 9999. */
export const FIRST_INSTANT = -62_167_219_200_000;
export const LAST_INSTANT = 253_402_300_799_999;
