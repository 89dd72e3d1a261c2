/**
 * The host's copy of what a person is writing: it follows each change of the page, so that closing the page, locking the
 * store or the end of the window still saves the last letter.
 */
import type { Store } from '../../db/api.js';
import { StoreError } from '../../db/errors.js';
import { merge } from '../../documents/index.js';
import type { Change, Saving } from './protocol.js';

/** What is typed is saved when the person stops for so long. */
const PAUSE_MS = 500;
/** And while they do not stop, at least this often. */
const LONGEST_MS = 3000;

interface Parts {
  /** The open store; undefined while it is not open. */
  readonly store: () => Pick<Store, 'getDocument' | 'updateDocument' | 'keepVersion'> | undefined;
  /** Tells the page how saving goes. */
  readonly tell: (saving: Saving) => void;
  /** Another window wrote the document: the page has to bring both together. */
  readonly outdated: () => void;
  /** The sentence for an error. */
  readonly sentence: (error: unknown) => string;
}

export class Draft {
  #text = '';
  #revision = -1;
  #stored = '';
  #timer: NodeJS.Timeout | undefined;
  #since = 0;
  #saving: Promise<void> = Promise.resolve();
  #waitsForPage = false;
  #told: Saving['state'] = 'saved';

  constructor(
    private readonly id: string,
    private readonly parts: Parts,
  ) {}

  get text(): string {
    return this.#text;
  }

  get unsaved(): boolean {
    return this.#revision >= 0 && this.#text !== this.#stored;
  }

  /** The text as this window knows it in the store. */
  get stored(): string {
    return this.#stored;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Begins anew with what the store has. */
  begin(text: string, revision: number): void {
    this.#cancel();
    [this.#text, this.#stored, this.#revision] = [text, text, revision];
    this.#waitsForPage = false;
  }

  /**
   * Follows changes of the page, each counted in UTF-16 units of the text before all of them.
   *
   * @param length of the text afterwards
   * @throws StoreError `invalid` where the page has another text than is known here
   */
  edit(changes: readonly Change[], length: number): void {
    let text = this.#text;
    for (const [from, to, insert] of changes.toSorted((a, b) => b[0] - a[0]))
      text = text.slice(0, from) + insert + text.slice(to);
    if (text.length !== length) throw new StoreError('invalid', 'the page has another text');
    this.#text = text;
    this.#schedule();
  }

  /** Takes the page's whole text, which it brought together with a revision of the store. */
  rebase(text: string, stored: string, revision: number): void {
    [this.#text, this.#stored, this.#revision] = [text, stored, revision];
    this.#waitsForPage = false;
    this.#schedule();
  }

  #schedule(): void {
    this.#tell(this.unsaved ? 'unsaved' : 'saved');
    if (!this.unsaved) return;
    if (this.#waitsForPage) return;
    const now = Date.now();
    if (!this.#timer) this.#since = now;
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(PAUSE_MS, this.#since + LONGEST_MS - now));
    this.#timer = setTimeout(() => void this.flush(), wait);
  }

  /** A letter typed tells nothing new. */
  #tell(state: 'saved' | 'saving' | 'unsaved'): void {
    if (this.#told === state) return;
    this.#told = state;
    this.parts.tell({ state });
  }

  #cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Saves what is not saved yet; fulfilled also where that failed, which the page is told. */
  flush(): Promise<void> {
    this.#cancel();
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  async #save(): Promise<void> {
    const store = this.parts.store();
    if (!this.unsaved || this.#waitsForPage || !store) return;
    const text = this.#text;
    this.#tell('saving');
    try {
      const { revision } = await store.updateDocument({
        id: this.id,
        revision: this.#revision,
        content_md: text,
      });
      [this.#stored, this.#revision] = [text, revision];
      this.#tell(this.#text === text ? 'saved' : 'unsaved');
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'stale') {
        this.#waitsForPage = true;
        this.parts.outdated();
      } else {
        this.#told = 'failed';
        this.parts.tell({ state: 'failed', text: this.parts.sentence(error) });
      }
    }
  }

  /** Saves, and keeps what is saved as a version. */
  async keep(): Promise<void> {
    await this.flush();
    await this.parts.store()?.keepVersion({ document_id: this.id, cause: 'edited' });
  }

  /**
   * Saves for the last time. Where the page did not bring together what two windows wrote, sections of the other window
   * that were not touched here are taken, and its whole text is kept as a version.
   *
   * @returns whether the text is in the store
   */
  async end(): Promise<boolean> {
    await this.flush();
    const store = this.parts.store();
    if (!this.unsaved) return true;
    if (!store) return false;
    try {
      if (this.#waitsForPage) {
        const theirs = await store.getDocument({ id: this.id });
        await store.keepVersion({ document_id: this.id, cause: 'edited' });
        const { text } = merge(this.#stored, this.#text, theirs.content_md, 'person');
        this.rebase(text, theirs.content_md, theirs.revision);
        await this.flush();
      }
      return !this.unsaved;
    } catch {
      return false;
    }
  }
}
