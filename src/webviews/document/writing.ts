/**
 * The document that is written: the editor, the preview beside it, and what the panel is told of both. The page's text is
 * the one that counts; the panel follows it and saves it.
 */
import type { EditorView } from '@codemirror/view';
import { type Generations, merge, type Merged, withOffers } from '../../documents/index.js';
import { findLinks } from '../../evidence/link/index.js';
import { ask } from '../ask.js';
import { dataUri } from '../dataUri.js';
import { draw } from './drawings.js';
import { toggleTask } from './editing.js';
import { makeEditor, replaceText, scrollToLine, topLine } from './editor.js';
import { linesOf } from './evidence.js';
import { markdownParser } from './markdown.js';
import { Preview } from './preview.js';
import type { About, Newest, OpenDocument, Strings } from './protocol.js';

/** The preview follows when a person stops typing for so long. */
const PAUSE_MS = 120;
/** The outline and the lists follow a little later. */
const PAUSE_BESIDE_MS = 250;

/** Both wrote the same sections: a person has to say what stays, and may go on writing until then. */
export interface Conflict {
  readonly newest: Newest;
}

interface Heard {
  /** The text is another one, or the cursor stands elsewhere. */
  readonly changed: () => void;
  readonly conflict: (conflict: Conflict | undefined) => void;
  readonly notice: (text: string) => void;
}

export class Writing {
  readonly editor: EditorView;
  readonly #preview: Preview;
  #about: About | undefined;
  /** Each drawing once, for as long as nothing else is known. */
  readonly #drawings = new Map<string, DocumentFragment | undefined>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pause: ReturnType<typeof setTimeout> | undefined;
  /** Who scrolls: the other side follows, and must not lead back. */
  #leads: 'editor' | 'preview' | undefined;
  #generations: Generations;
  #newest = Promise.resolve();

