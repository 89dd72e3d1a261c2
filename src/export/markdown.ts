/** Markdown that other programs read: the person's own text, without what leads nowhere outside of the store. */
import type { Block, Cell, Item, List, Run } from './blocks.js';
import { leftOut, type Report, titled } from './report.js';

/** Pictures stand behind the text, where nobody has to scroll over them. */
export function renderMarkdown(report: Report): string {
  const writer = new Writer(report);
  const text = writer.blocks(titled(report)).join('\n');
  return [text, ...writer.definitions].join('\n').trimEnd() + '\n';
}

type Written = Exclude<Block, { kind: 'drawing' }>;

class Writer {
  readonly definitions: string[] = [];

  constructor(private readonly report: Report) {}

  /** Lines, an empty one behind each block. */
  blocks(blocks: readonly Block[]): string[] {
    let before: Written | undefined;
    let other = false;
    return blocks
      .flatMap(block => this.#inWords(block))
      .flatMap(block => {
        // Two lists of one kind would become one, unless their marks differ.
        const follows =
          before?.kind === 'list' && block.kind === 'list' && isNumbered(before) === isNumbered(block);
        other = follows && !other;
        before = block;
        return [...this.#block(block, other).flatMap(line => line.split('\n')), ''];
      });
  }

  /** A drawing as text, unless the document has that itself. */
  #inWords(block: Block): Written[] {
    if (block.kind !== 'drawing') return [block];
    const drawing = this.report.drawings[block.drawing];
    if (!drawing) return [leftOut(block.alt, this.report.words)];
    return block.told ? [] : [drawing.block];
  }

  #block(block: Written, other = false): string[] {
    switch (block.kind) {
      case 'heading':
        return [`${'#'.repeat(block.level)} ${line(block.runs).replaceAll('\\\n', ' ')}`];
      case 'paragraph':
        return [line(block.runs)];
      case 'code': {
        const longest = Math.max(2, ...[...block.text.matchAll(/`+/g)].map(([marks]) => marks.length));
        const fence = '`'.repeat(longest + 1);
        return [fence, ...block.text.split('\n'), fence];
      }
      case 'quote':
        return unspaced(this.blocks(block.blocks)).map(line => (line === '' ? '>' : `> ${line}`));
      case 'list':
        return block.items.flatMap((item, place) => this.#item(item, markOf(block, place, other)));
      case 'table':
        return [
          row(block.header),
          `| ${block.header.map((_, column) => RULES[block.aligned[column] ?? 'left']).join(' | ')} |`,
          ...block.rows.map(row),
        ];
      case 'rule':
        return ['---'];
      case 'picture': {
        const picture = this.report.pictures.get(block.id);
        if (!picture) return this.#block(leftOut(block.alt, this.report.words));
        const name = `picture-${this.definitions.length + 1}`;
        const data = Buffer.from(picture.bytes).toString('base64');
        this.definitions.push(`[${name}]: <data:${picture.type};base64,${data}>`);
        return [`![${escaped(block.alt)}][${name}]`];
      }
    }
  }

  #item({ ticked, blocks }: Item, mark: string): string[] {
    const task = ticked === undefined ? '' : ticked ? '[x] ' : '[ ] ';
    const tight = blocks.every(({ kind }) => kind === 'paragraph' || kind === 'list') && blocks.length <= 2;
    const lines = unspaced(this.blocks(blocks));
    const kept = tight ? lines.filter(line => line !== '') : lines;
    const indent = ' '.repeat(mark.length + 1);
    return (kept.length > 0 ? kept : ['']).map((text, place) => {
      if (place === 0) return `${mark} ${task}${text}`.trimEnd();
      return text === '' ? '' : indent + text;
    });
  }
}

const isNumbered = ({ start }: List) => start !== undefined;

function markOf({ start }: List, place: number, other: boolean): string {
  if (start === undefined) return other ? '*' : '-';
  return `${start + place}${other ? ')' : '.'}`;
}

const RULES = { left: '---', center: ':-:', right: '--:' };

function row(cells: readonly Cell[]): string {
  return `| ${cells
    .map(cell =>
      line(cell)
        .replaceAll('|', String.raw`\|`)
        .replaceAll('\\\n', ' '),
    )
    .join(' | ')} |`;
}

function unspaced(lines: readonly string[]): string[] {
  const last = lines.findLastIndex(line => line !== '');
  return lines.slice(0, last + 1);
}

function line(runs: readonly Run[]): string {
  return runs.map(run).join('');
}

function run({ text, bold, italic, strike, code, link }: Run): string {
  const [, before = '', content = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  if (content === '') return broken(text);
  let shown = code ? coded(content) : broken(escaped(content));
  if (strike) shown = `~~${shown}~~`;
  if (italic) shown = `*${shown}*`;
  if (bold) shown = `**${shown}**`;
  if (link !== undefined)
    shown = `[${shown}](<${link.replaceAll(/[<>\n\\]/g, sign => encodeURIComponent(sign))}>)`;
  return broken(before) + shown + broken(after);
}

/** A line that ends goes on in the next one. */
const broken = (text: string) => text.replaceAll('\n', '\\\n');

function coded(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([marks]) => marks.length));
  const fence = '`'.repeat(longest + 1);
  const padded = longest > 0 || text.startsWith('`') || text.endsWith('`') ? ` ${text} ` : text;
  return `${fence}${padded}${fence}`;
}

/** Text in which no sign means anything to Markdown, nor to programs that take HTML in it. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\`*[\]<>&~]|(?<=^|\s|\p{P})_|_(?=$|\s|\p{P})/gu, sign => `\\${sign}`)
    .replaceAll(/^(\s*)([-+=#]|\d{1,9}[.)])/gm, (_, space: string, sign: string) =>
      /^\d/.test(sign) ? `${space}${sign.slice(0, -1)}\\${sign.slice(-1)}` : `${space}\\${sign}`,
    )
    .replaceAll('!\\[', '\\!\\[');
}
