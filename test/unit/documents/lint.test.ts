import { describe, expect, it } from 'vitest';
import {
  defaultTemplate,
  generate,
  type Known,
  knownSteps,
  lint,
  unwritten,
} from '../../../src/documents/index.js';
import { inline } from '../../../src/documents/text.js';
import { style } from '../../support/documentStyle.js';
import { someFacts, step as row, uuid } from './facts.js';

const PEOPLE = ['Ada Lovelace', 'Grace Hopper', 'sam'];

const known: Known = {
  evidence: [
    { id: uuid(20), broken: false },
    { id: uuid(21), broken: true },
  ],
  steps: [],
  actions: [],
  people: PEOPLE,
  causeHeadings: ['Ursache'],
};
const step = (answer: string, more: Partial<Known['steps'][number]> = {}): Known['steps'][number] => ({
  question: 'Why?',
  answer,
  state: 'assumed',
  role: null,
  hasEvidence: true,
  holds: true,
  next: 1,
  ...more,
});
const found = (text: string, more: Partial<Known> = {}) =>
  lint(text, { ...known, ...more }).map(({ kind, line }) => `${line + 1} ${kind}`);

const link = (number: number, name = 'app.log') => `[x](whydunit:/${name}?${uuid(number)}#L3-L7)`;

describe('the places that ask for text', () => {
  it('are placeholders and open ends, but no code and nothing that was escaped', () => {
    const text =
      '{{write: who}} and {{nope}}\n\n- TBD\n\n`{{write: x}}` \\{\\{write: y}}\n\n```\n{{write: z}}\n```';
    expect(unwritten(text).map(({ line, detail }) => [line, detail])).toEqual([
      [0, 'who'],
      [0, 'nope'],
      [2, '- TBD'],
    ]);
  });
});

