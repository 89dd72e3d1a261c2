/** Documents that are rendered by the real job, and read by other programs. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JobInput, JobOutput } from '../../../src/jobs/api.js';
import { runJob } from '../../../src/jobs/run.js';
import { ensurePdfTools } from '../../../scripts/pdfTools.mjs';
import { EXPORT, type OpenStore, temporaryFolder } from '../stores.js';

export type Input = JobInput<'renderDocument'>;

export const WORDS: Input['words'] = {
  contents: 'Contents',
  leftOut: 'left out',
  whys: {
    title: 'Why tree',
    description: 'The whys',
    unanswered: 'not answered yet',
    rootCause: 'root cause',
    contributing: 'contributing factor',
    confirmed: 'confirmed',
    assumed: 'assumed',
    refuted: 'refuted',
    withoutEvidence: 'without evidence',
  },
  timeline: {
    title: 'Timeline',
    description: 'The events',
    axis: 'UTC',
    incident: 'Incident',
    several: '{0} events',
    time: 'Time',
    event: 'Event',
    source: 'Source',
  },
};

const NOTHING = {
  whys: [],
  events: [],
  evidence: [],
  labels: [],
  words: WORDS,
  images: false,
  font: null,
  lang: 'en',
  zone: 'utc',
};

export function render(
  { access: store }: Pick<OpenStore, 'access'>,
  input: Partial<Input> & Pick<Input, 'format' | 'markdown'>,
): Promise<JobOutput<'renderDocument'>> {
  return runJob(EXPORT, 'renderDocument', { store, title: 'Checkout fails', ...NOTHING, ...input });
}

export interface ReadPdf {
  readonly file: string;
  /** What `pdfinfo` says, by its own names. */
  readonly info: Readonly<Record<string, string>>;
  /** As it stands on the pages. */
  readonly text: string;
  /** By the structure: one line for each element and each piece of text. */
  readonly structure: string;
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  await ensurePdfTools();
  const file = join(temporaryFolder(), 'document.pdf');
  writeFileSync(file, bytes);
  const say = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' });
  const lines = say('pdfinfo', file)
    .split('\n')
    .map(line => /^([^:]+):\s*(.*)$/.exec(line) ?? []);
  return {
    file,
    info: Object.fromEntries(lines.map(([, name = '', value = '']) => [name, value])),
    text: say('pdftotext', '-layout', file, '-'),
    structure: say('pdfinfo', '-struct-text', file),
  };
}

/** A why of the main line, each below the one before. */
export const why = (
  level: number,
  why_question: string,
  answer: string | null,
  more: Partial<Input['whys'][number]> = {},
): Input['whys'][number] => ({
  id: `why-${level}`,
  parent_id: level === 1 ? null : `why-${level - 1}`,
  position: 0,
  step_order: level,
  why_question,
  answer,
  role: null,
  state: 'confirmed',
  shownBy: [],
  broken: [],
  ...more,
});
