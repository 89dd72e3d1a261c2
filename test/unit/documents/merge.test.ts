import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headings, merge, withOffers } from '../../../src/documents/index.js';

const doc = (...sections: readonly string[]) => `# RCA\n\n${sections.join('\n\n')}\n`;

describe('generating a document anew', () => {
  const by = 'generator';

  it('replaces what nobody wrote in, and offers what somebody did', () => {
    const base = doc('## Summary\n\nold', '## Timeline\n\n| a |', '## Lessons\n\n{{write: x}}');
    const mine = base.replace('{{write: x}}', 'We learned.').replace('| a |', '| a |\n\nMy remark.');
    const theirs = doc('## Summary\n\nnew', '## Timeline\n\n| a | b |', '## Lessons\n\n{{write: x}}');
    const { text, offers } = merge(base, mine, theirs, by);
    expect(text).toBe(
      doc('## Summary\n\nnew', '## Timeline\n\n| a |\n\nMy remark.', '## Lessons\n\nWe learned.'),
    );
    expect(offers.map(({ theirs }) => theirs.trim())).toEqual(['## Timeline\n\n| a | b |']);
  });

  it('puts new sections in their place, and leaves out what a person deleted', () => {
    const base = doc('## A\n\na', '## B\n\nb', '## D\n\nd');
    const mine = doc('## A\n\na', '## My own\n\nmine', '## D\n\nd');
    const theirs = doc('## A\n\na2', '## B\n\nb2', '## C\n\nc', '## D\n\nd2');
    const { text, offers } = merge(base, mine, theirs, by);
    expect(headings(text).map(({ title }) => title)).toEqual(['RCA', 'A', 'C', 'My own', 'D']);
    expect(text).toContain('a2');
    expect(text).not.toContain('b2');
    expect(offers).toEqual([]);
  });

  it('follows a new title, drops what is generated no more, and keeps a heading that was renamed', () => {
    const base = '# RCA: old\n\n## A\n\na\n\n## B\n\nb\n';
    const mine = '# RCA: old\n\n## Renamed A\n\na\n\n## B\n\nb\n';
    const { text } = merge(base, mine, '# RCA: new\n\n## A\n\na\n', by);
    expect(text.trim()).toBe('# RCA: new\n\n## Renamed A\n\na');
  });

  it('goes on below a heading that was renamed, where nobody wrote', () => {
    const below = (cause: string) => `## Analysis\n\n### 5 Whys\n\n${cause}\n\n### Notes\n\n{{write: x}}\n`;
    const mine = below('old').replace('## Analysis', '## What we found').replace('{{write: x}}', 'Mine.');
    const { text, offers } = merge(below('old'), mine, below('new'), by);
    expect(text).toBe(mine.replace('old', 'new'));
    expect(offers).toEqual([]);
  });

  it('puts a new section in its place below a heading that was renamed', () => {
    const base = doc('## Timeline\n\n### Metrics\n\nm', '## Analysis\n\n### Whys\n\nw');
    const theirs = doc('## Timeline\n\n### Metrics\n\nm', '## Analysis\n\n### Proof\n\np\n\n### Whys\n\nw');
    const { text } = merge(base, base.replace('## Analysis', '## RCA'), theirs, by);
    expect(headings(text).map(({ title }) => title)).toEqual([
      ...['RCA', 'Timeline', 'Metrics', 'RCA', 'Proof', 'Whys'],
    ]);
  });

  it('offers what is generated anew for a section that was written in below a renamed heading', () => {
    const base = doc('## Analysis\n\n### Whys\n\nw', '## C\n\nc');
    const mine = base.replace('## Analysis', '## RCA').replace('w\n', 'w\n\nMine.\n');
    const { text, offers } = merge(base, mine, base.replace('w\n', 'w\nnew\n'), by);
    expect(text).toBe(mine);
    expect(offers).toHaveLength(1);
  });

  it('takes a heading in a block of code for none', () => {
    const mine = '# T\n\n```\n## not\n```\n\n## A\n';
    expect(headings(mine).map(({ title }) => title)).toEqual(['T', 'A']);
  });

  const line = fc.oneof(
    fc.constantFrom(
      '## A',
      '## B',
      '## C',
      '### A',
      '# T',
      '```',
      '~~~~',
      '',
      '| a |',
      '- x',
      '#',
      '  ## A ##',
    ),
    fc.string({ maxLength: 6 }).map(text => text.replaceAll(/[\r\n]/g, '')),
  );
  /** Blank lines are space, which generating may take and give. */
  const written = (text: string) => text.split('\n').filter(line => line.trim() !== '');
  const text = fc.array(line, { maxLength: 14 }).map(lines => lines.join('\n'));

  it('never loses a line that a person wrote, whatever was there before and comes anew', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const merged = merge(base, mine, theirs, by);
        // A line is written unless its whole section is what was generated.
        const generated = new Set(base.split(/\n(?= {0,3}#)/).map(part => part.trim()));
        const written = mine
          .split(/\n(?= {0,3}#)/)
          .filter(part => !generated.has(part.trim()))
          .flatMap(part => part.split('\n'))
          .filter(part => part.trim() !== '');
        const result = merged.text.split('\n');
        let at = 0;
        for (const part of written) {
          const found = result.indexOf(part, at);
          expect(found, part).toBeGreaterThanOrEqual(at);
          at = found + 1;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing where nothing new comes, and comes to an end', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        expect(written(merge(base, mine, base, by).text)).toEqual(written(mine));
        expect(merge(base, base, theirs, by).offers).toEqual([]);
        const once = merge(base, mine, theirs, by).text;
        expect(written(merge(theirs, once, theirs, by).text)).toEqual(written(once));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('bringing together what two windows wrote', () => {
  const base = doc('## A\n\na', '## Lessons learned\n\n{{write: x}}', '## C\n\nc');

  it('keeps what the other one wrote in a section that was renamed or deleted here', () => {
    const theirs = base.replace('{{write: x}}', 'A paragraph of theirs.');
    const renamed = merge(base, base.replace('Lessons learned', 'What we learned'), theirs, 'person');
    expect(renamed.text).toContain('## What we learned');
    expect(renamed.offers.map(({ theirs }) => theirs).join()).toContain('A paragraph of theirs.');
    const deleted = merge(base, doc('## A\n\na', '## C\n\nc'), theirs, 'person');
    expect(headings(deleted.text).map(({ title }) => title)).toEqual(['RCA', 'A', 'Lessons learned', 'C']);
    expect(deleted.text).toContain('A paragraph of theirs.');
  });

  it('keeps both where one renamed a section and the other added one of that name', () => {
    const before = '# T\n\n## A\n\n### Details\n\nold\n';
    const theirs = `${before}\n## B\n\n### Details\n\nTheirs.\n`;
    const { text, offers } = merge(before, before.replace('## A', '## B'), theirs, 'person');
    expect([text, ...offers.map(({ theirs }) => theirs)].join()).toContain('Theirs.');
    expect(text).toContain('old');
  });

  it('follows a heading that one renamed above a section that the other wrote in', () => {
    const before = '# T\n\n## Analysis\n\n### Whys\n\nold\n\n## C\n\nc\n';
    const written = before.replace('old', 'old\n\nMine.');
    const renamed = before.replace('## Analysis', '## RCA');
    const both = written.replace('## Analysis', '## RCA');
    expect(merge(before, written, renamed, 'person')).toEqual({ text: both, offers: [] });
    expect(merge(before, renamed, written, 'person')).toEqual({ text: both, offers: [] });
  });

  it('leaves a section deleted that nobody wrote in', () => {
    const theirs = base.replace('\n\nc\n', '\n\nc2\n');
    const { text } = merge(base, doc('## A\n\na', '## C\n\nc'), theirs, 'person');
    expect(text).toBe(doc('## A\n\na', '## C\n\nc2'));
  });

  it('puts their text where they wrote it, also below a heading that stands twice', () => {
    const text = (notes: string) =>
      doc('## A', '### Notes', 'Mine.', 'More.', '## B', '### Notes', notes, '## C');
    const { text: mine, offers } = merge(text('Old.'), text('Mine.'), text('Theirs.'), 'person');
    expect(withOffers(mine, offers, 'instead')).toBe(text('Theirs.'));
    expect(withOffers(mine, offers, 'below')).toBe(text('Mine.\n\nTheirs.'));
    const twice = text('Mine.').replace('\n\nMore.', '');
    expect(withOffers(twice, offers, 'instead')).toBe(text('Theirs.').replace('\n\nMore.', ''));
  });

  it('never loses a line that either of them wrote, unless it offers theirs', () => {
    const body = fc.constantFrom('', 'x', 'y', 'z', 'x\n\ny');
    const sections = fc.uniqueArray(fc.record({ name: fc.constantFrom('A', 'B', 'C', 'D'), body }), {
      selector: ({ name }) => name,
    });
    const text = sections.map(all => all.map(({ name, body }) => `## ${name}\n\n${body}\n`).join('\n'));
    const partsOf = (text: string) => text.split(/(?=^## )/m).map(part => part.trim());
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const { text, offers } = merge(base, mine, theirs, 'person');
        const kept = [...partsOf(text), ...offers.map(({ theirs }) => theirs.trim())];
        const known = partsOf(base);
        for (const part of [...partsOf(mine), ...partsOf(theirs)])
          if (part !== '' && !known.includes(part)) expect(kept, part).toContain(part);
      }),
      { numRuns: 2000 },
    );
  });
});
