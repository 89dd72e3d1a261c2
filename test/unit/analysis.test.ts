import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  causesOf,
  chainTo,
  type DrawnWhy,
  drawWhys,
  gapsOf,
  inOrder,
  type Judged,
  nextQuestion,
  whyTree,
} from '../../src/analysis/index.js';
import { asOutline, inColumns } from '../../src/analysis/layout.js';
import { shown, widthOf, wrapped } from '../../src/analysis/lines.js';
import { STEP_ROLES, STEP_STATES } from '../../src/db/values.js';

const BAD_TEXT = [
  '<script>alert(1)</script>',
  '"/><image href="x" onerror="alert(1)"/>',
  ']]>&amp;&#0;',
  '\u202egnp.exe\u202c \u0000\u0007 \ud800 \ufffe',
  'שלום עולם العربية',
  'a'.repeat(500),
  '',
];
const text = fc.oneof(fc.constantFrom(...BAD_TEXT), fc.string({ unit: 'grapheme', maxLength: 80 }));

/** Rows as a file from elsewhere may have them: parents that are missing, circles, equal positions. */
const rows = fc.array(
  fc.record({
    id: fc.constantFrom(...Array.from('abcdefghijklmnop')),
    parent_id: fc.option(fc.constantFrom(...Array.from('abcdefghijklmnopxyz'))),
    position: fc.integer({ min: 0, max: 3 }),
    step_order: fc.integer({ min: 1, max: 6 }),
    why_question: text,
    answer: fc.option(text),
    evidence: fc.constant(null),
    role: fc.option(fc.constantFrom(...STEP_ROLES)),
    state: fc.constantFrom(...STEP_STATES),
  }),
  { maxLength: 40 },
);
const distinct = rows.map(all => [...new Map(all.map(row => [row.id, row])).values()]);

const step = (id: string, parent_id: string | null, more: Partial<Judged> = {}): Judged => ({
  ...{ id, parent_id, position: 0, step_order: 1, why_question: `Why ${id}?`, answer: `since ${id}` },
  ...{ evidence: null, role: null, state: 'assumed' },
  ...more,
});
const outline = (steps: readonly Judged[]) =>
  inOrder(whyTree(steps)).map(({ step, level }) => `${' '.repeat(level - 1)}${step.id}`);

describe('the tree of whys', () => {
  it('has each row once, each below its parent where that is there, whatever the rows say', () => {
    fc.assert(
      fc.property(distinct, steps => {
        const nodes = inOrder(whyTree(steps));
        expect(nodes.map(({ step }) => step.id).toSorted()).toEqual(steps.map(({ id }) => id).toSorted());
        for (const { children, level, step } of nodes)
          for (const child of children) {
            expect(child.parent?.step).toBe(step);
            expect(child.level).toBe(level + 1);
          }
        for (const { parent, level } of nodes) expect(level === 1).toBe(parent === undefined);
      }),
    );
  });

  it('makes a root of a why whose parent is gone, and of one of a circle', () => {
    expect(outline([step('a', 'gone'), step('b', 'a')])).toEqual(['a', ' b']);
    expect(outline([step('a', 'c'), step('b', 'a'), step('c', 'b'), step('d', 'c')])).toEqual([
      'a',
      ' b',
      '  c',
      '   d',
    ]);
    expect(outline([step('a', 'a')])).toEqual(['a']);
  });

  it('reads the documented main line, which names no parents, as a chain', () => {
    const line = [3, 1, 5, 2, 4].map(step_order => step(`w${step_order}`, null, { step_order }));
    expect(outline(line)).toEqual(['w1', ' w2', '  w3', '   w4', '    w5']);
  });

  it('reaches the end of a chain of 20,000 rows', () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => step(`${at}`, at === 0 ? null : `${at - 1}`));
    expect(inOrder(whyTree(chain)).at(-1)?.level).toBe(20_000);
  });
});

