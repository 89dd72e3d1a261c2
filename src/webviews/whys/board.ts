/**
 * The whys as the page holds them: what the store has, what was typed and is not saved yet, and what can be undone.
 * It knows neither the page nor the store, so that it can be tried with two real windows.
 */
import type { Step, WhyChange } from '../../db/rows/analysis.js';
import { inOrder, type WhyNode, whyTree } from '../../db/whyTree.js';
import type { TextField } from './fields.js';
import { expanded, inverse, type Op } from './ops.js';
import type { Ref } from './protocol.js';

export interface Snapshot {
  readonly steps: readonly Step[];
  readonly refs: readonly Ref[];
}

/** What became of changes, and what is there now; nothing was changed where another window was first. */
export interface Outcome extends Snapshot {
  readonly applied: boolean;
}

/** Text that the store does not have yet. */
export interface Draft {
  readonly id: string;
  readonly field: TextField;
  text: string;
  /** What the field held when the person began to type. */
  base: string | null;
  /** What is on its way. */
  sent?: string | undefined;
  /** What another window wrote meanwhile: the person chooses. */
  theirs?: { readonly text: string | null };
}

/** A draft whose why another window removed. */
export type Orphan = Readonly<Pick<Draft, 'id' | 'field' | 'text'>>;

export type Saving =
  /** Of an orphan, another window removed the why; in a conflict, it wrote at the same text. */
  | { readonly kind: 'saved' | 'saving' | 'conflict' | 'orphan' }
  | { readonly kind: 'failed'; readonly text: string };

/** A step of the history: what takes it back. Text is undone as it was saved, so by pauses. */
type Entry = readonly Op[];

/** How many steps can be undone. */
const MOST_UNDONE = 500;

export class Board {
  #steps: readonly Step[] = [];
  #refs: readonly Ref[] = [];
  #roots: readonly WhyNode<Step>[] = [];
  readonly #drafts = new Map<string, Draft>();
  #orphans: Orphan[] = [];
  readonly #undo: Entry[] = [];
  readonly #redo: Entry[] = [];
  #failure: string | undefined;
  /** The end of the changes that are under way: one goes after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  #underWay = 0;
  #version = 0;
  /** Whether the last undo or redo was refused, since another window changed what it is about. */
  refused = false;

  constructor(
    private readonly send: (changes: WhyChange[]) => Promise<Outcome>,
    private readonly changed: () => void,
  ) {}

  get roots(): readonly WhyNode<Step>[] {
    return this.#roots;
  }

  get refs(): readonly Ref[] {
    return this.#refs;
  }

  get orphans(): readonly Orphan[] {
    return this.#orphans;
  }

  get canUndo(): boolean {
    return this.#undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0;
  }

  /** Whether the store lacks something that was typed. */
  get unsaved(): boolean {
    return this.#drafts.size > 0 || this.#orphans.length > 0;
  }

