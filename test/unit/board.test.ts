import { describe, expect, it } from 'vitest';
import type { WhyChange } from '../../src/db/rows/analysis.js';
import { StoreError } from '../../src/db/errors.js';
import { inOrder } from '../../src/analysis/index.js';
import { Board } from '../../src/webviews/whys/board.js';
import { dropped, moved } from '../../src/webviews/whys/moves.js';
import type { Op } from '../../src/webviews/whys/ops.js';
import { parseLines } from '../../src/editor/parseLines.js';
import { incidentIn } from './attaching.js';
import { draftLine, openWindow, type OpenStore } from './stores.js';

/** The page's whys at a real window, as its panel serves them. */
function page({ store }: OpenStore, issue_id: string) {
  let failure: Error | undefined;
  const content = async () => {
    const [steps, refs] = await Promise.all([
      store.listSteps({ issue_id, limit: 1000 }),
      store.listRefs({ issue_id, limit: 1000 }),
    ]);
    const ofWhys = refs.filter(({ step_id }) => step_id !== null);
    return { steps, refs: ofWhys.map(ref => ({ ...ref, label: ref.file_name, broken: '' })) };
  };
  const board = new Board(
    async (changes: WhyChange[]) => {
      if (failure) throw failure;
      let applied = true;
      await store.changeWhys({ issue_id, changes }).catch((error: unknown) => {
        if (!(error instanceof StoreError && ['stale', 'gone', 'exists'].includes(error.kind))) throw error;
        applied = false;
      });
      return { applied, ...(await content()) };
    },
    () => {},
  );
  return {
    board,
    read: () => board.read(content),
    /** From now on, changes fail with this; without it, they go on. */
    fail: (text?: string) => (failure = text === undefined ? undefined : new Error(text)),
    node: (id: string) => {
      const found = inOrder(board.roots).find(({ step }) => step.id === id);
      if (!found) throw new Error(`no why ${id}`);
      return found;
    },
    outline: () =>
      inOrder(board.roots).map(
        ({ step, level }) => `${' '.repeat(level - 1)}${board.text(step, 'why_question')}`,
      ),
  };
}

const add = (id: string, why_question: string, parent_id: string | null = null, position = 99): Op => ({
  kind: 'add',
  step: { id, parent_id, position, why_question, answer: null, evidence: null, role: null, state: 'assumed' },
});
const A = '0197a000-0000-7000-8000-00000000000a';
const B = '0197a000-0000-7000-8000-00000000000b';
const C = '0197a000-0000-7000-8000-00000000000c';
const REF = '0197a000-0000-7000-8000-0000000000f1';

async function onePage() {
  const window = await openWindow();
  const issue_id = await incidentIn(window);
  const one = page(window, issue_id);
  await one.board.act([add(A, 'a')]);
  return { window, issue_id, ...one };
}

async function twoPages() {
  const mine = await onePage();
  const other = await openWindow(mine.window.file.replace(/\/[^/]+$/, ''), mine.window.keys);
  const theirs = page(other, mine.issue_id);
  await theirs.read();
  return { mine, theirs };
}

