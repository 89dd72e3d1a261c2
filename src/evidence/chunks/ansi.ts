/** Escape sequences of terminals (ECMA-48), with which many logs are coloured. */

const ESCAPE = '\x1b';
/** Control sequences, operating system commands and the short ones. None holds a line end. */
const SEQUENCES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)|[ -/]*[0-~])/g;

export function withoutAnsi(text: string): string {
  return text.includes(ESCAPE) ? text.replace(SEQUENCES, '') : text;
}

/**
 * Where a place in the text without its sequences is in the text with them, both in UTF-16 units.
 *
 * @param side `start` is behind the sequences that stand there, `end` before them
 */
export function columnWithAnsi(text: string, column: number, side: 'start' | 'end'): number {
  let shift = 0;
  for (const { 0: sequence, index } of text.matchAll(SEQUENCES)) {
    const place = index - shift;
    if (place > column || (place === column && side === 'end')) break;
    shift += sequence.length;
  }
  return column + shift;
}
