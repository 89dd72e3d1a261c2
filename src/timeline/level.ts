/** How grave a line says that it is: our own table of the words that logs have for it. */

export const LEVELS = ['error', 'warning', 'info', 'other'] as const;
/** `other` is what is below information, and what says nothing. */
export type Level = (typeof LEVELS)[number];

/** Levels stand near the beginning of a line, in UTF-16 units. */
const HEAD = 200;

const WORDS = new Map<string, Level>([
  ...words('error', 'error err eror fatal critical crit panic severe emerg emergency alert sev'),
  ...words('warning', 'warn warning'),
  ...words('info', 'info information notice informational'),
  ...words('other', 'debug trace fine finer finest verbose config debg dbug trce'),
]);
const LONGEST = Math.max(...[...WORDS.keys()].map(word => word.length));

function words(level: Level, names: string): [string, Level][] {
  return names.split(' ').map(name => [name, level]);
}

/** Signs between which a word in lower case is a level, and no part of a sentence. */
const BEFORE = new Set(['[', '=', '"', '<', '|', '\t', '('].map(sign => sign.charCodeAt(0)));

const isLetter = (code: number) => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
const isWordSign = (code: number) =>
  isLetter(code) || (code >= 0x30 && code <= 0x39) || code === 0x5f || code === 0x2e;

/** The level of a line, by the first word that names one. */
export function levelOf(text: string, start = 0, end = text.length): Level {
  const last = Math.min(end, start + HEAD);
  const letter = ofLetter(text, start);
  if (letter) return letter;
  let before = 0x20;
  for (let at = start; at < last; at++) {
    const code = text.charCodeAt(at);
    if (isLetter(code) && !isWordSign(before)) {
      const from = at;
      while (at < last && isLetter(text.charCodeAt(at))) at++;
      const length = at - from;
      if (length >= 3 && length <= LONGEST && !isWordSign(text.charCodeAt(at))) {
        const level = WORDS.get(text.slice(from, at).toLowerCase());
        if (level && names(text, start, from, at)) return level;
      }
      at--;
      before = text.charCodeAt(at);
    } else before = code;
  }
  return ofStatus(text, start, last);
}

/** Whether a word that could be a level is one: it is in upper case, between signs, or stands alone at the start. */
function names(text: string, start: number, from: number, to: number): boolean {
  const second = text.charCodeAt(from + 1);
  if (second <= 0x5a) return text.charCodeAt(from) <= 0x5a;
  if (from > start) return BEFORE.has(text.charCodeAt(from - 1));
  const next = text.charCodeAt(to);
  return next === 0x3a || next === 0x09 || next === 0x5d;
}

const LETTERS: Readonly<Record<string, Level>> = {
  E: 'error',
  F: 'error',
  W: 'warning',
  I: 'info',
  D: 'other',
};
const KLOG = /^([EFWI])\d{4} /;
const LOGCAT = /^\d\d-\d\d \d\d:\d\d:\d\d\.\d+ +\d+ +\d+ ([A-Z]) /;
const MONGO = /^\{"t":\{[^}]*\},"s":"([EFWID])"/;

/** What klog, logcat and MongoDB say with one letter. */
function ofLetter(text: string, start: number): Level | undefined {
  const code = text.charCodeAt(start);
  const next = text.charCodeAt(start + 1);
  const isDigit = next >= 0x30 && next <= 0x39;
  const form = code === 0x7b ? MONGO : !isDigit ? undefined : isLetter(code) ? KLOG : LOGCAT;
  const letter = form?.exec(text.slice(start, start + 80))?.[1];
  return letter === undefined ? undefined : (LETTERS[letter] ?? 'other');
}

/** A request that a web server failed at is an error. */
function ofStatus(text: string, start: number, last: number): Level {
  const head = text.slice(start, last);
  const quote = head.indexOf('" 5');
  return quote !== -1 && /^" 5\d\d /.test(head.slice(quote, quote + 6)) ? 'error' : 'other';
}
