import { v7 as uuid } from 'uuid';
import SQLite from 'better-sqlite3-multiple-ciphers';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Input } from '../../src/db/api.js';
import { sqliteBinary } from '../../src/db/binding.js';
import type { Database } from '../../src/db/connection.js';
import { documents } from '../../src/db/documents.js';
import { incidents } from '../../src/db/incidents.js';
import { IncidentChange, NewIncident } from '../../src/db/rows/incidents.js';
import { type Found, Search } from '../../src/db/rows/search.js';
import { search } from '../../src/db/search.js';
import { whys } from '../../src/db/whys.js';
import { normalTitle } from '../../src/db/values.js';
import { migrate } from '../../src/migrations/index.js';
import { NATIVE, openWindow } from './stores.js';

const opened: Database[] = [];
afterAll(() => opened.forEach(db => db.close()));

/** A store in memory with incidents, the last one created last. */
function storeOf(...created: Input<'createIncident'>[]): Database {
  const db = new SQLite(':memory:', { nativeBinding: sqliteBinary(NATIVE) });
  opened.push(db);
  migrate(db);
  for (const incident of created) incidents.createIncident(db, NewIncident.parse(incident));
  return db;
}

const find = (db: Database, text: string, more: Partial<Input<'searchIncidents'>> = {}): Found[] =>
  search.searchIncidents(db, Search.parse({ limit: 1000, text, ...more }));
const titles = (found: readonly Found[]) => found.map(({ title }) => title);
const low = (title: string, more: Partial<Input<'createIncident'>> = {}) =>
  ({ title, severity: 'low', ...more }) as const;

describe('search over incidents', () => {
  const db = storeOf(
    low('Checkout answers 502', {
      description: 'The pool of the database is exhausted.',
      tags: ['db', 'Pool'],
    }),
    low('Database migration hangs', { category: 'storage', assigned_to: 'Ada', tags: ['db'] }),
    { title: 'Größenänderung schlägt fehl', severity: 'critical', description: 'Straße 🔥 a_b C++ "quoted"' },
    low('Nothing in common'),
  );

  it('finds by beginnings of words, in any order and case, without accents too', () => {
    expect(titles(find(db, 'check'))).toEqual(['Checkout answers 502']);
    expect(titles(find(db, '50 CHECKOUT'))).toEqual(['Checkout answers 502']);
    expect(titles(find(db, 'grossen'))).toEqual([]);
    expect(titles(find(db, 'groß'))).toEqual(['Größenänderung schlägt fehl']);
    expect(titles(find(db, 'groß schlag'))).toEqual(['Größenänderung schlägt fehl']);
    expect(titles(find(db, 'heckout'))).toEqual([]);
    expect(titles(find(db, 'checkout migration'))).toEqual([]);
  });

  it('puts what is in the title before what is in the description', () => {
    expect(titles(find(db, 'database'))).toEqual(['Database migration hangs', 'Checkout answers 502']);
  });

  it('also finds signs that are no words', () => {
    expect(titles(find(db, '🔥'))).toEqual(['Größenänderung schlägt fehl']);
    expect(titles(find(db, 'stra 🔥'))).toEqual(['Größenänderung schlägt fehl']);
    expect(titles(find(db, '🔥🔥'))).toEqual([]);
    expect(titles(find(db, 'c++ "quot'))).toEqual(['Größenänderung schlägt fehl']);
  });

  it('shows without a text all incidents, newest first', () => {
    const newest = ['Nothing in common', 'Größenänderung schlägt fehl', 'Database migration hangs'];
    expect(titles(find(db, ' \n '))).toEqual([...newest, 'Checkout answers 502']);
  });

  it('marks what matched, in pieces that make the whole text', () => {
    const [found] = find(db, 'check exhaus');
    expect(found?.marked).toEqual([
      { text: 'Checkout', match: true },
      { text: ' answers 502', match: false },
    ]);
    expect(found?.snippet).toContainEqual({ text: 'exhausted', match: true });
    expect(found?.snippet.map(({ text }) => text).join('')).toBe('The pool of the database is exhausted.');
    expect(find(db, 'migration')[0]?.snippet).toEqual([]);
  });

  it('filters by status, severity, category, tag, assignee and time, with and without a text', () => {
    expect(titles(find(db, '', { severity: ['critical', 'high'] }))).toEqual(['Größenänderung schlägt fehl']);
    expect(titles(find(db, 'database', { category: 'Storage' }))).toEqual(['Database migration hangs']);
    expect(titles(find(db, '', { tags: ['DB'] }))).toEqual([
      'Database migration hangs',
      'Checkout answers 502',
    ]);
    expect(titles(find(db, '', { tags: ['db', 'pool'] }))).toEqual(['Checkout answers 502']);
    expect(titles(find(db, '', { assigned_to: 'ada' }))).toEqual(['Database migration hangs']);
    expect(find(db, '', { status: ['resolved'] })).toEqual([]);
    expect(find(db, '', { status: ['resolved', 'open'] })).toHaveLength(4);
    expect(find(db, '', { status: [] })).toEqual([]);
    expect(find(db, '', { from: '2999-01-01 00:00:00' })).toEqual([]);
    expect(find(db, '', { to: '2999-01-01 00:00:00' })).toHaveLength(4);
    expect(find(db, 'database', { to: '1999-01-01 00:00:00' })).toEqual([]);
  });

  it('follows what is edited and deleted', () => {
    const changing = storeOf(low('before'), low('other'));
    const [found] = find(changing, 'before');
    const id = found?.id ?? '';
    incidents.updateIncident(changing, IncidentChange.parse({ id, title: 'after', description: 'details' }));
    expect(titles(find(changing, 'before'))).toEqual([]);
    expect(titles(find(changing, 'after det'))).toEqual(['after']);
    incidents.deleteIncident(changing, { id });
    expect(titles(find(changing, 'after'))).toEqual([]);
  });

  it('answers through the worker', async () => {
    const { store } = await openWindow();
    const { id } = await store.createIncident(low('Through the worker'));
    expect(await store.searchIncidents({ text: 'work', limit: 5 })).toMatchObject([{ id, attachments: 0 }]);
  });
});