  get saving(): Saving {
    if (this.#failure !== undefined) return { kind: 'failed', text: this.#failure };
    const drafts = [...this.#drafts.values()];
    if (drafts.some(({ theirs }) => theirs)) return { kind: 'conflict' };
    if (this.#orphans.length > 0) return { kind: 'orphan' };
    return { kind: drafts.length > 0 || this.#underWay > 0 ? 'saving' : 'saved' };
  }

  /** What waits for the person to choose, and would be lost with the page. */
  get unchosen(): Orphan[] {
    const drafts = [...this.#drafts.values()].filter(({ theirs }) => theirs);
    return [...drafts, ...this.#orphans].map(({ id, field, text }) => ({ id, field, text }));
  }

  draft(id: string, field: TextField): Draft | undefined {
    return this.#drafts.get(keyOf(id, field));
  }

  text(step: Step, field: TextField): string {
    return this.draft(step.id, field)?.text ?? step[field] ?? '';
  }

  /**
   * Reads what the store has.
   *
   * @param ask what is read while something is being saved may be older than what was saved: it is asked again
   * @returns false where the store has nothing to give, which `ask` tells by `undefined`
   */
  async read(ask: () => Promise<Snapshot | undefined>): Promise<boolean> {
    for (;;) {
      await this.#turn;
      const version = this.#version;
      const snapshot = await ask();
      if (!snapshot) return false;
      if (version !== this.#version || this.#underWay > 0) continue;
      this.#adopt(snapshot);
      this.changed();
      return true;
    }
  }

  /** What was shown goes; what is not saved stays in memory. */
  clear(): void {
    this.#show({ steps: [], refs: [] });
    this.changed();
  }

  type(step: Step, field: TextField, text: string): void {
    const key = keyOf(step.id, field);
    const draft = this.#drafts.get(key);
    if (draft) draft.text = text;
    else this.#drafts.set(key, { id: step.id, field, text, base: step[field] });
    this.changed();
  }

  /** Saves all that was typed, but for what the person has to choose about. */
  async save(): Promise<void> {
    await this.#inTurn(() => this.#saveDrafts());
  }

  /** Changes the tree, after what was typed is saved. Returns whether it was changed. */
  async act(ops: readonly Op[]): Promise<boolean> {
    this.refused = false;
    const applied = await this.#inTurn(() => this.#perform(ops, entry => this.#remember(entry)));
    return applied ?? false;
  }

  /** Takes the last change back; returns what was done for it. */
  undo(): Promise<Entry> {
    return this.#history(this.#undo, this.#redo);
  }

  /** Does again what was taken back last; returns what was done for it. */
  redo(): Promise<Entry> {
    return this.#history(this.#redo, this.#undo);
  }

  /** Ends a conflict: what the other window wrote is written over, or taken. */
  async choose({ id, field }: Pick<Draft, 'id' | 'field'>, which: 'mine' | 'theirs'): Promise<void> {
    const draft = this.draft(id, field);
    if (!draft?.theirs) return;
    if (which === 'theirs') this.#drafts.delete(keyOf(id, field));
    else draft.base = draft.theirs.text;
    delete draft.theirs;
    await this.save();
    this.changed();
  }

  /** Lets go of text whose why is gone. */
  discard(orphan: Orphan): void {
    this.#orphans = this.#orphans.filter(other => other !== orphan);
    this.changed();
  }

  async #history(from: Entry[], to: Entry[]): Promise<Entry> {
    this.refused = false;
    const done = await this.#inTurn(async () => {
      const entry = from.at(-1);
      if (!entry) return [];
      // Where the store fails, the step stays to be tried again.
      const applied = await this.#perform(entry, inverse => to.push(inverse));
      from.splice(from.indexOf(entry), 1);
      this.refused = !applied;
      return entry;
    });
    return done ?? [];
  }

  /** Does one thing after the other, each after what was typed before it is saved. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.#underWay++;
    const done = this.#turn.then(async () => {
      await this.#saveDrafts();
      return work();
    });
    this.#turn = done.catch(() => undefined);
    try {
      const value = await done;
      this.#failure = undefined;
      return value;
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
      return undefined;
    } finally {
      this.#underWay--;
      this.changed();
    }
  }

  async #saveDrafts(): Promise<void> {
    for (;;) {
      const drafts = [...this.#drafts.values()].filter(({ theirs }) => !theirs);
      for (const { id, field, text, base } of drafts) {
        if (text === (base ?? '')) this.#drafts.delete(keyOf(id, field));
      }
      const due = drafts.filter(({ text, base }) => text !== (base ?? ''));
      if (due.length === 0) return;
      for (const draft of due) draft.sent = draft.text;
      const changes = due.map(({ id, field, base, text }) => edited(id, field, base, text));
      const before = this.#steps;
      try {
        const outcome = await this.send(changes);
        this.#version++;
        this.#adopt(outcome);
        if (!outcome.applied) continue;
      } finally {
        for (const draft of due) draft.sent = undefined;
      }
      this.#remember(inverse(changes, { steps: before, refs: this.#refs }));
    }
  }

  async #perform(ops: readonly Op[], remember: (entry: Entry) => void): Promise<boolean> {
    const before = { steps: this.#steps, refs: this.#refs };
    const changes = expanded(ops, before);
    if (changes.length === 0) return false;
    const outcome = await this.send(changes);
    this.#version++;
    this.#adopt(outcome);
    if (outcome.applied) remember(inverse(changes, before));
    this.changed();
    return outcome.applied;
  }

  #remember(entry: Entry): void {
    this.#undo.push(entry);
    this.#redo.length = 0;
    if (this.#undo.length > MOST_UNDONE) this.#undo.shift();
  }

  /** Takes what the store has, and finds where another window wrote what the person is typing at. */
  #adopt({ steps, refs }: Snapshot): void {
    const byId = new Map(steps.map(step => [step.id, step]));
    for (const [key, draft] of this.#drafts) {
      const step = byId.get(draft.id);
      if (!step) {
        this.#drafts.delete(key);
        if (draft.text !== (draft.base ?? '')) this.#orphans.push(draft);
        continue;
      }
      const value = step[draft.field];
      if (value === draft.base) delete draft.theirs;
      else if (value === draft.sent || (value ?? '') === draft.text) {
        draft.base = value;
        delete draft.theirs;
      } else draft.theirs = { text: value };
      if (draft.text === (value ?? '')) this.#drafts.delete(key);
    }
    this.#show({ steps, refs });
  }

  #show({ steps, refs }: Snapshot): void {
    this.#roots = whyTree(steps);
    this.#steps = inOrder(this.#roots).map(({ step }) => step);
    this.#refs = refs;
  }
}

const keyOf = (id: string, field: TextField) => `${id} ${field}`;

function edited(id: string, field: TextField, was: string | null, to: string): WhyChange {
  return { kind: 'edit', id, was: { [field]: was }, to: { [field]: to } };
}
