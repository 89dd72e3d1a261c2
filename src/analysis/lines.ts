/** Text cut into lines of a width, where nothing can be measured: widths are those of Helvetica, rounded up. */

/** In thousandths of the font's size. */
const NARROW = 300;
const ORDINARY = 565;
const WIDE = 760;
const WIDEST = 1000;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What a line of this text takes at most, in the unit of `size`. */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += widthOfOne(character);
  return (width * size) / 1000;
}

function widthOfOne(character: string): number {
  if (/[\p{Mn}\p{Cf}]/u.test(character)) return 0;
  if (/[ijlI.,:;'!|()[\]\s]/.test(character)) return NARROW;
  if (/[MWmw@%]/.test(character)) return WIDEST;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x2000) return /\p{Lu}/u.test(character) ? WIDE : ORDINARY;
  return WIDEST;
}

/**
 * @param most how many lines; the last one ends with an ellipsis where there were more
 */
export function wrapped(text: string, width: number, size: number, most: number): string[] {
  const lines: string[] = [];
  for (const paragraph of shown(text)
    .trim()
    .split(/\s*\n\s*/)) {
    lines.push(...wrappedParagraph(paragraph, width, size));
    if (lines.length > most) break;
  }
  if (lines.length <= most) return lines;
  const last = lines[most - 1] ?? '';
  return [...lines.slice(0, most - 1), `${last.replace(/\s*\S?$/u, '')}…`.toWellFormed()];
}

function wrappedParagraph(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap(word => pieces(word, width, size))) {
    const longer = line === '' ? word.text : line + (word.joined ? '' : ' ') + word.text;
    if (line !== '' && widthOf(longer, size) > width) {
      lines.push(line);
      line = word.text;
    } else line = longer;
  }
  return [...lines, line];
}

/** A word that is wider than a line, as a path or a URL, in pieces that fit. */
function pieces(word: string, width: number, size: number): { text: string; joined: boolean }[] {
  if (widthOf(word, size) <= width) return [{ text: word, joined: false }];
  const found: { text: string; joined: boolean }[] = [];
  let piece = '';
  for (const { segment } of segmenter.segment(word)) {
    if (piece !== '' && widthOf(piece + segment, size) > width) {
      found.push({ text: piece, joined: found.length > 0 });
      piece = '';
    }
    piece += segment;
  }
  return [...found, { text: piece, joined: found.length > 0 }];
}

/**
 * Text as XML can hold it and a reader sees it: without control characters, half characters, and the signs that turn
 * the direction of what follows.
 */
export function shown(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, '')
    .replaceAll(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, '\ufffd');
}
