/** One file that needs nothing else, runs nothing, and fetches nothing. */
import { createHash } from 'node:crypto';
import { type Block, type Cell, type Heading, type Item, plain, type Run, type Table } from './blocks.js';
import { leftOut, type Report, type Section, sectionsOf, titled } from './report.js';

/** Fewer sections need no list of them. */
const LISTED_SECTIONS = 4;

export function renderHtml(report: Report): string {
  const blocks = titled(report);
  const sections = sectionsOf(blocks);
  const policy = `default-src 'none'; img-src data:; style-src 'sha256-${hashOf(STYLE)}'; base-uri 'none'; form-action 'none'`;
  const [heading, ...rest] = blocks;
  const page = new Page(report, sections);
  const content = [
    ...(heading ? [page.block(heading)] : []),
    contents(report, [...sections.values()].slice(1)),
    ...rest.map(block => page.block(block)),
  ];
  return `<!DOCTYPE html>
<html lang="${escaped(report.lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<meta name="generator" content="Whydunit">
<title>${escaped(report.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${content.filter(Boolean).join('\n')}
</main>
</body>
</html>
`;
}

function contents({ words }: Report, sections: readonly Section[]): string {
  const shown = sections.filter(({ level }) => level <= 3);
  if (shown.length < LISTED_SECTIONS) return '';
  const lines = shown.map(
    ({ number, level, text }) => `<li class="level-${level}"><a href="#s${number}">${escaped(text)}</a></li>`,
  );
  const label = escaped(words.contents);
  return `<nav aria-label="${label}"><strong>${label}</strong><ul>\n${lines.join('\n')}\n</ul></nav>`;
}

class Page {
  constructor(
    private readonly report: Report,
    private readonly sections: ReadonlyMap<Heading, Section>,
  ) {}

  block(block: Block): string {
    switch (block.kind) {
      case 'heading': {
        const { number = 0 } = this.sections.get(block) ?? {};
        return `<h${block.level} id="s${number}">${runs(block.runs)}</h${block.level}>`;
      }
      case 'paragraph':
        return `<p>${runs(block.runs)}</p>`;
      case 'code':
        return `<pre tabindex="0"><code${block.language === undefined ? '' : ` class="language-${escaped(block.language)}"`}>${escaped(block.text)}</code></pre>`;
      case 'quote':
        return `<blockquote>\n${this.#blocks(block.blocks)}\n</blockquote>`;
      case 'list': {
        const items = block.items.map(item => this.#item(item)).join('\n');
        if (block.start === undefined) return `<ul>\n${items}\n</ul>`;
        return `<ol${block.start === 1 ? '' : ` start="${block.start}"`}>\n${items}\n</ol>`;
      }
      case 'table':
        return tableOf(block);
      case 'rule':
        return '<hr>';
      case 'picture': {
        const picture = this.report.pictures.get(block.id);
        if (!picture) return this.block(leftOut(block.alt, this.report.words));
        const data = Buffer.from(picture.bytes).toString('base64');
        const size = `width="${picture.width}" height="${picture.height}"`;
        return `<figure><img alt="${escaped(block.alt)}" ${size} src="data:${picture.type};base64,${data}"></figure>`;
      }
      case 'drawing': {
        const drawing = this.report.drawings[block.drawing];
        if (!drawing) return this.block(leftOut(block.alt, this.report.words));
        // The browser shows a picture of this kind without running or fetching anything, whatever is in it.
        const data = Buffer.from(drawing.svg).toString('base64');
        const image = `<img alt="${escaped(block.alt)}" src="data:image/svg+xml;base64,${data}">`;
        if (block.told) return `<figure>${image}</figure>`;
        return `<figure>${image}
<details><summary>${escaped(block.alt)}</summary>\n${this.block(drawing.block)}\n</details></figure>`;
      }
    }
  }

  #blocks(blocks: readonly Block[]): string {
    return blocks.map(block => this.block(block)).join('\n');
  }

  #item({ ticked, blocks }: Item): string {
    const [first] = blocks;
    const text = first?.kind === 'paragraph' && blocks.length === 1 ? runs(first.runs) : this.#blocks(blocks);
    if (ticked === undefined) return `<li>${text}</li>`;
    return `<li class="task"><input type="checkbox" disabled${ticked ? ' checked' : ''}><div>${text}</div></li>`;
  }
}

/** More columns have no room for times and words as they are. */
const MOST_COLUMNS = 6;
/** The signs of a line of a table, and those that the space around a cell takes. */
const [LINE, AROUND] = [80, 3];

