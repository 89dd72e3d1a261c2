/** Runs of text as Markdown that means just them, to programs that take HTML in it as well. */
import { plain, type Run } from './blocks.js';

/** Text of several lines, which begins where a block could begin. */
export function linesOf(runs: readonly Run[]): string {
  return inlineOf(runs).replaceAll(BEGINS, (_, space: string, number: string | undefined) =>
    number === undefined ? `${space}\\` : `${space}${number}\\`,
  );
}

/** What stands in the place of a sign that begins a list, a heading or a quotation, or makes a heading or a table of the line before. */
const BEGINS = /^([ \t]*)(?:(?=[-+](?:\s|$)|#{1,6}(?:\s|$)|[-=|:][-=|: \t]*$)|(\d{1,9})(?=[.)](?:\s|$)))/gm;

/** Text within a line. */
export function inlineOf(runs: readonly Run[]): string {
  const tokens = tokensOf(runs, new Set(MARKED));
  for (const token of tokens) tellApart(tokens, token);
  for (const at of tokens.keys()) makeRoom(tokens, at);
  for (const at of tokens.keys()) makeBound(tokens, at);
  return tokens.map(({ text }) => text).join('');
}

const MARKED = ['link', 'bold', 'italic', 'strike'] as const;
type Marked = (typeof MARKED)[number];
const MARKS = { bold: '**', italic: '*', strike: '~~' };

/** Text, or a mark that opens or closes. */
interface Token {
  text: string;
  readonly mark?: 'open' | 'close';
  /** The mark that closes what this one opens. */
  readonly closing?: Token;
}

/** Neighbours that share a style have its marks once, around all of them. */
function tokensOf(runs: readonly Run[], styles: ReadonlySet<Marked>): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < runs.length;) {
    const { style, end } = longest(runs, at, styles);
    const shared = runs.slice(at, end);
    at = end;
    if (style === undefined) {
      tokens.push(...shared.map(leaf));
      continue;
    }
    const inside = tokensOf(shared, new Set([...styles].filter(other => other !== style)));
    if (style === 'link') tokens.push({ text: '[' }, ...inside, { text: targetOf(shared[0]) });
    // Marks around nothing would be signs.
    else if (/^[ \n]*$/.test(plain(shared))) tokens.push(...inside);
    else {
      const closing: Token = { text: MARKS[style], mark: 'close' };
      tokens.push({ text: MARKS[style], mark: 'open', closing }, ...inside, closing);
    }
  }
  return tokens;
}

/** The style that most of the runs share from one on, and where that ends. */
function longest(
  runs: readonly Run[],
  from: number,
  styles: ReadonlySet<Marked>,
): { style?: Marked; end: number } {
  let found: { style?: Marked; end: number } = { end: from + 1 };
  for (const style of styles) {
    const value = runs[from]?.[style];
    if (value === undefined || value === false) continue;
    const other = runs.findIndex((run, at) => at > from && run[style] !== value);
    const end = other < 0 ? runs.length : other;
    if (found.style === undefined || end > found.end) found = { style, end };
  }
  return found;
}

const targetOf = (run: Run | undefined) => {
  const address = (run?.link ?? '').replaceAll(/[<>\n\\]/g, sign => encodeURIComponent(sign));
  return `](<${address.replaceAll(/&(?=#?\w+;)/g, '\\&')}>)`;
};

const leaf = ({ text, code }: Run): Token => ({
  text: code ? coded(text) : escaped(text).replaceAll('\n', '\\\n'),
});

/** Stars that follow each other would be read as one mark: where it is no part of a word, the one has another sign. */
function tellApart(tokens: readonly Token[], token: Token): void {
  const { closing } = token;
  if (!closing || token.text !== MARKS.italic) return;
  const [before, after] = [tokens[tokens.indexOf(token) - 1], tokens[tokens.indexOf(closing) + 1]];
  const touches = before?.mark === 'close' || after?.mark === 'open';
  const isWithin =
    (/[^\s\p{P}\p{S}]$/u.exec(before?.text ?? '') ?? /^[^\s\p{P}\p{S}]/u.exec(after?.text ?? '')) !== null;
  if (touches && !isWithin) token.text = closing.text = '_';
}

/** Beside space a mark means nothing: blanks and the end of a line stand outside, other space is a reference. */
function makeRoom(tokens: Token[], at: number): void {
  const mark = tokens[at]?.mark;
  const opens = mark === 'open';
  const inner = tokens[opens ? at + 1 : at - 1];
  if (mark === undefined || !inner || inner.mark !== undefined) return;
  const [outside = ''] = (opens ? /^ +/ : /(?: |\\\n)+$/).exec(inner.text) ?? [];
  const end = inner.text.length - outside.length;
  const inside = opens ? inner.text.slice(outside.length) : inner.text.slice(0, end);
  inner.text = inside.replace(opens ? /^\s/ : /\s$/, reference);
  if (outside !== '') tokens.splice(opens ? at : at + 1, 0, { text: outside });
}

const reference = (sign: string) => `&#${sign.codePointAt(0) ?? 0};`;

const PUNCTUATION = /[\p{P}\p{S}]/u;

/** Between a letter and a sign, a mark means nothing: the letter is written as a reference, which ends and begins with signs. */
function makeBound(tokens: Token[], at: number): void {
  const [token, before, after] = [tokens[at], tokens[at - 1], tokens[at + 1]];
  if (!token) return;
  // It would make a picture of a link.
  if (after?.text === '[' && token.text.endsWith('!')) token.text = token.text.replace(/(?<!\\)!$/, '\\!');
  if (token.mark === undefined || !before || !after) return;
  const [outer, inner] = token.mark === 'open' ? [before, after] : [after, before];
  if (outer.mark !== undefined) return;
  const edge = token.mark === 'open' ? /.$/su : /^./su;
  const own = (token.mark === 'open' ? /^./su : /.$/su).exec(inner.text)?.[0] ?? '';
  if (!PUNCTUATION.test(own)) return;
  outer.text = outer.text.replace(edge, sign =>
    /\s/.test(sign) || PUNCTUATION.test(sign) ? sign : reference(sign),
  );
}

function coded(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([marks]) => marks.length));
  const fence = '`'.repeat(longest + 1);
  const isBare = text.trim() === '' || (!/^ .* $/s.test(text) && !/^`|`$/.test(text));
  return isBare ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

/** Text in which no sign means anything. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*[\]<>&~]|(?<=^|[\s\p{P}\p{S}])_|_(?=$|[\s\p{P}\p{S}])/gu, sign => `\\${sign}`)
    .replaceAll('!\\[', '\\!\\[')
    .replaceAll(/(?<=https?|mailto):/gi, '\\:');
}
