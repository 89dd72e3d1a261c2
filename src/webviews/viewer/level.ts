/** How grave a line says that it is, by the first word that names a level; the class of its row. */
const LEVEL = /\b(?:(FATAL|CRITICAL|PANIC|ERROR|ERR|SEVERE)|(WARN(?:ING)?)|(?:DEBUG|TRACE))\b|^[IWEF]\d{4} /;

/** Levels stand near the beginning of a line. */
const LOOKED_AT = 200;

export function levelOf(text: string): 'error' | 'warning' | undefined {
  const found = LEVEL.exec(text.slice(0, LOOKED_AT));
  if (!found) return undefined;
  if (found[1] !== undefined || /^[EF]/.test(found[0])) return 'error';
  return found[2] !== undefined || found[0].startsWith('W') ? 'warning' : undefined;
}
