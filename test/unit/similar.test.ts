import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/db/connection.js';
import { knownTemplates, recordMining, templatesOf } from '../../src/db/templates.js';
import { runJob } from '../../src/jobs/run.js';
import { Drain } from '../../src/similar/drain.js';
import { ANY, tokensOf } from '../../src/similar/tokens.js';
import { findSimilar, mineTemplates } from '../../src/similar/index.js';
import { sqliteBinary } from '../../src/db/binding.js';
import { caseFiles } from '../support/caseFiles.js';
import { CAUSES } from '../support/causes.js';
import { draftLine, JOB, NATIVE, openWindow } from './stores.js';

const drainOf = () => {
  let next = 0;
  return new Drain(() => `t${next++}`);
};

const word = fc.constantFrom(
  'error',
  'pool',
  'timeout',
  'for',
  'user',
  'failed',
  'connect',
  'to',
  'INFO',
  'retry',
);
const value = fc.oneof(fc.integer({ min: 1000 }).map(String), fc.uuid(), fc.ipV4(), fc.emailAddress());
const line = fc.array(fc.oneof(word, value), { minLength: 1, maxLength: 12 }).map(parts => parts.join(' '));

describe('templates of log lines', () => {
  it('fit every line that they were made of, whatever the lines', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string({ maxLength: 80 })), { maxLength: 60 }), lines => {
        const drain = drainOf();
        const taken = lines.map(line => ({ tokens: tokensOf(line), template: drain.take(line)?.template }));
        for (const { tokens, template } of taken) {
          if (!tokens || !template) continue;
          expect(template.tokens).toHaveLength(tokens.length);
          for (const [place, token] of template.tokens.entries())
            if (token !== ANY) expect(token).toBe(tokens[place]);
        }
      }),
    );
  });

  it('hold no numbers, addresses or ids, and are the same for lines that differ only in them', () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        const drain = drainOf();
        const first = drain.take(`ERROR pool of ${one} is exhausted`)?.template;
        expect(drain.take(`ERROR pool of ${other} is exhausted`)?.template).toBe(first);
        expect(first?.tokens.join(' ')).not.toContain(one.length > 2 ? one : '\u0000');
      }),
    );
  });

  it('widen where words differ, keep codes that say what went wrong, and leave out lines that say nothing', () => {
    const drain = drainOf();
    const first = drain.take('2026-11-20T02:41:03Z WARN login failed for user alice')?.template;
    expect(drain.take('2026-11-20T02:41:04Z WARN login failed for user bob')).toMatchObject({
      change: 'wider',
    });
    expect(first?.tokens.join(' ')).toBe('WARN login failed for user <*>');
    expect(tokensOf('HTTP 502 from ~/api')).toContain('502');
    expect(tokensOf('ORA-12154 was thrown')).toContain('ORA-12154');
    expect(tokensOf('12345 67')).toBeUndefined();
    const known = drainOf();
    known.know('x', '<*> WARN login failed for user <*>');
    expect(known.take('1 WARN login failed for user carol')?.template.id).toBe('x');
  });

  it.each([
    '2026-11-20T02:41:03Z ',
    '2026-11-20 02:41:03,123 ',
    '[2026-11-20 02:41:03] ',
    'Nov 20 02:41:03 ',
    'Sun May 17 02:00:05 CEST 2026 ',
    '5/17/2026 2:00:05 PM ',
    '02:41:03.123 ',
    '1778983205.123 ',
    '[ 7205.123456] ',
    'kern  :info  : [ 7205.123456] ',
    '<13>May  7 02:41:03 ',
  ])('are the same with “%s” before a line as without a time', time => {
    const drain = drainOf();
    const bare = drain.take('ERROR pool of 17 is exhausted')?.template;
    expect(drain.take(`${time}ERROR pool of 18 is exhausted`)?.template).toBe(bare);
  });

  it('take any line in bounded time', () => {
    const drain = drainOf();
    for (let number = 0; number < 5000; number++)
      drain.take(`word${'x'.repeat(number)} ${'=('.repeat(number)} end of it`);
    expect(tokensOf('a '.repeat(100_000))?.length).toBeLessThanOrEqual(40);
  });
});

