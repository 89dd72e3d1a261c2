import { describe, expect, it } from 'vitest';
import { defaultTemplate, generate, type Known, lint, unwritten } from '../../../src/documents/index.js';
import { stopsAtPerson } from '../../../src/documents/lint/person.js';
import { namesSeveral } from '../../../src/documents/lint/several.js';
import { style } from '../../support/documentStyle.js';
import { someFacts, uuid } from './facts.js';

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

describe('a cause stops at a person', () => {
  it.each([
    'Human error',
    'It was human error.',
    'Operator mistake during the failover',
    'The outage was caused by operator error',
    'User error',
    'Pilot error: wrong button',
    'Lack of attention',
    'Carelessness during the release',
    'The engineer forgot to run the migration',
    'The on-call engineer ignored the page',
    'The engineer on call ignored the page',
    'Someone deleted the table',
    'Somebody ran the script twice',
    'An operator typed the wrong host name',
    'A developer pushed to main',
    'Our DBA dropped the index',
    'A junior admin misconfigured the proxy',
    'He did not check the dashboard',
    'They failed to follow the procedure',
    'We forgot to renew the certificate',
    'We did not test the rollback',
    'Ada forgot to renew the certificate',
    'Ada Lovelace deployed the wrong build',
    'Grace deployed on a Friday',
    'sam misread the graph',
    'Because Peter forgot the flag',
    'The certificate expired because we forgot to renew it',
    'The reviewer overlooked the missing index',
    'The index was dropped when an operator ran the cleanup',
    'A mistake by the engineer',
    'The contractor was careless',
    'The engineer should have known better',
    'It’s a human mistake',
    'human-error',
    'Human error because the console was slow',
    'It was a human error since the operator was tired',
    'the on-call ignored the alert',
    'The on-call engineer, tired, ignored the alert',
    'The team forgot',
    'The release manager approved it',
    'A new hire typed rm -rf',
    'People forgot to check',
    'Operators were tired',
    'Incorrect command entered by the operator',
    'The table was dropped by an engineer',
    // Who is known.
    'Ada Lovelace',
    'Ada',
    'ada lovelace',
    'sam',
    'It was Hopper.',
    'Ada Lovelace’s mistake',
    'Grace’s error',
    'Caused by Ada Lovelace.',
    'The table was dropped by Ada Lovelace',
    'The table was dropped by sam',
    'Grace executed the script',
    'Grace applied the wrong manifest',
    'Lovelace, being tired, skipped the check',
    'Because of Grace',
    // Who is not known.
    'Bob deleted the production table',
    'Bob Miller did not follow the runbook',
    'Bob ran the wrong script',
    'Because Bob pushed a bad config',
    'The pool was empty when Alice restarted it',
    'Alice and Bob forgot the flag',
    'Alice, who was on call, ignored the page',
    'It was Alice',
    'Alice',
    'Caused by Bob',
    'Mistake by Bob',
    'Typo by Zaphod',
    'Zaphod’s mistake',
    'Bob’s error',
    'The table was dropped by Bob',
    'José forgot the flag',
    'Þórunn forgot the flag',
    'Łukasz deleted the slot',
    'Dr. Miller misconfigured it',
  ])('in “%s”', text => expect(stopsAtPerson(text, PEOPLE)).toBe(true));

  it.each([
    'The deploy tool let the engineer push without a review',
    'The engineer deleted the table because the two clusters have the same prompt',
    'Nothing stopped the engineer from deleting the table',
    'The runbook told the operator to restart all nodes at once',
    'The runbook did not say which node to restart',
    'The limit of the pool is 5, which no check compares with the number of threads',
    'We did not stop at human error',
    'Not human error but a missing guard',
    'The human error handling code swallowed the exception',
    'The user error rate was not monitored',
    'The page for user errors answered 500',
    'No alert exists for an empty pool',
    'The certificate expired and no alert told anyone',
    'The operator pod ran out of memory',
    'Kubernetes operator failed to reconcile the lease',
    'The driver did not close connections',
    'The scheduler forgot leases after a restart because the state is kept in memory',
    'The engineer was paged after 20 minutes',
    'We run two versions of the client',
    'They share one database',
    'Nobody owns the service',
    'The admin interface accepts an empty limit',
    'Ada, the scheduler service, has no retry limit',
    'The author service returned 503',
    'A developer build was deployed, since nothing checks the branch',
    'Alerts go to a list that nobody reads',
    'Retries are not bounded',
    'The manual says 5',
    'The form accepts negative numbers',
    'The engineer needed 40 minutes to find the log, which has no index',
    'Our deployers group has write access to production',
    'The pipeline deployed the wrong artefact',
    'The team has no access to the dashboard',
    'The queue was full; the consumer skipped messages',
    'Kubernetes evicted the pod',
    'PostgreSQL deleted the slot',
    'The scheduler ignored the limit',
    'Redis ran out of memory',
    'Deployed by Jenkins',
    'The bucket was deleted by Terraform',
    'Terraform removed the record',
    'Jenkins deployed the wrong build',
    'Cleanup deleted the table',
    'Retries deleted the row twice',
    'Checkout executed the query twice',
    'Nginx’s error log was full',
    'Caused by Kafka',
    'It was Kubernetes',
    'An error by the driver',
    'Postgres',
    'The lock manager dropped the lease',
    'The table is owned by the platform team',
    'The on-call rotation has one member',
    'The change was reviewed by Ada and by a second person',
    'Ada’s dashboard showed the wrong limit',
    'The grace period ran out',
    'Grace periods are not configured',
    'The region Alice Springs was down',
    'Human error was possible since no check compares the two hosts',
    'The console allows human error',
    'Bob deleted the table, which nothing prevented: the console lets anyone drop it',
    'Alice ran the script because the runbook says so',
    'The bill ran over the budget',
    'It forgot the lease',
    'Dropped by the firewall',
    'The query ran in May',
    'They ran into the limit',
    'The lease was changed by the operator',
  ])('not in “%s”', text => expect(stopsAtPerson(text, PEOPLE)).toBe(false));
});