describe('undo and redo', () => {
  it('go over the whole tree: adding, moving, marking, removing, with evidence and the same ids', async () => {
    const { board, outline, window, issue_id, node } = await onePage();
    const { attachment } = await window.store.addAttachment(await draftLine(issue_id, 'a line'));
    await board.act([add(B, 'b', A)]);
    await board.act([add(C, 'c', A)]);
    await board.act([
      {
        kind: 'refer',
        ref: { id: REF, step_id: B, evidence_id: attachment.id, first_line: 1, last_line: 1 },
      },
    ]);
    const move = moved(board.roots, node(C), 'up');
    await board.act(move ? [move] : []);
    await board.act([{ kind: 'edit', id: C, was: { role: null }, to: { role: 'root_cause' } }]);
    const move2 = moved(board.roots, node(B), 'in');
    await board.act(move2 ? [move2] : []);
    expect(outline()).toEqual(['a', ' c', '  b']);
    await board.act([{ kind: 'take', id: A }]);
    expect(outline()).toEqual([]);
    expect(board.refs).toEqual([]);

    await board.undo();
    expect(outline()).toEqual(['a', ' c', '  b']);
    expect(node(C).step.role).toBe('root_cause');
    expect(board.refs).toMatchObject([{ id: REF, step_id: B, evidence_id: attachment.id }]);
    for (let count = 0; count < 7; count++) await board.undo();
    expect(outline()).toEqual([]);
    expect(board.canUndo).toBe(false);
    for (let count = 0; count < 7; count++) await board.redo();
    expect(outline()).toEqual(['a', ' c', '  b']);
    expect(board.refs).toHaveLength(1);
    await board.redo();
    expect(outline()).toEqual([]);
    expect(board.canRedo).toBe(false);
  });

  it('take back text as it was saved, what is not saved yet first', async () => {
    const { board, node } = await onePage();
    board.type(node(A).step, 'answer', 'since');
    await board.save();
    board.type(node(A).step, 'answer', 'since it');
    await board.undo();
    expect(node(A).step.answer).toBe('since');
    expect(board.draft(A, 'answer')).toBe(undefined);
    await board.undo();
    expect(node(A).step.answer).toBe(null);
    await board.redo();
    await board.redo();
    expect(node(A).step.answer).toBe('since it');
  });

  it('stay where the store fails, to be tried again', async () => {
    const { board, outline, fail } = await onePage();
    fail('The disk is full.');
    await board.undo();
    expect(board.saving).toMatchObject({ kind: 'failed' });
    expect(outline()).toEqual(['a']);
    fail();
    await board.undo();
    expect(outline()).toEqual([]);
  });
});

describe('what is typed', () => {
  it('says whether it is saved, and why not, and is kept until it is', async () => {
    const { board, node, fail } = await onePage();
    expect(board.saving).toEqual({ kind: 'saved' });
    board.type(node(A).step, 'answer', 'since');
    expect(board.saving).toEqual({ kind: 'saving' });
    fail('The disk is full: free some space.');
    await board.save();
    expect(board.saving).toEqual({ kind: 'failed', text: 'The disk is full: free some space.' });
    expect(board.text(node(A).step, 'answer')).toBe('since');
    expect(board.unsaved).toBe(true);
    fail();
    await board.save();
    expect(board.saving).toEqual({ kind: 'saved' });
    expect(node(A).step.answer).toBe('since');
    expect(board.unsaved).toBe(false);
  });

  it('while it is being saved is saved with the next turn, and no older reading comes over it', async () => {
    const { board, node, read } = await onePage();
    board.type(node(A).step, 'answer', 'one');
    const reading = read();
    const first = board.save();
    board.type(node(A).step, 'answer', 'one two');
    await Promise.all([first, reading]);
    expect(board.text(node(A).step, 'answer')).toBe('one two');
    expect(board.draft(A, 'answer')?.theirs).toBe(undefined);
    await board.save();
    expect(node(A).step.answer).toBe('one two');
  });

  it('is there before the tree changes, in the order in which a person did it', async () => {
    const { board, node } = await onePage();
    board.type(node(A).step, 'answer', 'since');
    await board.act([add(B, 'b', A)]);
    expect(node(A).step.answer).toBe('since');
  });
});

