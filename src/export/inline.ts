/** The text inside a block of Markdown. */
import type { Token } from 'markdown-it';
import { isFollowed } from '../documents/index.js';
import { findLinks, type LineRange, lineFragment } from '../evidence/index.js';
import type { Block, DrawingName, Run } from './blocks.js';
import { showPlaceholders } from './placeholders.js';

/** What a link to evidence leads to. */
export interface Evidence {
  readonly name: string;
  /** SHA-256 in lower-case hex. */
  readonly hash: string | null;
  readonly image: boolean;
}

/** Hexadecimal digits of a hash: enough to tell pieces of evidence apart, and to look one up. */
const SHOWN_DIGITS = 16;
const SHA = 'SHA-256 ';

const EVIDENCE = /^whydunit:\/?.*\?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:#(.*))?$/;
const DRAWING = /^whydunit:(whys|timeline)$/;

interface Style {
  bold: number;
  italic: number;
  strike: number;
  link: string | undefined;
}

type Piece = Run | Extract<Block, { kind: 'picture' | 'drawing' }>;

export class InlineReader {
  constructor(private readonly evidence: ReadonlyMap<string, Evidence>) {}

  /** Text as a person reads it. */
  text(text: string): string {
    return visible(showPlaceholders(text));
  }

  /**
   * In one line: a picture is told by its words.
   *
   * @param beside what stands beside it, which need not be said again
   */
  runs(tokens: readonly Token[], beside = ''): Run[] {
    const runs = this.#pieces(tokens, beside).map(piece =>
      'kind' in piece ? { text: `[${piece.alt}]`, italic: true } : piece,
    );
    return trimmed(joined(runs));
  }

  /** Paragraphs, with the pictures between them. */
  blocks(tokens: readonly Token[]): Block[] {
    const blocks: Block[] = [];
    let runs: Run[] = [];
    const close = () => {
      const text = trimmed(joined(runs));
      if (text.length > 0) blocks.push({ kind: 'paragraph', runs: text });
      runs = [];
    };
    for (const piece of this.#pieces(tokens)) {
      if (!('kind' in piece)) runs.push(piece);
      else {
        close();
        blocks.push(piece);
      }
    }
    close();
    return blocks;
  }

  #pieces(tokens: readonly Token[], beside = ''): Piece[] {
    const style: Style = { bold: 0, italic: 0, strike: 0, link: undefined };
    const pieces: Piece[] = [];
    const add = (text: string, code = false) => pieces.push(...this.#styled(text, style, code));
    let label = '';
    for (const token of tokens) {
      switch (token.type) {
        case 'text':
        case 'text_special':
          label += token.content;
          add(token.content);
          break;
        case 'code_inline':
          label += token.content;
          add(token.content, true);
          break;
        case 'softbreak':
          add(' ');
          break;
        case 'hardbreak':
          add('\n');
          break;
        case 'strong_open':
        case 'strong_close':
          style.bold += token.nesting;
          break;
        case 'em_open':
        case 'em_close':
          style.italic += token.nesting;
          break;
        case 's_open':
        case 's_close':
          style.strike += token.nesting;
          break;
        case 'link_open':
          label = '';
          style.link = String(token.attrGet('href') ?? '');
          break;
        case 'link_close':
          pieces.push(...this.#behind(style.link ?? '', label, pieces, beside));
          style.link = undefined;
          break;
        case 'image':
          pieces.push(this.#picture(token));
          break;
      }
    }
    return pieces;
  }

  #styled(content: string, { bold, italic, strike, link }: Style, code: boolean): Run[] {
    const shown = code || link !== undefined ? content : this.#named(content);
    const run = {
      text: this.text(shown),
      ...(bold > 0 && { bold: true }),
      ...(italic > 0 && { italic: true }),
      ...(strike > 0 && { strike: true }),
      ...(code && { code: true }),
      ...(link !== undefined && isFollowed(link) && { link: addressOf(link) }),
    };
    return run.text === '' ? [] : [run];
  }

  /** Addresses of evidence in text, in words. */
  #named(text: string): string {
    let shown = '';
    let end = 0;
    for (const link of findLinks(text)) {
      const address = text.slice(link.start, link.end);
      shown += text.slice(end, link.start) + this.describe(link.id, link.lines, address);
      end = link.end;
    }
    return shown + text.slice(end);
  }

  /** What stands behind a link to evidence, which leads nowhere outside of the store. */
  #behind(href: string, label: string, before: Piece[], beside: string): Run[] {
    const { id, lines } = evidenceOf(href);
    if (id === undefined) return [];
    if (label.startsWith('whydunit:')) {
      before.pop();
      return [{ text: this.describe(id, lines, href) }];
    }
    const described = this.#details(id, lines, href).filter(detail => !isSaid(detail, label, beside));
    return described.length === 0 ? [] : [{ text: ` (${described.join(', ')})` }];
  }

  /** `app.log, L3-L7, SHA-256 0123456789abcdef…` */
  private describe(id: string, lines: LineRange | undefined, address: string): string {
    return this.#details(id, lines, address).join(', ');
  }

  #details(id: string, lines: LineRange | undefined, address: string): string[] {
    const found = this.evidence.get(id);
    const [, name = ''] = /^whydunit:\/(?:.*\/)?([^?]*)\?/.exec(address) ?? [];
    const shown = found?.name ?? decoded(name);
    return [
      this.text(shown),
      ...(lines ? [lineFragment(lines)] : []),
      ...(found?.hash ? [`${SHA}${found.hash.slice(0, SHOWN_DIGITS)}…`] : []),
    ];
  }

  #picture(token: Token): Piece {
    const source = String(token.attrGet('src') ?? '');
    const alt = this.text(plainOf(token.children ?? []));
    const [, drawing] = DRAWING.exec(source) ?? [];
    if (isDrawing(drawing)) return { kind: 'drawing', drawing, alt };
    const { id, lines } = evidenceOf(source);
    const found = id === undefined ? undefined : this.evidence.get(id);
    if (id !== undefined && found?.image) return { kind: 'picture', id, alt: alt || found.name };
    if (id !== undefined) return { text: `${alt} (${this.describe(id, lines, source)})`, italic: true };
    // What lies elsewhere is not fetched, by us or by who opens the file: it would tell that it was opened.
    const url = this.text(addressOf(source));
    return { text: alt || url, ...(isFollowed(source) && { link: url }) };
  }
}

