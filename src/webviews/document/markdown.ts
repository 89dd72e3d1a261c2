/**
 * Markdown as HTML for the preview: HTML in it is text, links lead to evidence, the web and mail only and are followed by the
 * panel, pictures are those of the case, and nothing has a style of its own.
 */
import createMarkdown, { type MarkdownIt, type StateCore, type Token } from 'markdown-it';
import { findPlaceholders, keepDeepText, readLinks, WRITE } from '../../documents/index.js';
import { findLinks } from '../../evidence/link/index.js';

export interface Words {
  /** What stands before the words of a picture that is not shown. */
  readonly remoteImage: string;
}

/** Elements that scrolling goes by: each line of the text has one at most. */
const MARKED = /^(?:paragraph_open|heading_open|list_item_open|tr_open|blockquote_open|fence|code_block|hr)$/;

const TASK = /^\[([ xX])\][ \u00a0]/;

export function markdownParser(words: Words): MarkdownIt {
  const markdown = createMarkdown({ html: false });
  readLinks(markdown);
  keepDeepText(markdown);
  markdown.core.ruler.push('lines', state => state.tokens.forEach(markLine));
  markdown.core.ruler.push('tasks', tasks);
  // Before texts are joined, so that braces that were escaped are none.
  markdown.core.ruler.before('text_join', 'placeholders', placeholders);
  const { rules } = markdown.renderer;
  rules['placeholder'] = (tokens, at) =>
    `<mark class="placeholder">${escaped(tokens[at]?.content ?? '')}</mark>`;
  rules['checkbox'] = (tokens, at) => {
    const token = tokens[at];
    const line = escaped(String(token?.attrGet('data-task') ?? ''));
    const checked = token?.info === 'x' ? ' checked=""' : '';
    return `<input type="checkbox" data-task="${line}" aria-label="${escaped(token?.content ?? '')}"${checked}> `;
  };
  rules['link_open'] = (tokens, at) => {
    const address = String(tokens[at]?.attrGet('href') ?? '');
    const kind = findLinks(address).length > 0 ? 'evidence' : 'web';
    return `<a href="#" class="${kind}" data-address="${escaped(address)}">`;
  };
  rules['image'] = (tokens, at) => image(tokens[at], words);
  return markdown;
}

function image(token: Token | undefined, { remoteImage }: Words): string {
  const address = String(token?.attrGet('src') ?? '');
  const text = escaped(token?.content ?? '');
  const drawing = /^whydunit:(whys|timeline)$/.exec(address)?.[1];
  if (drawing) return `<span class="drawing" data-drawing="${drawing}">${text}</span>`;
  const [link] = findLinks(address);
  if (link) return `<img class="waiting" data-image="${link.id}" alt="${text}">`;
  return `<span class="inert">${escaped(remoteImage)} ${text}</span>`;
}

/** Lines from 0, of the text that was parsed; where a cell stands is a class, not a style. */
function markLine(token: Token): void {
  if (token.map && token.nesting >= 0 && MARKED.test(token.type))
    token.attrSet('data-line', String(token.map[0]));
  const style = String(token.attrGet('style') ?? '');
  if (style === '') return;
  token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'style');
  const [, place = ''] = /text-align:(left|center|right)/.exec(style) ?? [];
  if (place) token.attrSet('class', place);
}

function tasks({ tokens, Token }: StateCore): void {
  for (const [at, item] of tokens.entries()) {
    const inline = tokens[at + 2];
    const first = inline?.children?.[0];
    if (item.type !== 'list_item_open' || tokens[at + 1]?.type !== 'paragraph_open') continue;
    const mark = first?.type === 'text' ? TASK.exec(first.content) : null;
    if (!inline?.children || !first || !mark) continue;
    first.content = first.content.slice(mark[0].length);
    const box = new Token('checkbox', '', 0);
    box.info = mark[1] === ' ' ? '' : 'x';
    box.content = inline.content.slice(mark[0].length);
    box.attrSet('data-task', String(item.map?.[0] ?? 0));
    inline.children.unshift(box);
    item.attrJoin('class', 'task');
  }
}

function placeholders({ tokens, Token }: StateCore): void {
  for (const { children } of tokens) {
    if (!children?.some(({ content }) => content.includes('{{'))) continue;
    const made = children.flatMap((token): Token[] => {
      if (token.type !== 'text') return [token];
      const text = (content: string) => {
        const made = new Token('text', '', 0);
        made.content = content;
        return content === '' ? [] : [made];
      };
      let last = 0;
      const parts = findPlaceholders(token.content).flatMap(({ name, hint, start, end }) => {
        const before = text(token.content.slice(last, start));
        last = end;
        const placeholder = new Token('placeholder', '', 0);
        placeholder.content = name === WRITE && hint !== '' ? hint : token.content.slice(start, end);
        return [...before, placeholder];
      });
      return [...parts, ...text(token.content.slice(last))];
    });
    children.splice(0, children.length, ...made);
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);
}

/** The definitions of links that are referred to by name, wherever they stand. */
export function definitionsIn(text: string): string {
  return (text.match(/^ {0,3}\[[^\]\n]+\]:.*$/gm) ?? []).join('\n');
}