describe('gaps', () => {
  const gaps = (steps: readonly Judged[], shown: readonly string[] = []) =>
    gapsOf(whyTree(steps), id => shown.includes(id)).map(({ kind, step }) => `${step.id} ${kind}`);

  it('are questions without answer, chains that end open, and root causes that nothing shows', () => {
    expect(gaps([step('a', null, { answer: ' ' })])).toEqual(['a unanswered']);
    expect(gaps([step('a', null), step('b', 'a')])).toEqual(['b endsOpen']);
    const chain = [step('a', null), step('b', 'a', { role: 'root_cause' })];
    expect(gaps(chain)).toEqual(['b rootCauseWithoutEvidence']);
    expect(gaps(chain, ['b'])).toEqual([]);
    expect(gaps([step('a', null, { role: 'root_cause', evidence: 'seen on the console' })])).toEqual([]);
    expect(gaps([step('a', null, { role: 'contributing' })])).toEqual([]);
  });

  it('are not looked for below what was refuted, but a refuted root cause is one', () => {
    const steps = [step('a', null), step('b', 'a', { state: 'refuted' }), step('c', 'b', { answer: null })];
    expect(gaps(steps)).toEqual(['a endsOpen']);
    expect(gaps([step('a', null, { role: 'root_cause', state: 'refuted' })])).toEqual(['a rootCauseRefuted']);
  });

  it('leave the causes that count, each with the chain that leads there', () => {
    const steps = [
      step('a', null),
      step('b', 'a', { role: 'root_cause' }),
      step('c', 'a', { role: 'root_cause', state: 'refuted', position: 1 }),
      step('d', 'b', { role: 'contributing' }),
    ];
    const roots = whyTree(steps);
    expect(causesOf(roots, 'root_cause').map(({ step }) => step.id)).toEqual(['b']);
    const [cause] = causesOf(roots, 'contributing');
    expect(cause && chainTo(cause).map(({ step }) => step.id)).toEqual(['a', 'b', 'd']);
  });
});

