import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import {
  anew,
  defaultTemplate,
  findPlaceholders,
  generate,
  headings,
  TooLongError,
  withActions,
} from '../../../src/documents/index.js';
import { GENERATED_TYPES, type GeneratedType } from '../../../src/db/values.js';
import { style } from '../../support/documentStyle.js';
import { action, attachment, event, ref, someFacts, step, uuid } from './facts.js';

const of = (type: GeneratedType, facts = someFacts()) => generate(defaultTemplate(type, style), facts, style);
const sectionTitles = (markdown: string) =>
  headings(markdown)
    .filter(({ level }) => level > 1)
    .map(({ title }) => title);

/** What stands below a heading. */
function below(markdown: string, heading: string): string {
  const all = headings(markdown);
  const at = all.findIndex(({ title }) => title === heading);
  return markdown
    .split('\n')
    .slice((all[at]?.line ?? 0) + 1, all[at + 1]?.line)
    .join('\n')
    .trim();
}

describe('a generated document', () => {
  it('has the sections of a root cause analysis', () => {
    const { markdown, sections } = of('rca');
    expect(markdown.split('\n')[0]).toBe('# rcaTitle: Checkout answers 502');
    const expected = [
      'summary',
      'description',
      'timeline',
      'metrics',
      'whys',
      'rootCause',
      'evidenceAnalysed',
    ];
    expect(sectionTitles(markdown)).toEqual([
      ...expected,
      ...['correctiveActions', 'immediate', 'longTerm', 'lessons'],
    ]);
    expect(sections).toBe(9);
  });

  it('has the sections of a blameless postmortem', () => {
    const { markdown, sections, events } = of('postmortem');
    expect(markdown).toContain('> blameless');
    const expected = ['metadata', 'executiveSummary', 'impact', 'timeline', 'metrics', 'rootCauseAnalysis'];
    expect(sectionTitles(markdown)).toEqual([
      ...expected,
      ...[
        'whys',
        'rootCause',
        'contributingFactors',
        'wentWell',
        'wentBadly',
        'lucky',
        'actionItems',
        'appendix',
      ],
    ]);
    expect({ sections, events }).toEqual({ sections: 11, events: 4 });
  });

  it('tells what happened, and not how its record was kept', () => {
    const bookkeeping = ['why_level_advanced', 'document_exported', 'rca_generated', 'postmortem_generated'];
    const facts = someFacts();
    const kept = bookkeeping.map((type, at) => event(60 + at, type, 50, `kept ${type}`));
    const seen = [event(70, 'note', 51, 'Seen by Ada'), event(71, 'resolved', 52, 'Resolved')];
    const { markdown, events } = of('rca', someFacts({ events: [...facts.events, ...kept, ...seen] }));
    expect(below(markdown, 'timeline')).not.toContain('kept');
    expect(below(markdown, 'timeline')).not.toContain('moreEvents');
    expect(below(markdown, 'timeline')).toContain('| Seen by Ada |');
    expect(below(markdown, 'timeline')).toContain('| **resolved** |');
    expect(events).toBe(6);
  });

  it('does not tell of work on the record long after all was over', () => {
    const told = (minute: number) => {
      const recorded = { at_ms: Date.UTC(2026, 10, 20, 2, minute) };
      const events = [
        event(60, 'detected', 10, 'Pager rang'),
        event(61, 'resolved', 50, 'Rolled back'),
        { ...event(62, 'triage_started', 0, 'Triage started'), ...recorded },
        { ...event(63, 'root_cause_identified', 0, 'Identified a root cause'), ...recorded },
      ];
      return below(of('rca', someFacts({ events })).markdown, 'timeline');
    };
    expect(told(100)).toContain('**triage_started:** Triage started');
    expect(told(100)).toContain('Identified a root cause');
    for (const word of ['Triage', 'Identified']) expect(told(7 * 24 * 60)).not.toContain(word);
    expect(told(7 * 24 * 60)).toContain('Rolled back');
  });

  it('tells the timeline, the metrics, the tree of whys, the causes and the evidence', () => {
    const { markdown } = of('rca');
    expect(below(markdown, 'timeline')).toContain(
      '| 2026-11-20 02:15:00 UTC | **detected:** Pager rang |  |',
    );
    expect(below(markdown, 'timeline')).toContain('![timelineDrawing](whydunit:timeline)');
    expect(below(markdown, 'metrics').split('\n')).toEqual(
      expect.arrayContaining(['| mttd | 5 min |', '| mtta | 2 min |', '| mttr | 26 min |']),
    );
    const link = `[app.log L3–L7](whydunit:/app.log?${uuid(20)}#L3-L7)`;
    expect(below(markdown, 'whys')).toBe(
      [
        '![whyTree](whydunit:whys)\n',
        '- **Why number 30?**\\\n  The pool was empty (confirmed)',
        `  - **Why number 31?**\\\n    Its limit is 5 (confirmed, rootCauseRole)\\\n    evidence: ${link}`,
        '  - **Why number 32?**\\\n    Retries doubled the load (assumed, contributingRole)',
      ].join('\n'),
    );
    expect(below(markdown, 'rootCause')).toBe(`- Its limit is 5 (confirmed). evidence: ${link}`);
    expect(below(markdown, 'evidenceAnalysed')).toContain('| Its limit is 5; First 502 |');
    expect(below(markdown, 'evidenceAnalysed')).toContain(
      `| [db.log](whydunit:/db.log?${uuid(21)}) | notUsed |`,
    );
    expect(below(markdown, 'immediate')).toContain('| Raise the limit | Ada | 2026-11-21 | done |  |');
    expect(below(markdown, 'longTerm')).toContain('[openTracking](https://example.org/T-1)');
    expect(below(of('postmortem').markdown, 'appendix')).toContain(`\`${'14'.padStart(64, '0')}\``);
  });

  it('names no cause that hangs on an answer that was refuted', () => {
    const [wrong, ...hanging] = someFacts().steps;
    const steps = [...(wrong ? [{ ...wrong, state: 'refuted' as const }] : []), ...hanging];
    const { markdown } = of('postmortem', someFacts({ steps }));
    expect(below(markdown, 'rootCause')).toBe('{{write: writeRootCause}}');
    expect(markdown).not.toContain('rootCauseSentence');
  });

  it('ends a cause once, also where the answer has its own full stop', () => {
    const steps = [step(30, 'The pool was empty.', { state: 'confirmed', role: 'root_cause' })];
    const facts = someFacts({ steps, refs: [] });
    const { markdown } = generate(defaultTemplate('rca', style), facts, style);
    expect(markdown).toContain('- The pool was empty. (confirmed)\n');
  });

  it('asks for what is not known, and says what is broken or gone', () => {
    const bare = someFacts({ steps: [], refs: [], events: [], actions: [], evidence: [] });
    const asked = findPlaceholders(of('rca', bare).markdown);
    expect(asked.map(({ hint }) => hint)).toEqual([
      ...['writeTimeline', 'writeWhys', 'writeRootCause', 'writeEvidence', 'writeActions', 'writeActions'],
      'writeLessons',
    ]);
    const facts = someFacts({
      evidence: [{ ...attachment(20, 'app.log'), fault: 'hashDiffers' }],
      refs: [
        ref(40, { step_id: uuid(31), fault: 'hashDiffers' }),
        ref(41, { event_id: uuid(50), evidence_id: uuid(99), file_name: 'gone.log', kind: 'removed' }),
      ],
    });
    const { markdown } = of('postmortem', facts);
    expect(below(markdown, 'rootCause')).toMatch(/app\.log.* \(broken\)/);
    expect(below(markdown, 'timeline')).toMatch(/gone\.log.* \(removed\)/);
    expect(below(markdown, 'appendix')).toMatch(/\| gone\.log \| notKnown \| `0*20` \| removed \|/);
  });

  it('tells of thousands of events the ones that matter, in their order, and how many it leaves out', () => {
    const many = Array.from({ length: 2000 }, (_, at) => event(1000 + at, 'note', at % 60, `log ${at}`));
    const events = [...many, event(5000, 'note', 50, 'with evidence'), event(5001, 'resolved', 51, 'over')];
    const { markdown, events: told } = of(
      'rca',
      someFacts({ events, refs: [ref(1, { event_id: uuid(5000) })] }),
    );
    expect(told).toBe(150);
    expect(below(markdown, 'timeline')).toContain('with evidence');
    expect(below(markdown, 'timeline')).toContain('over');
    expect(below(markdown, 'timeline')).toContain('moreEvents');
  });

  it('shows a tree of whys that leads in a circle or to nowhere whole, each why once', () => {
    const steps = [
      step(30, 'a', { parent_id: uuid(99) }),
      step(31, 'b', { parent_id: uuid(30), step_order: 2 }),
    ];
    const text = below(of('rca', someFacts({ steps })).markdown, 'whys');
    expect(text.match(/Why number/g)).toHaveLength(2);
  });

  it('nests whys as deep as a page has room, and tells the level of deeper ones', () => {
    const steps = Array.from({ length: 40 }, (_, at) =>
      step(100 + at, `answer ${at + 1}`, {
        parent_id: at === 0 ? null : uuid(99 + at),
        step_order: at + 1,
      }),
    );
    const lines = below(of('rca', someFacts({ steps })).markdown, 'whys').split('\n');
    for (const level of steps.keys())
      expect(lines).toContain(
        level < 8
          ? `${'  '.repeat(level)}- **Why number ${100 + level}?**\\`
          : `${'  '.repeat(7)}- **${level + 1}. Why number ${100 + level}?**\\`,
      );
  });

  it('has the same headings and tables whatever the case says, and no markup of it', () => {
    const markdown = new MarkdownIt({ html: false });
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '# x\n\n## y',
        '| a | b |\n| - | - |',
        '[x](javascript:alert(1))',
      ),
      fc.constantFrom(
        '![x](https://evil.example/?q)',
        '{{summary}}',
        '```\n',
        '- [ ] x',
        '&lt;b&gt;',
        '\u202eevil',
      ),
    );
    const types = (source: string) => markdown.parse(source, {}).map(({ type }) => type);
    const links = (source: string) =>
      markdown
        .parse(source, {})
        .flatMap(({ children }) => children ?? [])
        .filter(({ type }) => type === 'link_open' || type === 'image')
        .map(token => String(token.attrGet('href') ?? token.attrGet('src')));
    fc.assert(
      fc.property(nasty, nasty, nasty, (title, answer, name) => {
        const facts = (title: string, answer: string, name: string) => {
          const some = someFacts();
          return someFacts({
            incident: { ...some.incident, title, assigned_to: name, category: answer },
            steps: some.steps.map(step => ({ ...step, answer, why_question: title })),
            events: some.events.map(event => ({ ...event, description: answer })),
            evidence: some.evidence.map(row => ({ ...row, file_name: name })),
            refs: some.refs.map(ref => ({ ...ref, file_name: name })),
            actions: some.actions.map(action => ({ ...action, title: answer, owner: name })),
          });
        };
        const or = (text: string) => (/[^\s\p{Cc}]/u.test(text) ? text : 'x');
        for (const type of GENERATED_TYPES) {
          const plain = of(type, facts('x', 'x', 'x')).markdown;
          const given = of(type, facts(or(title), or(answer), or(name))).markdown;
          expect(types(given)).toEqual(types(plain));
          expect(links(given)).toHaveLength(links(plain).length);
          expect(
            links(given).filter(address => !/^(whydunit:|https:\/\/example\.org)/.test(address)),
          ).toEqual([]);
          expect(findPlaceholders(given)).toEqual(
            findPlaceholders(plain).map(found => ({
              ...found,
              start: expect.any(Number) as number,
              end: expect.any(Number) as number,
            })),
          );
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a person’s own template', () => {
  it('is filled in its own order and words; what nobody knows stays to be seen', () => {
    const template =
      '# {{TITLE}} ({{severity}})\r\n\r\nBy {{assignee}} on {{weather}}\r\n\r\n{{ root_cause: Name the cause }}\r\n\r\nInline {{timeline}} stays.\r\n';
    const facts = someFacts({ steps: [] });
    expect(generate(template, facts, style).markdown).toBe(
      '# Checkout answers 502 (critical)\n\nBy Ada Lovelace on {{weather}}\n\n{{write: Name the cause}}\n\nInline {{timeline}} stays.\n',
    );
  });

  it('is filled within a line by what is one paragraph, and else keeps the placeholder', () => {
    const filled = (template: string, facts = someFacts()) =>
      generate(template, facts, style).markdown.trimEnd();
    const link = `[app.log L3–L7](whydunit:/app.log?${uuid(20)}#L3-L7)`;
    const cause = `Its limit is 5 (confirmed). evidence: ${link}`;
    expect(filled('**Cause:** {{root_cause}}')).toBe(`**Cause:** ${cause}`);
    expect(filled('- {{root_cause}}')).toBe(`- ${cause}`);
    expect(filled('| Cause |\n| --- |\n| {{root_cause}} |')).toContain(`| ${cause} |`);
    expect(filled('{{root_cause}}')).toBe(`- ${cause}`);
    expect(filled('In short: {{summary}}')).toMatch(/^In short: [^{}\n]+$/);
    expect(filled('The whys: {{whys}}')).toBe('The whys: {{whys}}');
    const two = someFacts({
      steps: [30, 31].map(number => step(number, `Cause ${number}`, { role: 'root_cause' })),
    });
    expect(filled('**Cause:** {{root_cause}}', two)).toBe('**Cause:** {{root_cause}}');
    expect(filled('**Cause:** {{root_cause}}', someFacts({ steps: [] }))).toBe(
      '**Cause:** {{write: writeRootCause}}',
    );
  });

  it('is refused where it makes more than anybody reads', () => {
    const often = '{{timeline}}\n\n'.repeat(60_000);
    expect(() => generate(often, someFacts(), style)).toThrow(TooLongError);
    expect(generate('{{timeline}}\n\n'.repeat(100), someFacts(), style).markdown).toContain('Pager rang');
  });

  it('keeps its code', () => {
    const template =
      '# T\n\n```\n{{timeline}}\n{{title}}\n```\n\n`{{title}}` and ``{{title}} ` {{title}}``\n';
    expect(generate(template, someFacts(), style).markdown).toBe(template);
    expect(generate('a ` {{title}}', someFacts(), style).markdown).toBe('a ` Checkout answers 502\n');
  });
});

describe('the tables of action items', () => {
  it('follow their rows where nobody wrote in them, and nothing else changes', () => {
    const template = defaultTemplate('postmortem', style);
    const generated = of('postmortem').markdown;
    const text = generated.replace('{{write: writeWentWell}}', 'The pager rang.');
    const facts = someFacts({ events: [], actions: [action(62, 'Bound the retries')] });
    const after = withActions({ last: generated, base: null }, text, template, facts, style);
    expect(below(after.text, 'actionItems')).toContain('Bound the retries');
    expect(below(after.text, 'timeline')).toContain('Pager rang');
    expect(after.text).toContain('The pager rang.');
    expect(after.offers).toEqual([]);
    // What was written by hand stays, and the rows are offered.
    const written = text.replace('Raise the limit', 'Raise the limit to 50');
    const kept = withActions({ last: generated, base: null }, written, template, facts, style);
    expect(below(kept.text, 'actionItems')).toContain('Raise the limit to 50');
    expect(kept.offers).toHaveLength(1);
    // Generating anew afterwards still knows what was generated.
    expect(anew(after.generations, after.text, generated).text).toBe(text);
  });

  it('follow their rows below a heading that a placeholder is part of, in a file that another program wrote', () => {
    const template = '\uFEFF# Report\r\n\r\n## Work on {{title}}\r\n\r\n{{actions}}\r\n';
    const generated = generate(template, someFacts(), style).markdown;
    const facts = someFacts({ actions: [action(62, 'Bound the retries')] });
    const after = withActions({ last: generated, base: null }, generated, template, facts, style);
    expect(below(after.text, 'Work on Checkout answers 502')).toContain('Bound the retries');
  });
});