describe('beside a document', () => {
  it('is code that nothing ends, since no section below it is one', () => {
    const text = '## Impact\n\n```sh\nls\n```\n\n~~~\ncurl\n\n## Timeline\n\n{{write: x}}\n';
    expect(found(text)).toEqual(['7 unclosedCode']);
    expect(found(`${text}~~~\n`)).toEqual([]);
  });

  it('is a cause once, though it is among the whys as well', () => {
    const answer = 'The limit of the pool (five) is *too* small.';
    const steps = [step(answer, { role: 'root_cause', hasEvidence: false, next: 0 })];
    const whys = `## 5 whys\n\n1. Why? ${inline(answer)}\n`;
    const both = `${whys}\n## Root cause\n\n${inline(answer)}\n`;
    expect(found(both, { steps })).toEqual(['7 noEvidence']);
    expect(found(whys, { steps })).toEqual(['3 noEvidence']);
  });

  it('is listed what is still to be written, and what no placeholder is', () => {
    const text =
      '# T\n\n{{write: Say who}}\n\n{{weather}} `{{code}}`\n\n```\n{{more}}\n```\n\\{\\{write: x}}\n';
    expect(lint(text, known)).toEqual([
      { kind: 'empty', line: 2, detail: 'Say who' },
      { kind: 'unknownPlaceholder', line: 4, detail: 'weather' },
    ]);
  });

  it('are claims of causes without evidence, each once', () => {
    const cause = 'The limit of the pool is five.';
    expect(found(`## Root cause\n\n- ${cause} ${link(20)}\n- ${cause}\n`)).toEqual(['4 noEvidence']);
    expect(found(`## Ursache\n\n${cause}\nIt was never raised.\n\n${cause} ${link(20)}`)).toEqual([
      '3 noEvidence',
    ]);
    expect(found(`## Root cause\n\n- ${cause}\n  - Seen in ${link(20)}\n`)).toEqual([]);
    expect(
      found(`## Root cause\n\n{{write: x}}\n\nTo be found.\n\nThis is known:\n\n| a | b | c |\n`),
    ).toEqual(['3 empty', '5 empty']);
    expect(found(`## Root cause\n\n\`\`\`\n${cause}\n\`\`\`\n\n> ${cause}\n`)).toEqual([]);
    expect(found(`## Summary\n\n${cause}\n`)).toEqual([]);
    expect(found(`## Contributing factors\n\n1. ${cause}\n2. ${cause} ${link(20)}\n`)).toEqual([
      '3 noEvidence',
    ]);
  });

  it('are answers that are confirmed without evidence, where they stand in the text', () => {
    const steps = [
      step('The pool was *empty*', { state: 'confirmed', hasEvidence: false }),
      step('Its limit is 5', { state: 'assumed', hasEvidence: false }),
      step('No alert', { role: 'root_cause', hasEvidence: false }),
      step('Wrong', { state: 'refuted', role: 'root_cause', hasEvidence: false, holds: false }),
    ];
    expect(found('# T\n\n- The pool was \\*empty\\*\n- No alert\n', { steps })).toEqual([
      '3 noEvidence',
      '4 noEvidence',
    ]);
  });

  it('are no whys that hang on an answer that was refuted', () => {
    const wrong = row(30, 'The pool was empty', { state: 'refuted' });
    const below = row(31, 'The engineer forgot the limit', {
      ...{ parent_id: uuid(30), step_order: 2, state: 'confirmed', role: 'root_cause' },
    });
    const lines = '# T\n\n- The engineer forgot the limit\n';
    const steps = (all: Parameters<typeof knownSteps>[0]) => knownSteps(all, () => false);
    expect(found(lines, { steps: steps([below]) })).toEqual(['3 noEvidence', '3 person']);
    expect(found(lines, { steps: steps([wrong, below]) })).toEqual([]);
  });

  it('are causes that stop at a person, at the end of a chain or in the section of causes', () => {
    const steps = [
      step('The engineer forgot the flag', { next: 0 }),
      step('The engineer forgot the limit', { next: 1 }),
    ];
    expect(
      found('# T\n\n- The engineer forgot the flag\n- The engineer forgot the limit\n', { steps }),
    ).toEqual(['3 person']);
    expect(found(`## Root cause\n\nGrace Hopper deployed the wrong build ${link(20)}\n`)).toEqual([
      '3 person',
    ]);
  });

  it('is a placeholder that is known, where it was not filled', () => {
    const { markdown } = generate('# T\n\nThe whys: {{whys}}\n\n{{weather}}\n', someFacts(), style);
    expect(found(`${markdown}\n{{title}}\n`)).toEqual([
      '3 unfilledPlaceholder',
      '5 unknownPlaceholder',
      '7 unfilledPlaceholder',
    ]);
  });

  it('is a cause that is nothing but a person, which is no claim that evidence could show', () => {
    expect(found('## Root cause\n\nHuman error\n\nKafka\n\n- Ada Lovelace\n')).toEqual([
      '3 person',
      '7 person',
    ]);
    expect(found('# T\n\n- Ada Lovelace\n', { steps: [step('Ada Lovelace', { next: 0 })] })).toEqual([
      '3 person',
    ]);
  });

  it('are chains that go on with one of several causes, or with none', () => {
    const answer = 'The pool was too small and the retries were not bounded';
    const line = `# T\n\n- ${answer}\n`;
    for (const next of [0, 1])
      expect(found(line, { steps: [step(answer, { next })] })).toEqual(['3 severalCauses']);
    expect(found(line, { steps: [step(answer, { next: 2 })] })).toEqual([]);
  });

  it('is evidence that was removed or is broken', () => {
    const text = `# T\n\n${link(20)} ${link(21)}\n\n${link(22, 'old%20log.txt')}\n`;
    expect(lint(text, known)).toEqual([
      { kind: 'evidenceBroken', line: 2, detail: 'app.log' },
      { kind: 'evidenceRemoved', line: 4, detail: 'old log.txt' },
    ]);
  });

  it('are action items that nobody owns or that have no date, while they are open', () => {
    const actions = [
      { title: 'Raise it', state: 'open', owner: null, due_on: '2026-12-01' },
      { title: 'Bound it', state: 'open', owner: 'Ada', due_on: null },
      { title: 'Old', state: 'done', owner: null, due_on: null },
    ] as const;
    expect(found('# T\n\n| Raise it |\n| Bound it |\n', { actions })).toEqual(['3 noOwner', '4 noDate']);
  });

  it('is nothing of a document that was generated from a case with proofs, but what a person has to write', () => {
    const facts = someFacts();
    const { markdown } = generate(defaultTemplate('rca', style), facts, style);
    const kinds = new Set(
      lint(markdown, { ...known, evidence: [20, 21].map(id => ({ id: uuid(id), broken: false })) }).map(
        ({ kind }) => kind,
      ),
    );
    expect([...kinds]).toEqual(['empty']);
  });
});