describe('the next question', () => {
  const forms = { ask: 'Why is it that {0}?', askAbout: 'Why: “{0}”?', askOf: 'Why?' };

  it.each([
    ['The pool was exhausted.', 'the pool was exhausted'],
    ['  A report ran.  It took long.', 'a report ran'],
    ['DNS did not answer!', 'DNS did not answer'],
    ['I/O stalled\nfor a minute', 'I/O stalled'],
    ['Postgres 9.6 was old.', 'Postgres 9.6 was old'],
    ['Kubernetes evicted the pod', 'Kubernetes evicted the pod'],
    ['Ada ran it', 'Ada ran it'],
    ['I forgot it', 'I forgot it'],
    ['IT was not told', 'IT was not told'],
    ['I am new here', 'I am new here'],
    ['It’s a limit', 'it’s a limit'],
    ['No, nobody was told', 'no, nobody was told'],
    ['There was no alert', 'there was no alert'],
    ['Our pool is small', 'our pool is small'],
    ['On-call was asleep', 'On-call was asleep'],
    ['Nobody looked', 'nobody looked'],
    ['“orders” was full', '“orders” was full'],
    ['Each request held two connections.', 'each request held two connections'],
    ['Checkout answers 502', 'Checkout answers 502'],
    ['Checkout answers with 502', 'Checkout answers with 502'],
    ['Checkout hangs', 'Checkout hangs'],
    ['Orders fail since the night', 'Orders fail since the night'],
    ['Payments fail', 'Payments fail'],
    ['Requests time out', 'Requests time out'],
    ['Checkout was slow', 'Checkout was slow'],
    ['Retries multiply the load', 'Retries multiply the load'],
    ['Alerts page nobody', 'Alerts page nobody'],
    ['We deploy on Fridays', 'we deploy on Fridays'],
    ['The alert fires on 5xx only', 'the alert fires on 5xx only'],
    ['The limit’s too low', 'the limit’s too low'],
    ['Certificate expired', 'Certificate expired'],
    ['Two workers wait for each other', 'two workers wait for each other'],
    ['The pool that feeds orders was empty', 'the pool that feeds orders was empty'],
    ['When the pool was small, the alert was missing', 'when the pool was small, the alert was missing'],
    ['That limit was low', 'that limit was low'],
    ['Nobody knew that the flag was on', 'nobody knew that the flag was on'],
    // A reason, without what begins it.
    ['Because the pool was empty', 'the pool was empty'],
    ['Because DNS did not answer', 'DNS did not answer'],
    ['Since the pool was empty.', 'the pool was empty'],
    ['As the disk was full', 'the disk was full'],
    ['because that limit was low', 'that limit was low'],
    ['Because that the pool was small', 'the pool was small'],
    ['Due to the fact that the disk was full', 'the disk was full'],
    ['It was because the pool was empty', 'the pool was empty'],
    ['Since the night orders fail', 'since the night orders fail'],
    // Where a sentence ends.
    ['A cache, e.g. Redis, was cold. It was new.', 'a cache, e.g. Redis, was cold'],
    ['Limits, pools etc. Were wrong', 'Limits, pools etc. Were wrong'],
    ['It took approx. 5 minutes. Too long.', 'it took approx. 5 minutes'],
    ['Version 4.12 vs. 4.11 was used. It broke.', 'Version 4.12 vs. 4.11 was used'],
    ['The limit was 5. a pool had 6', 'the limit was 5. a pool had 6'],
    ['Node no. 3 was full', 'Node no. 3 was full'],
  ])('repeats %j as %j', (answer, clause) => {
    expect(nextQuestion(answer, forms)).toBe(`Why is it that ${clause}?`);
  });

  it.each([
    ['Bob Miller'],
    ['A'],
    ['No alert'],
    ['Checkout outage'],
    ['Orders late'],
    ['Orders rejected'],
    ['Slow queries'],
    ['Order totals wrong'],
    ['Orders missing since 3 am'],
    ['Emails not sent'],
    ['Database connection pool exhausted'],
    ['Checkout errors'],
    ['Checkout errors since the night'],
    ['Expired certificate'],
    ['Outage caused by a deploy'],
    ['Due to a bad deploy'],
    ['Because of a deploy that was bad'],
    ['Caused by Kafka'],
    ['That was why the alert fired'],
    ['This is why it was slow'],
    ['A leaking connection and a timeout that was far too long'],
    ['A limit that was set too low'],
    ['Because the pool was empty, requests waited'],
    ['Version 4.12 vs. 4.11'],
    ['Über Nacht fiel der Strom aus'],
  ])('asks of %j as of a thing', answer => {
    expect(nextQuestion(`${answer}.`, forms)).toBe(`Why: “${answer}”?`);
  });

  it('asks of a question, and of nothing', () => {
    expect(nextQuestion('Is checkout down?', forms)).toBe('Why: “Is checkout down”?');
    expect(nextQuestion(' \n', forms)).toBe('Why?');
    expect(nextQuestion('\u202egnp.exe', forms)).toBe('Why: “gnp.exe”?');
    expect(nextQuestion('$& was {0}', forms)).toBe('Why is it that $& was {0}?');
  });

  it('is on one line and short, whatever was answered', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 2000 })), answer => {
        const question = nextQuestion(answer, forms);
        expect(question.length).toBeLessThanOrEqual(142 + 'Why is it that ?'.length);
        expect(question).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

describe('lines of a drawing', () => {
  it('are no wider than the room, and lose nothing but space', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 60, max: 600 }), (text, width) => {
        const lines = wrapped(text, width, 13, Infinity);
        for (const line of lines)
          if ([...new Intl.Segmenter().segment(line)].length > 1)
            expect(widthOf(line, 13)).toBeLessThanOrEqual(width);
        const bare = (text: string) => text.replaceAll(/\s/g, '');
        expect(bare(lines.join(''))).toBe(bare(shown(text)));
      }),
    );
  });

  it('end with an ellipsis where there are too many', () => {
    expect(wrapped('one two three four five', 60, 13, 2)).toHaveLength(2);
    expect(wrapped('one two three four five', 60, 13, 2).at(-1)).toMatch(/…$/);
  });
});

