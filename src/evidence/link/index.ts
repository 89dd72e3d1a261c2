/**
 * Links to lines of evidence, as text that stands in whys, documents and messages:
 * `whydunit:/app.log?<id>#L3-L7`. The id alone leads there; the name is for people, and lines are those of the
 * attachment, counted from 1.
 */

export interface LineRange {
  readonly first: number;
  readonly last: number;
}

export interface EvidenceLink {
  readonly id: string;
  /** The whole attachment where it is absent. */
  readonly lines?: LineRange;
}

/** Where a link stands in a text, in UTF-16 units. */
export interface FoundLink extends EvidenceLink {
  readonly start: number;
  readonly end: number;
}

const LINK =
  /whydunit:\/[^\s?#()<>[\]"'`]*\?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:#L([1-9]\d{0,9})(?:-L([1-9]\d{0,9}))?)?/g;

/** The link as text. The name is percent-encoded where it would end the link. */
export function linkText(fileName: string, { id, lines }: EvidenceLink): string {
  const name = encodeURIComponent(fileName).replaceAll(
    /[!'()*]/g,
    sign => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `whydunit:/${name}?${id}${lines ? `#${lineFragment(lines)}` : ''}`;
}

/** `L3`, or `L3-L7`: the form in which VS Code takes lines in an address. */
export function lineFragment({ first, last }: LineRange): string {
  return first === last ? `L${first}` : `L${first}-L${last}`;
}

/** All links in a text, in its order. */
export function findLinks(text: string): FoundLink[] {
  return [...text.matchAll(LINK)].map(({ index, 0: whole, 1: id = '', 2: one, 3: other }) => {
    const link = { id, start: index, end: index + whole.length };
    if (one === undefined) return link;
    const [a, b] = [Number(one), Number(other ?? one)];
    return { ...link, lines: { first: Math.min(a, b), last: Math.max(a, b) } };
  });
}
