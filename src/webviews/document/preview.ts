/** The preview: section by section, so that a letter typed makes one section anew. */
import DOMPurify from 'dompurify';
import type { MarkdownIt } from 'markdown-it';
import { sectionsIn } from '../../documents/index.js';
import { definitionsIn } from './markdown.js';

interface Shown {
  readonly text: string;
  readonly element: HTMLElement;
  /** The line that it begins at, from 0. */
  line: number;
}

/** A place of the text that is to be seen: a line, and where it is drawn, in pixels from the top of the preview. */
interface Mark {
  readonly line: number;
  readonly top: number;
}

const ALLOWED = {
  RETURN_DOM_FRAGMENT: true,
  FORBID_ATTR: ['style', 'id', 'name'],
  FORBID_TAGS: [
    'style',
    'form',
    'button',
    'select',
    'textarea',
    'iframe',
    'object',
    'embed',
    'video',
    'audio',
  ],
  ALLOW_UNKNOWN_PROTOCOLS: false,
} as const;

export class Preview {
  #shown: Shown[] = [];
  #definitions = '';

  /**
   * @param fill completes what was made: pictures and drawings come later
   */
  constructor(
    private readonly root: HTMLElement,
    private readonly markdown: MarkdownIt,
    private readonly fill: (element: HTMLElement) => void,
  ) {}

  show(text: string): void {
    const definitions = definitionsIn(text);
    const texts = sectionsIn(text);
    const again = definitions !== this.#definitions;
    this.#definitions = definitions;
    const old = again ? [] : this.#shown;
    let same = 0;
    while (same < texts.length && same < old.length && texts[same] === old[same]?.text) same++;
    let end = 0;
    const most = Math.min(texts.length, old.length) - same;
    while (end < most && texts[texts.length - 1 - end] === old[old.length - 1 - end]?.text) end++;
    const made = texts.slice(same, texts.length - end).map(text => this.#make(text));
    const gone = again ? this.#shown : old.slice(same, old.length - end);
    const behind = again ? undefined : old[old.length - end]?.element;
    for (const { element } of gone) element.remove();
    for (const { element } of made) this.root.insertBefore(element, behind ?? null);
    this.#shown = [...old.slice(0, same), ...made, ...old.slice(old.length - end, old.length)];
    let line = 0;
    for (const shown of this.#shown) {
      shown.line = line;
      line += shown.text.split('\n').length - (shown.text.endsWith('\n') ? 1 : 0);
    }
  }

  /** Makes all pictures and drawings anew. */
  refill(): void {
    for (const { element } of this.#shown) this.fill(element);
  }

  #make(text: string): Shown {
    const references = this.#definitions === '' ? '' : `${this.#definitions}\n\n`;
    const skipped = references.split('\n').length - 1;
    const html = this.markdown.render(references + text, {});
    const element = document.createElement('section');
    element.append(
      DOMPurify.sanitize(html, {
        ...ALLOWED,
        FORBID_ATTR: [...ALLOWED.FORBID_ATTR],
        FORBID_TAGS: [...ALLOWED.FORBID_TAGS],
      }),
    );
    if (skipped > 0)
      for (const marked of element.querySelectorAll<HTMLElement>('[data-line]'))
        marked.dataset['line'] = String(Number(marked.dataset['line']) - skipped);
    this.fill(element);
    return { text, element, line: 0 };
  }

  /** The line of the whole text that an element was made of, from 0. */
  lineOf(element: Element, relative: number): number {
    const section = this.#shown.find(shown => shown.element.contains(element));
    return (section?.line ?? 0) + relative;
  }

  #marks(): Mark[] {
    const offset = this.root.getBoundingClientRect().top - this.root.scrollTop;
    return this.#shown.flatMap(({ element, line }) =>
      [...element.querySelectorAll<HTMLElement>('[data-line]')].map(marked => ({
        line: line + Number(marked.dataset['line']),
        top: marked.getBoundingClientRect().top - offset,
      })),
    );
  }

  /** Scrolls so that a line, also between two that are drawn, stands at the top. */
  scrollTo(line: number): void {
    const marks = this.#marks();
    const before = marks.findLast(mark => mark.line <= line);
    const after = marks.find(mark => mark.line > line);
    const from = before ?? { line: 0, top: 0 };
    const to = after ?? { line: from.line + 1, top: this.root.scrollHeight };
    const part = to.line === from.line ? 0 : (line - from.line) / (to.line - from.line);
    this.root.scrollTop = from.top + part * (to.top - from.top);
  }

  /** The line that stands at the top. */
  topLine(): number {
    const { scrollTop } = this.root;
    const marks = this.#marks();
    const before = marks.findLast(({ top }) => top <= scrollTop + 1) ?? { line: 0, top: 0 };
    const after = marks.find(({ top }) => top > scrollTop + 1);
    if (!after || after.top === before.top) return before.line;
    return before.line + ((scrollTop - before.top) / (after.top - before.top)) * (after.line - before.line);
  }
}