describe('a drawing', () => {
  const words = {
    ...{
      unanswered: 'No answer',
      rootCause: 'Root cause',
      contributing: 'Contributing',
      confirmed: 'confirmed',
    },
    ...{ assumed: 'assumed', refuted: 'refuted', withoutEvidence: 'without evidence' },
  };
  const colours = {
    ...{ text: '#111', quiet: '#555', background: '#fff', card: '#eee', line: '#999' },
    ...{ rootCause: '#b00', contributing: '#850', refuted: '#777' },
  };
  const draw = (
    steps: readonly (Judged & Partial<DrawnWhy>)[],
    layout: 'columns' | 'outline',
    title = 'Whys',
  ) =>
    drawWhys(
      steps.map(step => ({ shownBy: [], broken: [], ...step })),
      { title, description: title, colours, words, layout },
    );
  const layouts = fc.constantFrom('columns' as const, 'outline' as const);

  /** An XML text of just these elements, with nothing that could run. */
  const SAFE =
    /^(?:<(?:svg|title|desc|rect|path|g|text)(?: [a-zA-Z-]+="[^"<>]*")*\/?>|<\/(?:svg|title|desc|g|text)>|[^<>]+)*$/;

  it('holds any text as text', () => {
    fc.assert(
      fc.property(distinct, text, layouts, (steps, title, layout) => {
        const svg = draw(steps, layout, title);
        expect(svg).toMatch(SAFE);
        expect(svg.match(/<[^>]*>/g)?.join('')).not.toMatch(/ on[a-z]+=|href/);
        expect(svg).not.toMatch(/[\u0000-\u0008\u202a-\u202e\ufffe]/);
        expect(svg.isWellFormed()).toBe(true);
        expect(svg).not.toMatch(/&(?!#\d+;)/);
      }),
    );
  });

  it('shows every why, its marks and its evidence', () => {
    const steps = [
      { ...step('a', null), shownBy: ['app.log L3–L7'] },
      { ...step('b', 'a', { role: 'root_cause', state: 'confirmed' }), broken: ['b.log (broken)'] },
    ];
    const svg = draw(steps, 'outline');
    const bare = 'Root cause · confirmed · without evidence';
    for (const text of ['Why a?', 'since a', 'app.log L3–L7', bare, 'b.log (broken)'])
      expect(svg).toContain(`>${text}</text>`);
  });

  it('puts no card on another, and no child left of or above its parent', () => {
    const heights = fc.array(fc.integer({ min: 20, max: 300 }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(distinct, heights, layouts, (steps, heights, layout) => {
        const arrange = layout === 'columns' ? inColumns : asOutline;
        const { cards, width, height } = arrange<Judged>(whyTree(steps), {
          width: 300,
          heightOf: ({ step }) => heights[step.id.charCodeAt(0) % 16] ?? 20,
        });
        for (const [at, a] of cards.entries()) {
          expect(a.x >= 0 && a.y >= 0 && a.x + a.width <= width && a.y + a.height <= height).toBe(true);
          for (const b of cards.slice(at + 1)) {
            const apart =
              a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
            expect(apart).toBe(true);
          }
        }
        const byNode = new Map(cards.map(card => [card.node, card]));
        for (const card of cards) {
          const parent = card.node.parent && byNode.get(card.node.parent);
          if (!parent) continue;
          expect(card.x).toBeGreaterThanOrEqual(parent.x);
          if (layout === 'outline') expect(card.y).toBeGreaterThan(parent.y);
          else expect(card.x).toBeGreaterThan(parent.x);
        }
      }),
    );
  });

  it('of forty whys stays within a readable size', () => {
    const steps = Array.from({ length: 40 }, (_, at) =>
      step(`${at}`, at === 0 ? null : `${Math.floor((at - 1) / 2)}`, { position: at }),
    );
    const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(draw(steps, 'columns')) ?? [];
    expect(Number(width)).toBeLessThan(2000);
    expect(Number(height)).toBeLessThan(40 * 120);
  });
});
