/** Markdown that other programs read: the person's own text, without what leads nowhere outside of the store. */
import { type Block, type Cell, type Heading, type Item, type List, plain } from './blocks.js';
import { escaped, inlineOf, linesOf } from './markdownInline.js';
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

  /**
   * Lines, an empty one behind each block.
   *
   * @param within the mark of the list around them
   */
  blocks(blocks: readonly Block[], within = ''): string[] {
    let before: Written | undefined;
    let other = false;
    return blocks
      .flatMap(block => this.#inWords(block))
      .flatMap(block => {
        // Two lists of one kind would become one, unless their marks differ; three marks on a line are a rule.
        other =
          block.kind === 'list' &&
          (before
            ? !other && before.kind === 'list' && isNumbered(before) === isNumbered(block)
            : !isNumbered(block) && within === '-');
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
        return headingOf(block);
      case 'paragraph':
        return [linesOf(block.runs)];
      case 'code': {
        const longest = Math.max(2, ...[...block.text.matchAll(/`+/g)].map(([marks]) => marks.length));
        const fence = '`'.repeat(longest + 1);
        return [fence + (block.language ?? ''), ...block.text.split('\n'), fence];
      }
      case 'quote':
        return filled(unspaced(this.blocks(block.blocks))).map(line => (line === '' ? '>' : `> ${line}`));
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
    const [first, second, ...more] = blocks;
    const lines =
      first?.kind === 'paragraph' && second?.kind === 'list' && more.length === 0 && interrupts(second)
        ? [...this.#block(first).flatMap(line => line.split('\n')), ...this.blocks([second])]
        : this.blocks(blocks, mark);
    const indent = ' '.repeat(mark.length + 1);
    return filled(unspaced(lines)).map((text, place) => {
      // Behind a mark, lines are no rule.
      if (place === 0) return `${mark} ${task}${first?.kind === 'rule' ? '___' : text}`.trimEnd();
      return text === '' ? '' : indent + text;
    });
  }
}

/** Whether the list begins right below the line of a paragraph. */
const interrupts = ({ start = 1, items: [first] }: List) => start === 1 && (first?.blocks.length ?? 0) > 0;

/** Only one that is underlined has several lines. */
function headingOf({ level, runs }: Heading): string[] {
  // A longer line would make a table of lines with bars.
  if (level <= 2 && plain(runs).includes('\n')) return [linesOf(runs), level === 1 ? '=' : '-'];
  const text = inlineOf(runs).replaceAll('\\\n', ' ');
  // Signs at its end would close it.
  return [`${'#'.repeat(level)} ${text.replace(/(?<=^|\s)#+$/, '\\$&')}`];
}

const isNumbered = ({ start }: List) => start !== undefined;

/** The highest number that is one of an item. */
const MOST = 999_999_999;

function markOf({ start }: List, place: number, other: boolean): string {
  if (start === undefined) return other ? '*' : '-';
  return `${Math.min(start + place, MOST)}${other ? ')' : '.'}`;
}

const RULES = { left: '---', center: ':-:', right: '--:' };

function row(cells: readonly Cell[]): string {
  return `| ${cells
    .map(cell =>
      inlineOf(cell)
        .replaceAll('|', String.raw`\|`)
        .replaceAll('\\\n', ' '),
    )
    .join(' | ')} |`;
}

const filled = (lines: readonly string[]) => (lines.length > 0 ? lines : ['']);

function unspaced(lines: readonly string[]): string[] {
  const last = lines.findLastIndex(line => line !== '');
  return lines.slice(0, last + 1);
}
