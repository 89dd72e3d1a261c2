import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Search } from '../../src/db/rows/search.js';
import { isDay, FILTERS, fromOneLine, parseQuery, toOneLine, toTags } from '../../src/incidents/index.js';

const parse = (typed: string) => parseQuery(typed, 'ada');
const searchOf = (typed: string) => parse(typed).search;

describe('a typed search', () => {
  it('reads filters wherever they stand, and leaves the words', () => {
    expect(
      searchOf('pool status:open severity:critical exhausted category:network tag:db tag:pool assignee:me'),
    ).toEqual({
      text: 'pool exhausted',
      status: ['open'],
      severity: ['critical'],
      category: 'network',
      tags: ['db', 'pool'],
      assigned_to: 'ada',
    });
  });

  it('takes values in quotes, several of a kind, and any case', () => {
    expect(searchOf('assignee:"Grace Hopper" STATUS:Open status:closed')).toEqual({
      text: '',
      assigned_to: 'Grace Hopper',
      status: ['open', 'closed'],
    });
  });

  it('takes whole days, both ends with them', () => {
    expect(searchOf('since:2026-01-01 until:2026-12-31')).toEqual({
      text: '',
      from: '2026-01-01 00:00:00',
      to: '2027-01-01 00:00:00',
    });
  });

  it('filters while a value is being typed, and by nothing before', () => {
    expect(searchOf('status:')).toEqual({ text: '' });
    expect(searchOf('status:o')).toEqual({ text: '', status: ['open'] });
    expect(searchOf('assignee:"Grace Ho')).toEqual({ text: '', assigned_to: 'Grace Ho' });
    expect(searchOf('since: pool')).toEqual({ text: 'pool' });
  });

  it.each(['status:opne', 'severity:x', 'since:yesterday', 'until:2026-02-30', 'since:2026-1-1'])(
    'says that %s does not fit',
    typed => {
      expect(parse(`pool ${typed}`)).toEqual({ search: { text: 'pool' }, misfits: [typed] });
    },
  );

  it('keeps what only looks like a filter as words', () => {
    for (const typed of ['http://localhost:8080/x', 'error: timeout', 'foo:bar', 'at 12:30', '"a b" c', ':x'])
      expect(searchOf(typed).text).toBe(typed);
  });

  it('is something that the store takes, whatever was typed', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.tuple(fc.constantFrom(...FILTERS), fc.string({ maxLength: 12 })).map(pair => pair.join(':')),
      fc.constantFrom('"', ' ', 'status:', 'since:2026-13-01', 'until:9999-12-31'),
    );
    fc.assert(
      fc.property(
        fc.array(piece).map(pieces => pieces.join(' ')),
        typed => {
          const { search } = parse(typed);
          expect(Search.safeParse({ ...search, limit: 1 }).success).toBe(true);
          // A word is never lost: it is in the text, or in a filter.
          if (!/["a-z]:|"/i.test(typed)) expect(search.text.split(/\s+/)).toEqual(typed.trim().split(/\s+/));
        },
      ),
    );
  });
});

describe('details on one line', () => {
  it('keep their line breaks', () => {
    const text = 'first\nsecond\n\nfourth';
    expect(toOneLine(text)).not.toContain('\n');
    expect(fromOneLine(toOneLine(text))).toBe(text);
  });

  it('make tags of what stands between commas, each once', () => {
    expect(toTags(' db, network ,,db,\tlong  tag ')).toEqual(['db', 'network', 'long tag']);
  });
});

describe('a day', () => {
  it('is one of the calendar', () => {
    for (const day of ['2026-12-01', '2028-02-29', '0001-01-01']) expect(isDay(day), day).toBe(true);
    for (const text of [
      '2026-02-29',
      '2026-02-31',
      '2026-04-31',
      '2026-13-01',
      '2026-1-1',
      '',
      '2026-12-01T00:00',
    ])
      expect(isDay(text), text).toBe(false);
  });
});
