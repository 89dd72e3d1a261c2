import type { Unlocked } from '../app.js';
import type { Dropped } from '../tree/drop.js';
import { attach, type Candidate } from './attach.js';
import { attachUris } from './attachFiles.js';

/** Attaches what was dropped on the incidents view. */
export async function attachDropped(unlocked: Unlocked, { uris, files, incidentId }: Dropped): Promise<void> {
  const incident =
    incidentId === undefined ? undefined : await unlocked.store.getIncident({ id: incidentId });
  if (uris.length > 0) await attachUris(unlocked, uris, 'drop', { incident });
  if (files.length === 0) return;
  const candidates = files.map(async (file): Promise<Candidate> => ({
    source: { uri: null, path: file.name, fileName: file.name, origin: { via: 'drop' } },
    content: { kind: 'bytes', bytes: await file.data() },
    as: { kind: 'anything' },
  }));
  await attach(unlocked, await Promise.all(candidates), { incident });
}