describe('an answer names several causes', () => {
  it.each([
    'The pool was too small and the retries were not bounded',
    'The limit is 5, and there is no alert on it',
    'The disk was full as well as that the alert was off; the disk was slow and also the cache was cold',
    'Because of the deploy and because the cache was cold',
    'It happened due to a slow disk and due to a lost index',
    'Two causes: the pool and the retries',
    'There were several independent faults',
    'A combination of the small pool and the endless retries',
    '1. The pool is small 2. The retries are endless',
    '(1) the pool is small (2) the retries are endless',
    'First, the pool was small; second, nobody was told',
    'The certificate had expired and nobody was told',
    'The pool was small. In addition, retries had no limit',
    'A bug in the retry code and a missing timeout',
    'A small pool and no limit of retries',
    'Both a small pool and a slow query',
    'Pool too small and alert missing',
    'Missing index; no alert',
    'Two things went wrong',
    'Three other things failed that day',
    'Partly the pool, partly the query',
    'The pool was small. The alert was missing.',
    'The pool was small, the alert was muted',
    'The limit was too low. No alert existed.',
    'The pool was halved; also the alert was off',
    '- pool small\n- alert missing',
    'Because the pool was halved, and because the alert was off',
  ])('in “%s”', text => expect(namesSeveral(text)).toBe(true));

  it.each([
    'The pool was empty',
    'Read and write timeouts were equal',
    'Search and replace was broken',
    'The disk was full and could not be written',
    'The disk was full and writes failed',
    'The lock was held and the queue grew',
    'Orders and payments share one pool',
    'The limit is 5 and not 50',
    'The job ran again and again',
    'R&D and operations use different clocks',
    'The second node was in the first rack',
    'The alert was sent and was ignored',
    'Version 1.2 was deployed',
    'A request and its retry use two connections',
    'The request was sent to node 1 and 2',
    'The service has many clients',
    'Its three replicas were in one zone',
    'The pool and its clients were slow',
    'The alert and the dashboard were missing',
    'A race between a reader and a missing writer',
    'A slow and broken disk',
    'A deadlock of a read and a write',
    'A bug in the parser and its tests',
    'The lack of a timeout and a retry',
    'The disk was full. Writes failed.',
    'The disk was slow. The queue grew.',
    'The pool was small. It has 5 connections.',
    'The limit was low. The default was 10.',
    'When the pool was small, the alert was missing',
    'The clock was wrong, so the token was rejected',
    'The old client sent a header that the new server ignores',
    'Two things share one pool',
    'Party mode was partly on',
    'The job was slow and late',
    'The token was too old. The service rejected it.',
    'A stale cache and its copy were read',
    'The bug was in the parser',
    'The error message and the missing stack trace hid the cause',
    '- the pool was small',
  ])('not in “%s”', text => expect(namesSeveral(text)).toBe(false));
});

describe('beside a document', () => {
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
      step('Wrong', { state: 'refuted', role: 'root_cause', hasEvidence: false }),
    ];
    expect(found('# T\n\n- The pool was \\*empty\\*\n- No alert\n', { steps })).toEqual([
      '3 noEvidence',
      '4 noEvidence',
    ]);
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
