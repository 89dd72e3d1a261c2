import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anew, type Generations, offersOf, withoutOffer } from '../../../src/documents/index.js';

const doc = (...sections: readonly string[]) => `# RCA\n\n${sections.join('\n\n')}\n`;
const first = (text: string): Generations => ({ last: text, base: null });
const offered = (generations: Generations, text: string) =>
  offersOf(generations, text).map(({ theirs }) => theirs.trim());

describe('what was generated for a section that a person wrote in', () => {
  const one = doc('## A\n\nfirst', '## B\n\nb');
  const two = doc('## A\n\nsecond', '## B\n\nb');
  const mine = doc('## A\n\nmine', '## B\n\nb');

  it('is offered once it differs from what was there when they wrote, and not before', () => {
    expect(offered(first(one), mine)).toEqual([]);
    const same = anew(first(one), mine, one);
    expect(same.offers).toEqual([]);
    expect(offered(same.generations, same.text)).toEqual([]);
    const later = anew(same.generations, same.text, two);
    expect(later.text).toBe(mine);
    expect(later.offers).toHaveLength(1);
    expect(offered(later.generations, later.text)).toEqual(['## A\n\nsecond']);
    // Nor is it for what is written afterwards.
    expect(offered(later.generations, later.text.replace('\n\nb', '\n\nb and more'))).toHaveLength(1);
  });

  it('is offered again when it is generated again, until the person has answered', () => {
    const { generations, text } = anew(first(one), mine, two);
    expect(anew(generations, text, two).offers).toHaveLength(1);
    const [offer] = offersOf(generations, text);
    const answered = withoutOffer(generations, text, offer?.key ?? '');
    expect(offered(answered, text)).toEqual([]);
    expect(anew(answered, text, two).offers).toEqual([]);
    const three = two.replace('second', 'third');
    expect(anew(answered, text, three).offers).toHaveLength(1);
  });

  it('is replaced again by what comes next, where the person took it', () => {
    const { generations } = anew(first(one), mine, two);
    expect(offered(generations, two)).toEqual([]);
    const three = two.replace('second', 'third');
    expect(anew(generations, two, three)).toMatchObject({ text: three, offers: [] });
  });

  it('is no offer where it says nothing that is not said there', () => {
    const { generations, text, offers } = anew(first(one), doc('## A\n\nsecond\n\nmine', '## B\n\nb'), two);
    expect([...offers, ...offersOf(generations, text)]).toEqual([]);
  });

  it('is offered beside a section of that name that the person had made', () => {
    const base = doc('## B\n\nb');
    const { generations, text } = anew(first(base), doc('## A\n\nmine', '## B\n\nb'), one);
    expect(text).toBe(doc('## A\n\nmine', '## B\n\nb'));
    expect(offered(generations, text)).toEqual(['## A\n\nfirst']);
  });

  // Lines of their own, so that no section is taken for another one that was renamed.
  const body = fc.constantFrom('x', 'y', 'z', 'x\n\n#y');
  const text = fc
    .uniqueArray(fc.record({ name: fc.constantFrom('A', 'B', 'C'), body }), { selector: ({ name }) => name })
    .map(all => all.map(({ name, body }) => `## ${name}\n\n${name}${body.replace('#', name)}\n`).join('\n'));
  const partsOf = (text: string) => text.split(/(?=^## )/m).map(part => part.trim());

  it('never takes the place of what a person wrote, and is never lost', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }), text, (turns, begin) => {
        let generations = first(begin);
        for (const [written, generated] of turns) {
          const before = [...partsOf(generations.last ?? ''), ...partsOf(generations.base ?? '')];
          const after = anew(generations, written, generated);
          for (const part of partsOf(written))
            if (part !== '' && !before.includes(part)) expect(partsOf(after.text)).toContain(part);
          const offers = offersOf(after.generations, after.text);
          expect(offers).toEqual(after.offers);
          // What is generated for a section that was not deleted is there, was there before, or is offered.
          const said = [...before, ...partsOf(after.text), ...offers.map(({ theirs }) => theirs)].join('\n');
          const there = partsOf(generated).filter(part => written.includes(part.split('\n')[0] ?? ''));
          for (const line of there.flatMap(part => part.split('\n'))) expect(said).toContain(line);
          ({ generations } = after);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