/** Whether a link's own words tell a detail, as `app.log L3–L7` does, or what stands beside it does, with the whole hash. */
function isSaid(detail: string, label: string, beside: string): boolean {
  if (detail.startsWith(SHA)) return beside.includes(detail.slice(SHA.length, -1));
  return ` ${label.replaceAll('–', '-')} `.includes(` ${detail.replaceAll('–', '-')} `);
}

const isDrawing = (name: string | undefined): name is DrawingName => name === 'whys' || name === 'timeline';

function evidenceOf(href: string): { id?: string; lines?: LineRange } {
  const [, id, fragment = ''] = EVIDENCE.exec(href) ?? [];
  if (id === undefined) return {};
  const [, first, last = first] = /^L(\d{1,10})(?:-L(\d{1,10}))?$/.exec(fragment) ?? [];
  if (first === undefined) {
    // An address of an editor has its lines in the path.
    const [, from, to = from] = /^whydunit:\/L(\d{1,10})(?:-L(\d{1,10}))?\//.exec(href) ?? [];
    return from === undefined ? { id } : { id, lines: { first: Number(from), last: Number(to) } };
  }
  return { id, lines: { first: Number(first), last: Number(last) } };
}

function plainOf(tokens: readonly Token[]): string {
  return tokens.map(({ content, children }) => (children ? plainOf(children) : content)).join('');
}

const addressOf = (href: string) => showPlaceholders(decodedPlaceholders(href));
const decodedPlaceholders = (href: string) => href.replaceAll(/(?:%EF%A3%B[56])/gi, sign => decoded(sign));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Marks of direction and signs without a picture could make a text look like another: they are left out. */
export function visible(text: string): string {
  return text.replaceAll(
    /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|(?![\n\t])\p{Cc}|\p{Cs}/gu,
    '',
  );
}

const STYLES = ['bold', 'italic', 'strike', 'code', 'link'] as const;

/** Neighbours of one style are one run. */
function joined(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last && STYLES.every(style => last[style] === run[style]))
      result[result.length - 1] = { ...last, text: last.text + run.text };
    else result.push(run);
  }
  return result;
}

/** Without space around it, except in code. */
function trimmed(runs: readonly Run[]): Run[] {
  const isShown = ({ text }: Run) => text.trim() !== '';
  const shown = runs.slice(Math.max(runs.findIndex(isShown), 0), runs.findLastIndex(isShown) + 1);
  return shown.map((run, at) => {
    if (run.code) return run;
    const text = at === 0 ? run.text.trimStart() : run.text;
    return { ...run, text: at === shown.length - 1 ? text.trimEnd() : text };
  });
}