describe('similar incidents', () => {
  it('of the same cause come first, whether logs or words tell it', async () => {
    const window = await openWindow();
    const ids = await caseFiles(window.access, 60);
    const db = openStore(window.access, sqliteBinary(NATIVE));
    mineTemplates(db, () => {});
    let [reciprocal, hits] = [0, 0];
    for (const [number, id] of ids.entries()) {
      const found = findSimilar(db, id, 30).map(({ id }) => ids.indexOf(id));
      const isSame = (other: number) => other % CAUSES.length === number % CAUSES.length;
      const first = found.findIndex(isSame);
      reciprocal += first < 0 ? 0 : 1 / (first + 1);
      hits += found.slice(0, 4).filter(isSame).length;
    }
    db.close();
    console.log(
      `similar incidents: MRR ${(reciprocal / 60).toFixed(3)}, of the first four ${(hits / 240).toFixed(3)} right`,
    );
    expect(reciprocal / 60).toBeGreaterThanOrEqual(0.95);
    expect(hits / 240).toBeGreaterThanOrEqual(0.9);
  });

  it('say why: rare log lines with their counts, words, category and tags', async () => {
    const window = await openWindow();
    const make = async (title: string, lines: string, tags: string[]) => {
      const { id } = await window.store.createIncident({
        title,
        severity: 'high',
        category: 'database',
        tags,
      });
      await window.store.addAttachment(await draftLine(id, lines, 'app.log'));
      return id;
    };
    const one = await make(
      'Turbocharger stalls',
      'ERROR gasket 1 of pump broke\nERROR gasket 2 of pump broke',
      ['pump'],
    );
    const other = await make('The turbocharger again', 'ERROR gasket 77 of pump broke', ['Pump', 'x']);
    await make('Something else', 'INFO all is well here', []);
    const [first] = await runJob(JOB, 'similar', { store: window.access, issue_id: one, limit: 10 });
    expect(first).toMatchObject({
      id: other,
      words: ['turbocharger'],
      templates: [{ template: 'ERROR gasket <*> of pump broke', ours: 2, theirs: 1, incidents: 2 }],
      category: 'database',
      tags: ['Pump'],
    });
  });

  it('are found by words of whys and documents, and none where nothing is alike', async () => {
    const window = await openWindow();
    const { id: one } = await window.store.createIncident({
      title: 'First',
      severity: 'low',
      description: 'carburettor',
    });
    const { id: other } = await window.store.createIncident({ title: 'Second', severity: 'low' });
    const input = { store: window.access, issue_id: one, limit: 10 };
    expect(await runJob(JOB, 'similar', input)).toEqual([]);
    const text = { doc_type: 'postmortem', title: 'P', content_md: 'The carburettor was dry' };
    await window.store.addDocument({ issue_id: other, ...text });
    expect(await runJob(JOB, 'similar', input)).toMatchObject([{ id: other, words: ['carburettor'] }]);
  });

  it('have the templates of how logs are read now, and no others', async () => {
    const window = await openWindow();
    const { id } = await window.store.createIncident({ title: 'First', severity: 'low' });
    const log_file_id = (await window.store.addAttachment(await draftLine(id, 'x', 'app.log'))).attachment.id;
    const db = openStore(window.access, sqliteBinary(NATIVE));
    const mined = (found: Record<string, number>) => {
      const names = Object.keys(found);
      const templates = new Map(names.map(name => [name, `template ${name}`]));
      recordMining(db, { log_file_id, lines: 3, templates, counts: new Map(Object.entries(found)) });
      return Object.fromEntries(templatesOf(db, id));
    };
    expect(mined({ a: 1, b: 2 })).toEqual({ a: 1, b: 2 });
    expect(mined({ b: 3, c: 4 })).toEqual({ b: 3, c: 4 });
    expect(knownTemplates(db).map(one => one.id)).toEqual(['b', 'c']);
    db.close();
  });

  it('forget the templates of what is deleted', async () => {
    const window = await openWindow();
    const { id } = await window.store.createIncident({ title: 'First', severity: 'low' });
    await window.store.addAttachment(await draftLine(id, 'ERROR the gasket of the pump broke', 'app.log'));
    await runJob(JOB, 'similar', { store: window.access, issue_id: id, limit: 10 });
    const count = () => {
      const db = openStore(window.access, sqliteBinary(NATIVE));
      const rows = ['log_templates', 'log_file_templates', 'log_file_minings'].map(table =>
        db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
      );
      db.close();
      return rows;
    };
    expect(count()).toEqual([1, 1, 1]);
    await window.store.deleteIncident({ id });
    expect(count()).toEqual([0, 0, 0]);
  });
});
