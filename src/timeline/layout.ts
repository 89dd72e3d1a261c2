/** What stands where in a drawing of a timeline, on paper and on the page alike. */

/** Events so near to one another that they have one mark: places in the list that was given, both included. */
export interface Cluster {
  readonly first: number;
  readonly last: number;
  /** The time in the middle of theirs. */
  readonly at: number;
}

/**
 * Joins events that are nearer than a mark is wide. It goes by the times alone, not by what is in view, so that marks
 * stay as they are while a person moves along the axis.
 *
 * @param times of one lane, ascending, in milliseconds since the epoch
 * @param width milliseconds of a mark
 */
export function clustersOf(times: ArrayLike<number>, width: number): Cluster[] {
  const clusters: Cluster[] = [];
  let first = 0;
  for (let at = 1; at <= times.length; at++) {
    const [begin = 0, end = 0] = [times[first], times[at - 1]];
    if (at < times.length && (times[at] ?? 0) - begin < width) continue;
    clusters.push({ first, last: at - 1, at: begin + (end - begin) / 2 });
    first = at;
  }
  return clusters;
}

/** A text that is to begin below a mark: pixels. */
export interface Label {
  readonly x: number;
  readonly width: number;
}

/**
 * The row of each label, from 0, so that none covers another one; undefined where no row has room. The last label is
 * placed first: whoever stands in a lower row is to the left of all above it, so that no line from a mark down to its
 * label crosses a text.
 *
 * @param labels from left to right
 */
export function rowsOf(labels: readonly Label[], rows: number): (number | undefined)[] {
  const begins = Array.from({ length: rows }, () => Infinity);
  return labels
    .toReversed()
    .map(({ x, width }) => {
      const row = begins.findIndex(begin => x + width + GAP <= begin);
      if (row === -1) return undefined;
      begins[row] = x;
      return row;
    })
    .reverse();
}

/** Pixels between two labels. */
const GAP = 8;

/** About how many pixels a text takes; nobody can measure it where there is no screen. */
export function textWidth(text: string, fontSize: number): number {
  let units = 0;
  for (const character of text) units += widthOf(character);
  return units * fontSize;
}

/** Of an em. East Asian characters and emoji are as wide as they are high. */
function widthOf(character: string): number {
  if (/[ᄀ-ᅟ⺀-꓏가-힣豈-﫿︰-﹏＀-｠\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(character)) return 1;
  if (/[iljtf.,:;|!'’ ()[\]]/.test(character)) return 0.34;
  return /[A-ZmwMW@%–—…]/.test(character) ? 0.74 : 0.58;
}

/** The beginning of a text that fits. */
export function fitted(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  let units = textWidth('…', fontSize);
  let kept = '';
  for (const character of text) {
    units += widthOf(character) * fontSize;
    if (units > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** The middle of a text that is to be at `x`, moved where it would go over `left` or `right`. */
export function middleOf(text: string, fontSize: number, x: number, left: number, right: number): number {
  const half = textWidth(text, fontSize) / 2;
  return Math.min(Math.max(x, left + half), right - half);
}
