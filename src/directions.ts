/** What a text of a case says of the direction of text, which is to end with it. */

/** Embeddings, overrides and isolates, each with the sign that ends it (https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters). */
const CLOSES: Readonly<Record<string, string>> = {
  ...{ '\u202a': '\u202c', '\u202b': '\u202c', '\u202d': '\u202c', '\u202e': '\u202c' },
  ...{ '\u2066': '\u2069', '\u2067': '\u2069', '\u2068': '\u2069' },
};

/** The text with an end behind it for each direction that it leaves open, so that none of them turns what follows. */
export function withDirectionsClosed(text: string): string {
  const open: string[] = [];
  for (const [sign] of text.matchAll(/[\u202a-\u202e\u2066-\u2069]/g)) {
    const end = CLOSES[sign];
    if (end !== undefined) open.push(end);
    // The end of an isolate ends the embeddings within it, too; without one to end, it is nothing.
    else if (sign === '\u2069' && open.includes(sign)) open.length = open.lastIndexOf(sign);
    else if (open.at(-1) === sign) open.pop();
  }
  return text + open.reverse().join('');
}

/** What is written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

export const holdsRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text);

/** Whether a paragraph runs from right to left: its first letter does. */
export function runsRightToLeft(text: string): boolean {
  const [first = ''] = /\p{L}/u.exec(text) ?? [];
  return RIGHT_TO_LEFT.test(first);
}
