/** A line of a log as words, with values left out. */
import { behindTime } from '../timeline/stored/index.js';

/** Stands where lines of one kind differ. */
export const ANY = '<*>';

const MOST_TOKENS = 40;
const LONGEST_TOKEN = 60;
/** What is behind that in a line tells its kind no better. */
const READ_UNITS = 2000;

const BETWEEN = /[\s,;:=()[\]{}"'`<>|]+/;
/** Codes that say what went wrong: `502`, `ORA-12154`, `E1042`. */
const CODE = /^(?:[45]\d\d|[A-Z]{1,6}[-_]?\d{2,6})$/;
/** Hexadecimal, or an address of mail. */
const VALUE = /^[0-9a-f]{8,}$|@/i;
/** May hold signs that words end at. */
const MAIL = /[^\s@]{1,100}@[^\s@]{1,100}/g;

/** Without the time that it begins with. Undefined for a line that says too little: fewer than two words. */
export function tokensOf(line: string): string[] | undefined {
  const start = behindTime(line);
  const tokens: string[] = [];
  let words = 0;
  for (const raw of withoutMail(line.slice(start, start + READ_UNITS)).split(BETWEEN)) {
    const token = raw.replaceAll(/^[.!?*#-]+|[.!?*-]+$/g, '');
    if (token === '') continue;
    if (isValue(token)) {
      if (tokens.at(-1) !== ANY) tokens.push(ANY);
    } else {
      tokens.push(token);
      words++;
    }
    if (tokens.length === MOST_TOKENS) break;
  }
  return words < 2 ? undefined : tokens;
}

function isValue(token: string): boolean {
  if (CODE.test(token)) return false;
  return token.length > LONGEST_TOKEN || /\d/.test(token) || VALUE.test(token);
}

const withoutMail = (text: string) => (text.includes('@') ? text.replaceAll(MAIL, ' @ ') : text);
