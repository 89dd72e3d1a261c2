/**
 * A name that is only a name, on every file system: the last segment, without characters that are control
 * characters, reorder text or are reserved on Windows, and never empty, `.` or `..`.
 */
export function safeFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '_')
    .replace(/[. ]+$/, '')
    .slice(0, 200);
  return clean === '' ? 'attachment' : clean;
}

/** Variables that are set for one command: `PGPASSWORD='…' psql`. */
const ASSIGNMENTS = /^\s*(?:\w+=(?:'[^']*'|"[^"]*"|[^\s'"])*\s+)*/;

/**
 * A name for the output of a command: its program's, with the ending that gives it a log's colours. The rest of the
 * line stays out of it, since it may hold a password, and names stand in links, and in addresses, which VS Code keeps
 * in the clear.
 *
 * @returns undefined where the line begins with anything else than a plain program
 */
export function commandFileName(line: string): string | undefined {
  const [, program] = /^(?:\S*\/)?([\w.+-]{1,60})(?=\s|$)/.exec(line.replace(ASSIGNMENTS, '')) ?? [];
  return program === undefined ? undefined : `${program}.log`;
}
