/** Markdown to blocks. HTML is text, and nothing leads anywhere but to the web, a mail address or evidence. */
import MarkdownIt, { type MarkdownIt as Parser, type Token } from 'markdown-it';
import { keepDeepText, readLinks } from '../documents/index.js';
import { type Alignment, type Block, type Cell, type Item, plain, type Run } from './blocks.js';
import { type Evidence, InlineReader } from './inline.js';
import { hasPlaceholder } from './placeholders.js';

/** @param evidence what links to evidence lead to, by its id */
export function parseMarkdown(text: string, evidence: ReadonlyMap<string, Evidence>): Block[] {
  const markdown = new MarkdownIt({ html: false });
  keepDeepText(markdown);
  readLinks(markdown);
  withoutReplaced(markdown);
  return new BlockReader(markdown.parse(text, {}), new InlineReader(evidence)).until();
}

/** An address of which a part was redacted leads nowhere. */
function withoutReplaced({ linkify }: Pick<Parser, 'linkify'>): void {
  const match = linkify.match.bind(linkify);
  const matchAtStart = linkify.matchAtStart.bind(linkify);
  linkify.match = text => match(text)?.filter(({ url }) => !hasPlaceholder(url)) ?? null;
  linkify.matchAtStart = text => {
    const found = matchAtStart(text);
    return found && !hasPlaceholder(found.url) ? found : null;
  };
}

const LANGUAGE = /^[\p{L}\p{N}_+#.-]{1,40}/u;

class BlockReader {
  #next = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly inline: InlineReader,
  ) {}

  /** The blocks up to a token that closes what they stand in, which is taken as well. */
  until(closing?: string): Block[] {
    const blocks: Block[] = [];
    for (let token = this.#take(); token && token.type !== closing; token = this.#take())
      blocks.push(...this.#block(token));
    return blocks;
  }

  #take(): Token | undefined {
    return this.tokens[this.#next++];
  }

  #block(token: Token): Block[] {
    switch (token.type) {
      case 'heading_open':
        return this.#heading(Number(token.tag.slice(1)));
      case 'paragraph_open':
        return this.#paragraph();
      case 'fence':
      case 'code_block':
        return [this.#code(token)];
      case 'hr':
        return [{ kind: 'rule' }];
      case 'blockquote_open':
        return [{ kind: 'quote', blocks: this.until('blockquote_close') }];
      case 'bullet_list_open':
        return [{ kind: 'list', start: undefined, items: this.#items('bullet_list_close') }];
      case 'ordered_list_open':
        return [
          {
            kind: 'list',
            start: Number(token.attrGet('start') ?? 1),
            items: this.#items('ordered_list_close'),
          },
        ];
      case 'table_open':
        return [this.#table()];
      default:
        return [];
    }
  }

  #code({ content, info }: Token): Block {
    const [language] = LANGUAGE.exec(info.trim()) ?? [];
    const text = this.inline.text(content.replace(/\n$/, ''));
    return { kind: 'code', text, ...(language !== undefined && { language }) };
  }

  /** One without words is none: no outline and no list of sections can name it. */
  #heading(level: number): Block[] {
    const runs = this.#runs('heading_close');
    return plain(runs).trim() === '' ? [] : [{ kind: 'heading', level, runs }];
  }

  #inlines(closing: string): Token[] {
    const inlines: Token[] = [];
    for (let token = this.#take(); token && token.type !== closing; token = this.#take())
      if (token.type === 'inline') inlines.push(...(token.children ?? []));
    return inlines;
  }

  #runs(closing: string): Run[] {
    return this.inline.runs(this.#inlines(closing));
  }

  /** Pictures stand between paragraphs. */
  #paragraph(): Block[] {
    return this.inline.blocks(this.#inlines('paragraph_close'));
  }

  #items(closing: string): Item[] {
    const items: Item[] = [];
    for (let token = this.#take(); token && token.type !== closing; token = this.#take())
      if (token.type === 'list_item_open') items.push(itemOf(this.until('list_item_close')));
    return items;
  }

  #table(): Block {
    const rows: Token[][][] = [];
    const aligned: Alignment[] = [];
    for (let token = this.#take(); token && token.type !== 'table_close'; token = this.#take()) {
      if (token.type === 'tr_open') rows.push([]);
      if (token.type === 'th_open') aligned.push(alignmentOf(token));
      if (token.type === 'th_open' || token.type === 'td_open')
        rows.at(-1)?.push(this.#inlines(token.type.replace('open', 'close')));
    }
    const [header = [], ...body] = rows.map(cells => this.#cells(cells));
    return { kind: 'table', header, rows: body, aligned };
  }

  #cells(cells: readonly Token[][]): Cell[] {
    const texts = cells.map(tokens => tokens.map(({ content }) => content).join(''));
    return cells.map((tokens, at) => this.inline.runs(tokens, texts.toSpliced(at, 1).join('\n')));
  }
}

function alignmentOf(token: Token): Alignment {
  const [, alignment] = /text-align:(center|right)/.exec(String(token.attrGet('style') ?? '')) ?? [];
  return alignment === 'center' || alignment === 'right' ? alignment : 'left';
}

const TASK = /^\[([ xX])\]\s+/;

/** An item that begins with `[ ]` or `[x]` is a task. */
function itemOf(blocks: readonly Block[]): Item {
  const [first, ...rest] = blocks;
  if (first?.kind !== 'paragraph') return { ticked: undefined, blocks };
  const [run, ...runs] = first.runs;
  const [box, tick] = TASK.exec(run?.text ?? '') ?? [];
  if (!run || box === undefined || Object.keys(run).length > 1) return { ticked: undefined, blocks };
  const text = run.text.slice(box.length);
  const shown = text === '' ? runs : [{ text }, ...runs];
  return { ticked: tick !== ' ', blocks: [{ kind: 'paragraph', runs: shown }, ...rest] };
}
