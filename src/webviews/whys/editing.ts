/** What a person does with the whys: each act of the page in one place, with where the keyboard goes afterwards. */
import { nextQuestion } from '../../analysis/index.js';
import type { Step } from '../../db/rows/analysis.js';
import { inOrder, type WhyNode } from '../../db/whyTree.js';
import { ask } from '../ask.js';
import type { Board, Orphan } from './board.js';
import { TEXT_FIELDS, type TextField, whyOfItsOwn } from './fields.js';
import { dropped, type Direction, moved, type Side } from './moves.js';
import type { Op } from './ops.js';
import type { Place } from './protocol.js';
import type { Strings } from './vscodeStrings.js';

type Node = WhyNode<Step>;

export class Editing {
  /** Told when something was typed. */
  readonly typed = { heard: () => {} };
  /** Where the keyboard goes once it is shown. */
  #next: { readonly id: string; readonly all?: boolean } | undefined;

  constructor(
    readonly board: Board,
    private readonly strings: Strings,
    private readonly tell: (notice: string) => void,
  ) {}

  type(step: Step, field: TextField, text: string): void {
    this.board.type(step, field, text);
    this.typed.heard();
  }

  /** Asks why: below a why, out of its answer, or first of all, out of what happened. */
  ask(above: Node | undefined, said: string): void {
    const { roots } = this.board;
    const step = {
      id: crypto.randomUUID(),
      parent_id: above?.step.id ?? null,
      position: (above?.children ?? roots).length,
      why_question: nextQuestion(said, this.strings),
      answer: null,
      evidence: null,
      role: null,
      state: 'assumed',
    } as const;
    this.#next = { id: fieldId(step.id, 'why_question'), all: true };
    void this.act({ kind: 'add', step });
  }

  /** What Enter in an answer does: on to the next why, which is asked where there is none. */
  on(node: Node): void {
    const [next] = node.children;
    if (next) document.getElementById(fieldId(next.step.id, 'why_question'))?.focus();
    else this.ask(node, this.board.text(node.step, 'answer'));
  }

  set(step: Step, to: Partial<Pick<Step, 'role' | 'state'>>): void {
    const { role, state } = step;
    const was = { ...('role' in to && { role }), ...('state' in to && { state }) };
    void this.act({ kind: 'edit', id: step.id, was, to });
  }

  move(node: Node, direction: Direction): void {
    const op = moved(this.board.roots, node, direction);
    if (!op) return;
    // The same field, at its new place.
    this.#next = { id: document.activeElement?.id || fieldId(node.step.id, 'why_question') };
    void this.act(op);
  }

  drop(id: string, target: Node, side: Side): void {
    const node = this.#find(id);
    const op = node && dropped(this.board.roots, node, target, side);
    if (op) void this.act(op);
  }

  /** The keyboard goes to the why above. */
  remove(node: Node): void {
    const all = inOrder(this.board.roots);
    const neighbour = all[all.indexOf(node) - 1];
    if (neighbour) this.#next = { id: fieldId(neighbour.step.id, 'answer') };
    void this.act({ kind: 'take', id: node.step.id });
  }

  async addEvidence(step: Step): Promise<void> {
    await this.#told(async () => {
      const place = await ask<Place | null>('pick', {});
      if (place) await this.#refer(step, [place]);
    });
  }

  async dropEvidence(step: Step, text: string): Promise<void> {
    await this.#told(async () => this.#refer(step, await ask<Place[]>('dropped', { text })));
  }

  async #refer(step: Step, places: readonly Place[]): Promise<void> {
    const refs = this.board.refs.filter(({ step_id }) => step_id === step.id);
    const added = places.filter(
      place =>
        !refs.some(
          ref =>
            ref.evidence_id === place.evidence_id &&
            ref.first_line === place.first_line &&
            ref.last_line === place.last_line,
        ),
    );
    await this.act(
      ...added.map((place): Op => ({
        kind: 'refer',
        ref: { id: crypto.randomUUID(), step_id: step.id, ...place },
      })),
    );
  }

  removeEvidence(id: string): void {
    void this.act({ kind: 'unrefer', id });
  }

  openEvidence(id: string): void {
    void this.#told(() => ask('open', { id }));
  }

  /** Text whose why is gone becomes one of its own. */
  keep(orphan: Orphan): void {
    this.board.discard(orphan);
    const position = this.board.roots.length;
    void this.act(whyOfItsOwn(orphan, { id: crypto.randomUUID(), position, askOf: this.strings.askOf }));
  }

  async undo(): Promise<void> {
    this.#went(await this.board.undo());
  }

  async redo(): Promise<void> {
    this.#went(await this.board.redo());
  }

  /** The keyboard goes to the field whose text came back. */
  #went(ops: readonly Op[]): void {
    this.tell(this.board.refused ? this.strings.refusedUndo : '');
    const [op] = ops;
    if (op?.kind !== 'edit') return;
    const field = TEXT_FIELDS.find(field => field in op.to);
    if (field) document.getElementById(fieldId(op.id, field))?.focus();
  }

  async act(...ops: readonly Op[]): Promise<void> {
    this.tell('');
    if (ops.length > 0) await this.board.act(ops);
  }

  /** Puts the keyboard where the last act led, once that is on the page. */
  settle(): void {
    const element = this.#next && document.getElementById(this.#next.id);
    if (!element) return;
    element.focus();
    if (this.#next?.all && element instanceof HTMLTextAreaElement) element.select();
    element.scrollIntoView({ block: 'nearest' });
    this.#next = undefined;
  }

  #find(id: string): Node | undefined {
    return inOrder(this.board.roots).find(({ step }) => step.id === id);
  }

  async #told(work: () => Promise<unknown>): Promise<void> {
    try {
      this.tell('');
      await work();
    } catch (error) {
      this.tell(error instanceof Error ? error.message : String(error));
    }
  }
}

export const fieldId = (id: string, field: TextField) => `${field}-${id}`;
