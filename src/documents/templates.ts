/** The templates that come with the extension; a person may have their own. */
import { GENERATED_TYPES, type GeneratedType } from '../db/values.js';
import { asking } from './text.js';
import type { Style, Word } from './words.js';

export const isGenerated = (type: string): type is GeneratedType =>
  GENERATED_TYPES.some(generated => generated === type);

export function defaultTemplate(type: GeneratedType, style: Style): string {
  const { words } = style;
  const section = (heading: Word, ...blocks: readonly string[]) =>
    [`## ${words[heading]}`, ...blocks].join('\n\n');
  const part = (heading: Word, block: string) => `### ${words[heading]}\n\n${block}`;
  const ask = (word: Word) => asking(words[word]);
  const parts = {
    rca: [
      `# ${words.rcaTitle}: {{title}}`,
      section('summary', '{{summary}}'),
      section('description', '{{description}}'),
      section('timeline', '{{timeline}}'),
      section('metrics', '{{metrics}}'),
      section('whys', '{{whys}}'),
      section('rootCause', '{{root_cause}}'),
      section('evidenceAnalysed', '{{evidence}}'),
      section(
        'correctiveActions',
        part('immediate', '{{actions_immediate}}'),
        part('longTerm', '{{actions_long_term}}'),
      ),
      section('lessons', ask('writeLessons')),
    ],
    postmortem: [
      `# ${words.postmortemTitle}: {{title}}`,
      `> ${words.blameless}`,
      section('metadata', '{{metadata}}'),
      section('executiveSummary', '{{summary}}', ask('writeSummary')),
      section('impact', '{{impact}}'),
      section('timeline', '{{timeline}}', part('metrics', '{{metrics}}')),
      section('rootCauseAnalysis', part('whys', '{{whys}}'), part('rootCause', '{{root_cause}}')),
      section('contributingFactors', '{{contributing_factors}}'),
      section('wentWell', ask('writeWentWell')),
      section('wentBadly', ask('writeWentBadly')),
      section('lucky', ask('writeLucky')),
      section('actionItems', '{{actions}}'),
      section('appendix', '{{evidence_hashes}}'),
    ],
  };
  return `${parts[type].join('\n\n')}\n`;
}