  constructor(
    editorRoot: HTMLElement,
    private readonly previewRoot: HTMLElement,
    document: OpenDocument,
    private readonly strings: Strings,
    private readonly heard: Heard,
  ) {
    this.#generations = document.generations;
    this.#preview = new Preview(previewRoot, markdownParser(strings), element => this.#fill(element));
    this.editor = makeEditor(editorRoot, document.text, {
      strings,
      evidence: () => this.#about?.evidence ?? [],
      changed: (changes, length) => this.#tell(ask('edit', { changes, length })),
      updated: update => {
        if (update.docChanged) this.#later();
        if (update.docChanged || update.selectionSet) this.#paused();
      },
      scrolled: () => this.#follow('editor'),
      blurred: () => this.flush(),
      open: address => this.open(address),
      save: () => this.flush(),
    });
    // A person can write before the rest is drawn.
    requestAnimationFrame(() => setTimeout(() => this.#preview.show(this.text)));
    previewRoot.addEventListener('click', event => this.#clicked(event));
    previewRoot.addEventListener('scroll', () => this.#follow('preview'), { passive: true });
    previewRoot.addEventListener('mouseover', event => this.#hovered(event));
  }

  get text(): string {
    return this.editor.state.doc.toString();
  }

  get generations(): Generations {
    return this.#generations;
  }

  flush(): void {
    this.#tell(ask('flush', {}));
  }

  open(address: string): void {
    this.#tell(ask('open', { address }));
  }

  know(about: About): void {
    this.#about = about;
    this.#drawings.clear();
    this.#preview.refill();
  }

  #tell(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.heard.notice(error instanceof Error ? error.message : String(error)));
  }

  /** What stands beside the text follows when a person pauses: a letter typed draws nothing else anew. */
  #paused(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.heard.changed(), PAUSE_BESIDE_MS);
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#preview.show(this.text);
      this.#follow('editor');
    }, PAUSE_MS);
  }

  /** Brings in what another window wrote, or what was generated anew. */
  catchUp(): Promise<void> {
    this.#newest = this.#newest.then(async () => {
      const newest = await ask<Newest | null>('newest', {});
      if (newest) await this.#take(newest);
    });
    this.#tell(this.#newest);
    // The next one asks again, also where this one failed.
    this.#newest = this.#newest.catch(() => undefined);
    return this.#newest;
  }

  async #take(newest: Newest): Promise<void> {
    const { text, offers } = this.#with(newest);
    if (offers.length > 0) return this.heard.conflict({ newest });
    await this.#settle(text, newest);
  }

  #with({ base, text }: Newest): Merged {
    return merge(base, this.text, text, 'person');
  }

  async #settle(text: string, { text: stored, revision, generations }: Newest): Promise<void> {
    this.#generations = generations;
    this.heard.changed();
    replaceText(this.editor, text);
    this.heard.conflict(undefined);
    await ask('rebase', { text: this.text, stored, revision });
  }

  /** What both wrote stays: the other window's text of the same sections stands below this one's. */
  async keepBoth({ newest }: Conflict): Promise<void> {
    const { text, offers } = this.#with(newest);
    await this.#settle(withOffers(text, offers, 'below'), newest);
  }

  /** Takes the other window's text of the sections that both wrote in; this window's is kept as a version. */
  async takeTheirs({ newest }: Conflict): Promise<void> {
    const { text, offers } = this.#with(newest);
    await this.#settle(text, newest);
    await ask('keep', {});
    this.put(withOffers(this.text, offers, 'instead'));
  }

  /** Writes a text in the place of the one that is there, as a person does. */
  put(text: string): void {
    const changes = { from: 0, to: this.editor.state.doc.length, insert: text };
    this.editor.dispatch({ changes, userEvent: 'input' });
  }

  #fill(element: HTMLElement): void {
    for (const image of element.querySelectorAll<HTMLImageElement>('img[data-image].waiting')) {
      void this.#image(image);
    }
    const about = this.#about;
    if (!about) return;
    this.#markBroken(element, about);
    for (const place of element.querySelectorAll<HTMLElement>('[data-drawing]')) {
      const kind = place.dataset['drawing'] ?? '';
      if (!this.#drawings.has(kind)) this.#drawings.set(kind, draw(kind, about, this.strings));
      const drawing = this.#drawings.get(kind);
      if (drawing) place.replaceChildren(drawing.cloneNode(true));
    }
  }

  /** What was removed, or is broken, while the page shows it. */
  #markBroken(element: HTMLElement, { known }: About): void {
    const broken = new Map(known.evidence.map(({ id, broken }) => [id, broken] as const));
    for (const link of element.querySelectorAll<HTMLElement>('a.evidence')) {
      const [to] = findLinks(link.dataset['address'] ?? '');
      const fault = to ? (broken.get(to.id) ?? 'removed') : false;
      link.classList.toggle('broken', fault !== false);
      // The lines of what is whole are read when somebody points at it.
      if (fault === false) link.removeAttribute('title');
      else link.title = fault === 'removed' ? this.strings.evidenceRemoved : this.strings.evidenceBroken;
    }
    for (const image of element.querySelectorAll<HTMLImageElement>('img[data-image]:not(.waiting)'))
      if (!broken.has(image.dataset['image'] ?? '')) this.#missing(image);
  }

  #missing(image: HTMLImageElement): void {
    const missing = document.createElement('span');
    missing.className = 'inert';
    missing.textContent = `${this.strings.imageMissing} ${image.alt}`;
    image.replaceWith(missing);
  }

  async #image(image: HTMLImageElement): Promise<void> {
    try {
      const found = await ask<{ mime: string; bytes: Uint8Array } | null>('image', {
        id: image.dataset['image'],
      });
      if (!found) throw new Error('no image');
      image.src = dataUri(new Uint8Array(found.bytes), found.mime);
      image.classList.remove('waiting');
    } catch {
      this.#missing(image);
    }
  }

  #clicked(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest<HTMLElement>('a[data-address]');
    if (link) {
      event.preventDefault();
      return this.open(link.dataset['address'] ?? '');
    }
    const box = event.target.closest<HTMLElement>('input[data-task]');
    if (!box) return;
    // The text says what is ticked; the preview follows it.
    event.preventDefault();
    toggleTask(this.editor, this.#preview.lineOf(box, Number(box.dataset['task'])));
  }

  #hovered(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest<HTMLElement>('a.evidence:not([title])');
    if (!link) return;
    link.title = '';
    void linesOf(link.dataset['address'] ?? '', this.strings).then(lines => (link.title = lines));
  }

  #follow(who: 'editor' | 'preview'): void {
    if (this.#leads !== undefined && this.#leads !== who) return;
    if (this.#leads === who) return;
    this.#leads = who;
    requestAnimationFrame(() => {
      if (this.previewRoot.offsetParent !== null) {
        if (who === 'editor') this.#preview.scrollTo(topLine(this.editor));
        else scrollToLine(this.editor, this.#preview.topLine());
      }
      // The other side's own scroll event comes with the next frame.
      requestAnimationFrame(() => requestAnimationFrame(() => (this.#leads = undefined)));
    });
  }

  end(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#pause);
    this.editor.destroy();
    this.previewRoot.replaceChildren();
  }
}
