/** Attaching as a person does it, through the real job. */
import type { MessagePort } from 'node:worker_threads';
import type { Attachment } from '../../src/db/rows/attachments.js';
import type { JobInput, JobPart } from '../../src/jobs/api.js';
import { type JobWatcher, runJob } from '../../src/jobs/run.js';
import { JOB, type OpenStore } from './stores.js';

export type Candidate = JobInput<'attach'>['candidates'][number];
export type Outcome = JobPart<'attach'>['outcome'];

const anything = { kind: 'anything' } as const;

const source = (fileName: string): Candidate['source'] => ({
  uri: `file:///var/log/${fileName}`,
  path: `/var/log/${fileName}`,
  fileName,
  origin: { via: 'file' },
});

export const ofBytes = (fileName: string, bytes: Uint8Array, as: Candidate['as'] = anything): Candidate => ({
  source: source(fileName),
  content: { kind: 'bytes', bytes },
  as,
});

export const ofPath = (path: string): Candidate => ({
  source: source(path.split('/').at(-1) ?? ''),
  content: { kind: 'path', path },
  as: anything,
});

/** What a sender hands over through a port. */
export const ofPort = (fileName: string, port: MessagePort): Candidate => ({
  source: source(fileName),
  content: { kind: 'port', port },
  as: anything,
});

export async function incidentIn({ store }: Pick<OpenStore, 'store'>): Promise<string> {
  return (await store.createIncident({ title: 'Attached to', severity: 'low' })).id;
}

/** What became of each piece of the candidates. */
export async function attach(
  { access }: Pick<OpenStore, 'access'>,
  issue_id: string,
  candidates: Candidate[],
  watcher: Omit<JobWatcher<'attach'>, 'part'> = {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const part = ({ outcome }: JobPart<'attach'>) => void outcomes.push(outcome);
  await runJob(JOB, 'attach', { store: access, issue_id, candidates }, { ...watcher, part });
  return outcomes;
}

export const row = (outcome: Outcome | undefined): Attachment | undefined =>
  outcome?.kind === 'attachment' ? outcome.attachment : undefined;

export const reason = (outcome: Outcome | undefined) => outcome?.kind === 'refused' && outcome.refusal.reason;

/** Attaches one log. */
export async function attachLog(
  window: Pick<OpenStore, 'access'>,
  issue_id: string,
  file: string,
  watcher?: Omit<JobWatcher<'attach'>, 'part'>,
): Promise<{ attachment: Attachment; added: boolean }> {
  const [outcome] = await attach(window, issue_id, [ofPath(file)], watcher);
  if (outcome?.kind !== 'attachment') throw new Error(JSON.stringify(outcome));
  return { attachment: outcome.attachment, added: outcome.added };
}