/** Words and times stay whole where the columns have room for them; longer words break, so that all of it stays on the page. */
function tableOf({ header, rows, aligned }: Table): string {
  const longest = Math.max(LINE / header.length - AROUND, 1);
  const cell = (name: string) => (content: Cell, column: number) => {
    const isLong = plain(content)
      .split(/\s+/)
      .some(({ length }) => length > longest);
    const place = aligned[column] ?? 'left';
    const classes = [...(place === 'left' ? [] : [place]), ...(isLong ? ['long'] : [])].join(' ');
    const shown = content.map(part => run(part, withTimes)).join('');
    return `<${name}${classes && ` class="${classes}"`}>${shown}</${name.slice(0, 2)}>`;
  };
  const row = (cells: readonly Cell[], name: string) => `<tr>${cells.map(cell(name)).join('')}</tr>`;
  return `<div class="table" tabindex="0"><table${header.length > MOST_COLUMNS ? ' class="wide"' : ''}>
<thead>${row(header, 'th scope="col"')}</thead>
<tbody>\n${rows.map(cells => row(cells, 'td')).join('\n')}\n</tbody>
</table></div>`;
}

/** `2026-11-20`, and `2026-11-20 02:10:00 UTC` */
const TIME = /\b\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z| UTC| ?[+-]\d\d:?\d\d)?)?\b/g;

const withTimes = (html: string) => html.replaceAll(TIME, '<span class="time">$&</span>');

function runs(runs: readonly Run[]): string {
  return runs.map(part => run(part)).join('');
}

/** @param marked puts marks into escaped text */
function run({ text, bold, italic, strike, code, link }: Run, marked = (html: string) => html): string {
  let shown = marked(escaped(text)).replaceAll('\n', '<br>');
  if (code) shown = `<code>${shown}</code>`;
  if (strike) shown = `<s>${shown}</s>`;
  if (italic) shown = `<em>${shown}</em>`;
  if (bold) shown = `<strong>${shown}</strong>`;
  return link === undefined ? shown : `<a href="${escaped(link)}" rel="noreferrer noopener">${shown}</a>`;
}

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, sign => SIGNS[sign] ?? '');

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64');

const STYLE = `
:root { color-scheme: light dark; --line: #d0d4da; --soft: #f4f5f7; --link: #0b5cad; --ink: #1f2530; --paper: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --line: #41464f; --soft: #24282f; --link: #7ab7ff; --ink: #dde1e7; --paper: #191c21; }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; overflow-wrap: anywhere; }
p, li, th, td, h1, h2, h3, h4, h5, h6 { unicode-bidi: plaintext; text-align: start; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: 0 0 1.2rem; }
h2 { font-size: 1.35rem; margin: 2.4rem 0 .6rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; }
h4, h5, h6 { font-size: 1rem; margin: 1.4rem 0 .3rem; }
p, ul, ol, pre, blockquote, figure, .table { margin: 0 0 1rem; }
li > ul, li > ol { margin: 0; }
a { color: var(--link); }
nav { background: var(--soft); border-radius: 6px; padding: .9rem 1.2rem; margin: 0 0 1.6rem; }
nav ul { list-style: none; margin: .4rem 0 0; padding: 0; }
nav .level-3 { padding-left: 1.2rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { padding: .4rem .7rem; vertical-align: top; border-bottom: 1px solid var(--line); }
th, td { overflow-wrap: break-word; }
.long { overflow-wrap: anywhere; min-width: 6em; }
table:not(.wide) .time { white-space: nowrap; }
th { background: var(--soft); }
.center { text-align: center; }
.right { text-align: right; }
pre { background: var(--soft); border-radius: 6px; padding: .8rem 1rem; overflow-x: auto; line-height: 1.45; }
code { font: .875em ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace; }
:not(pre) > code { background: var(--soft); border-radius: 4px; padding: .1em .35em; }
blockquote { border-left: 3px solid var(--line); padding-left: 1rem; }
hr { border: 0; border-top: 1px solid var(--line); margin: 2rem 0; }
img { max-width: 100%; height: auto; background: #fff; }
.task { list-style: none; display: flex; gap: .5rem; margin-left: -1.4rem; }
.task input { flex: none; width: 1rem; height: 1rem; margin: .35rem 0 0; }
details { font-size: .93rem; }
summary { cursor: pointer; }
@page { margin: 18mm; }
@media print {
  :root { --line: #c3c8cf; --soft: #f4f5f7; --link: #1f2530; --ink: #000; --paper: #fff; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h1, h2, h3, h4 { break-after: avoid; }
  tr, pre, figure { break-inside: avoid; }
  pre { white-space: pre-wrap; }
  .wide .long { min-width: 0; }
  thead { display: table-header-group; }
  details:not([open]) { display: none; }
}
`;
