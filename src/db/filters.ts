/** The WHERE clause of the conditions that something is given for; empty where there is none. */
export function where(conditions: Readonly<Record<string, string>>, given: object): string {
  const chosen = Object.entries(conditions).flatMap(([name, sql]) => (name in given ? [sql] : []));
  return chosen.length > 0 ? `WHERE ${chosen.join(' AND ')}` : '';
}