describe('two windows at one why', () => {
  it('show each what the other one wrote, where nobody types', async () => {
    const { mine, theirs } = await twoPages();
    theirs.board.type(theirs.node(A).step, 'answer', 'theirs');
    await theirs.board.save();
    await mine.read();
    expect(mine.board.text(mine.node(A).step, 'answer')).toBe('theirs');
    expect(mine.board.saving).toEqual({ kind: 'saved' });
  });

  it.each(['read', 'save'] as const)(
    'let the person choose between both texts, found with the next %s',
    async way => {
      const { mine, theirs } = await twoPages();
      mine.board.type(mine.node(A).step, 'answer', 'mine');
      theirs.board.type(theirs.node(A).step, 'answer', 'theirs');
      theirs.board.type(theirs.node(A).step, 'why_question', 'why theirs?');
      await theirs.board.save();
      await (way === 'read' ? mine.read() : mine.board.save());
      const draft = mine.board.draft(A, 'answer');
      expect(draft).toMatchObject({ text: 'mine', theirs: { text: 'theirs' } });
      expect(mine.board.saving).toEqual({ kind: 'conflict' });
      expect(mine.board.unchosen).toEqual([{ id: A, field: 'answer', text: 'mine' }]);
      // Another field of it comes as it is.
      expect(mine.board.text(mine.node(A).step, 'why_question')).toBe('why theirs?');
      await mine.board.save();
      expect(mine.node(A).step.answer).toBe('theirs');

      if (draft) await mine.board.choose(draft, way === 'read' ? 'mine' : 'theirs');
      expect(mine.node(A).step.answer).toBe(way === 'read' ? 'mine' : 'theirs');
      expect(mine.board.unchosen).toEqual([]);
      expect(mine.board.saving).toEqual({ kind: 'saved' });
    },
  );

  it('agree where both wrote the same', async () => {
    const { mine, theirs } = await twoPages();
    for (const { board, node } of [mine, theirs]) {
      board.type(node(A).step, 'answer', 'same');
      await board.save();
    }
    expect(theirs.board.saving).toEqual({ kind: 'saved' });
  });

  it('keep the text whose why the other one removed', async () => {
    const { mine, theirs } = await twoPages();
    mine.board.type(mine.node(A).step, 'answer', 'mine');
    await theirs.board.act([{ kind: 'take', id: A }]);
    await mine.board.save();
    expect(mine.outline()).toEqual([]);
    expect(mine.board.orphans).toMatchObject([{ field: 'answer', text: 'mine' }]);
    expect(mine.board.unsaved).toBe(true);
    expect(mine.board.saving).toEqual({ kind: 'orphan' });
    expect(mine.board.unchosen).toEqual([{ id: A, field: 'answer', text: 'mine' }]);
    const [orphan] = mine.board.orphans;
    if (orphan) mine.board.discard(orphan);
    expect(mine.board.saving).toEqual({ kind: 'saved' });
  });

  it('are told where an undo would write over the other one', async () => {
    const { mine, theirs } = await twoPages();
    mine.board.type(mine.node(A).step, 'answer', 'mine');
    await mine.board.save();
    await theirs.read();
    theirs.board.type(theirs.node(A).step, 'answer', 'theirs');
    await theirs.board.save();
    await mine.board.undo();
    expect(mine.board.refused).toBe(true);
    expect(mine.node(A).step.answer).toBe('theirs');
  });
});

describe('moving', () => {
  it('by pointer goes before, after or below another why, and nowhere else', async () => {
    const { board, node, outline } = await onePage();
    await board.act([add(B, 'b', A), add(C, 'c', A)]);
    const drop = async (id: string, target: string, side: 'before' | 'after' | 'inside') => {
      const op = dropped(board.roots, node(id), node(target), side);
      await board.act(op ? [op] : []);
      return outline();
    };
    expect(await drop(C, B, 'before')).toEqual(['a', ' c', ' b']);
    expect(await drop(C, B, 'after')).toEqual(['a', ' b', ' c']);
    expect(await drop(B, C, 'inside')).toEqual(['a', ' c', '  b']);
    expect(await drop(B, A, 'before')).toEqual(['b', 'a', ' c']);
    expect(dropped(board.roots, node(A), node(C), 'inside')).toBe(undefined);
    expect(dropped(board.roots, node(B), node(A), 'before')).toBe(undefined);
  });
});

describe('lines that a person types', () => {
  it.each([
    ['', null],
    ['12', { first: 12, last: 12 }],
    ['3-7', { first: 3, last: 7 }],
    [' L7 – L3 ', { first: 3, last: 7 }],
    ['0', undefined],
    ['3-', undefined],
    ['three', undefined],
  ])('%j are %j', (text, lines) => {
    expect(parseLines(text)).toEqual(lines);
  });
});