describe('pages of results', () => {
  const words = ['pool', 'pool pool', 'other', 'pool in a longer title'];
  const db = storeOf(...Array.from({ length: 40 }, (_, i) => low(words[i % words.length] ?? '')));

  it.each(['pool', '', 'pool other'])('hold each incident once and in order, for “%s”', text => {
    const whole = find(db, text);
    const paged: Found[] = [];
    for (;;) {
      const after = paged.at(-1);
      const next = find(db, text, { limit: 7, ...(after && { after }) });
      if (next.length === 0) break;
      paged.push(...next);
    }
    expect(paged).toEqual(whole);
    expect(whole).toHaveLength({ pool: 30, '': 40 }[text] ?? 0);
  });
});

describe('any text', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 60 });
  const syntax = fc
    .array(
      fc.constantFrom(
        '"',
        '*',
        '^',
        ':',
        '(',
        ')',
        '-',
        '+',
        'AND',
        'OR',
        'NOT',
        'NEAR(',
        'title',
        ' ',
        '\0',
      ),
    )
    .map(parts => parts.join(''));

  it('is a valid search', () => {
    const db = storeOf(low('title AND description', { description: 'text' }));
    fc.assert(
      fc.property(fc.oneof(anyText, syntax, fc.string({ unit: 'grapheme' })), text => {
        expect(find(db, text).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
    expect(find(db, '\ud800')).toEqual([]);
    expect(find(db, 'word '.repeat(10_000))).toEqual([]);
  });

  it('of a title is found by any beginning of any of its words', () => {
    const title = fc
      .oneof(anyText, fc.lorem({ maxCount: 6 }), syntax)
      .filter(text => normalTitle(text) !== '' && normalTitle(text).length <= 300);
    fc.assert(
      fc.property(title, fc.nat(), fc.nat(), (text, which, length) => {
        const db = storeOf(low('another'), low(text));
        const all = normalTitle(text).split(' ');
        const word = Array.from(all[which % all.length] ?? '');
        const beginning = word.slice(0, 1 + (length % word.length)).join('');
        expect(titles(find(db, beginning))).toContain(normalTitle(text));
        db.close();
      }),
      { numRuns: 150 },
    );
  });

  it('comes back in pieces that make the title again', () => {
    const db = storeOf(low('x'));
    const [{ id } = { id: '' }] = find(db, '');
    fc.assert(
      fc.property(anyText, text => {
        const title = normalTitle(`needle ${text}`);
        incidents.updateIncident(db, IncidentChange.parse({ id, title, description: text }));
        const [found] = find(db, 'need');
        expect(found?.marked[0]).toEqual({ text: 'needle', match: true });
        expect(found?.marked.map(part => part.text).join('')).toBe(title);
      }),
      { numRuns: 200 },
    );
  });
});

describe('search in documents and whys', () => {
  const db = storeOf(low('First outage'), low('Second outage', { description: 'gasket' }));
  const [second, first] = find(db, '');
  const firstId = first?.id ?? '';
  const document = documents.addDocument(db, {
    issue_id: firstId,
    doc_type: 'postmortem',
    title: 'Postmortem of the pump',
    content_md: `${'Nothing here. '.repeat(200)}The gasket of the pump broke at 100 % ([pump.log L3](whydunit:/pump.log?0197a000-0000-7000-8000-000000000001#L3)). ${'Nor here. '.repeat(200)}`,
  });
  const id = uuid();
  const said = { why_question: 'Why was the seal dry?', answer: 'Nobody ordered grease' } as const;
  const step = {
    ...said,
    id,
    parent_id: null,
    position: 0,
    evidence: null,
    role: null,
    state: 'assumed',
  } as const;
  whys.changeWhys(db, { issue_id: firstId, changes: [{ kind: 'add', step }] });

  it('finds the incident by them, and says where it is', () => {
    const [found] = find(db, 'order greas');
    expect(found).toMatchObject({ title: 'First outage', place: { kind: 'why', id: step.id, level: 1 } });
    expect(found?.snippet).toContainEqual({ text: 'grease', match: true });
    const [other] = find(db, 'pump broke');
    expect(other?.place).toEqual({
      kind: 'document',
      id: document.id,
      title: 'Postmortem of the pump',
      level: 0,
    });
    expect(other?.snippet.map(({ text }) => text).join('')).toMatch(
      /gasket of the pump broke at 100 % \(\[pump\.log L3\]/,
    );
    expect(other?.snippet.map(({ text }) => text).join('')).not.toContain('0197a000');
    expect(find(db, 'pump %')).toHaveLength(1);
    expect(find(db, 'pump 🔥')).toHaveLength(0);
    expect(find(db, 'pump', { status: ['closed'] })).toHaveLength(0);
  });

  it('has an incident once, its own words first', () => {
    expect(titles(find(db, 'gasket'))).toEqual(['Second outage', 'First outage']);
    incidents.updateIncident(db, IncidentChange.parse({ id: firstId, description: 'The pump' }));
    expect(find(db, 'pump')).toMatchObject([{ title: 'First outage', place: null }]);
    expect(find(db, 'gasket', { limit: 1 })).toMatchObject([{ id: second?.id }]);
  });

  it('follows what is edited and removed', () => {
    documents.updateDocument(db, { id: document.id, revision: document.revision, content_md: 'A valve' });
    expect(find(db, 'gasket broke')).toEqual([]);
    expect(find(db, 'valve')).toMatchObject([{ place: { kind: 'document' } }]);
    whys.changeWhys(db, {
      issue_id: firstId,
      changes: [{ kind: 'remove', steps: [{ id: step.id, revision: 0 }] }],
    });
    documents.removeDocument(db, { id: document.id });
    expect(find(db, 'valve')).toEqual([]);
    expect(find(db, 'grease')).toEqual([]);
    for (const index of ['documents_fts', 'resolution_steps_fts'])
      db.exec(`INSERT INTO ${index}(${index}, rank) VALUES ('integrity-check', 1)`);
  });
});
