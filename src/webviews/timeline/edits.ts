/** Changes of events that can be undone and done again, for as long as the page is open. */
import type { Row, Said } from './protocol.js';

/** A change of an event in both directions. */
interface Edit {
  readonly id: string;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
}

const MOST = 200;

export class Edits {
  readonly #done: Edit[] = [];
  readonly #undone: Edit[] = [];
  /** The revision of each event as we left it: what another window made of it since is not written over. */
  readonly #revisions = new Map<string, number>();
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * @param ask asks the panel
   * @param changed is called after what can be undone is other than before
   */
  constructor(
    private readonly ask: <T>(name: string, input: unknown) => Promise<T>,
    private readonly changed: () => void,
  ) {}

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** @returns the event's id */
  add(said: Said): Promise<string> {
    return this.#inTurn(async () => {
      const { id, revision } = await this.ask<{ id: string; revision: number }>('add', said);
      this.#revisions.set(id, revision);
      this.#keep({ id, undo: () => this.#remove(id), redo: () => this.#restore(id) });
      return id;
    });
  }

  /** @param row the event as the store has it now */
  update(row: Row, change: Partial<Said>): Promise<void> {
    const { id } = row;
    const before: Partial<Said> = {
      ...(change.event_type !== undefined && { event_type: row.event_type }),
      ...(change.description !== undefined && { description: row.description }),
      ...(change.at_ms !== undefined && { at_ms: row.at }),
      ...(change.source !== undefined && { source: row.source }),
      ...(change.tags !== undefined && { tags: row.tags ?? [] }),
    };
    return this.#inTurn(async () => {
      this.#begin(row);
      await this.#update(id, change);
      this.#keep({ id, undo: () => this.#update(id, before), redo: () => this.#update(id, change) });
    });
  }

  remove(row: Row): Promise<void> {
    const { id } = row;
    return this.#inTurn(async () => {
      this.#begin(row);
      await this.#remove(id);
      this.#keep({ id, undo: () => this.#restore(id), redo: () => this.#remove(id) });
    });
  }

  undo(): Promise<void> {
    return this.#step(this.#done, this.#undone, 'undo');
  }

  redo(): Promise<void> {
    return this.#step(this.#undone, this.#done, 'redo');
  }

  clear(): void {
    this.#done.length = 0;
    this.#undone.length = 0;
    this.changed();
  }

  /** A change of ours follows one of another window: those before it would take that back, too, and cannot be undone. */
  #begin({ id, revision }: Row): void {
    const left = this.#revisions.get(id);
    // What was read while our change was on its way is older than what we left.
    if (left !== undefined && revision <= left) return;
    this.#revisions.set(id, revision);
    if (left === undefined) return;
    const others = this.#done.filter(edit => edit.id !== id);
    this.#done.splice(0, Infinity, ...others);
  }

  #keep(edit: Edit): void {
    this.#done.push(edit);
    if (this.#done.length > MOST) this.#done.shift();
    this.#undone.length = 0;
    this.changed();
  }

  /** One after the other, however fast the keys are: an undo is of the change whose answer is still on its way, too. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(work);
    this.#turn = next.catch(() => undefined);
    return next;
  }

  #step(from: Edit[], to: Edit[], how: 'undo' | 'redo'): Promise<void> {
    return this.#inTurn(async () => {
      const edit = from.pop();
      if (!edit) return;
      try {
        await edit[how]();
        to.push(edit);
      } finally {
        // What cannot be undone any more, since another window changed it, is not tried again and again.
        this.changed();
      }
    });
  }

  #known(id: string) {
    return { id, revision: this.#revisions.get(id) ?? 0 };
  }

  async #update(id: string, change: Partial<Said>): Promise<void> {
    const { revision } = await this.ask<{ revision: number }>('update', { ...this.#known(id), ...change });
    this.#revisions.set(id, revision);
  }

  async #remove(id: string): Promise<void> {
    await this.ask('remove', this.#known(id));
  }

  async #restore(id: string): Promise<void> {
    const { revision } = await this.ask<{ revision: number }>('restore', { id });
    this.#revisions.set(id, revision);
  }
}
