import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { UserError } from '../userError.js';
import type { Dropped } from '../tree/drop.js';
import { attach, type Candidate } from './attach.js';
import { attachUris } from './attachFiles.js';

/** Attaches what was dropped on the incidents view. */
export async function attachDropped(unlocked: Unlocked, { uris, files, incidentId }: Dropped): Promise<void> {
  const incident =
    incidentId === undefined ? undefined : await unlocked.store.getIncident({ id: incidentId });
  const web = uris.find(({ scheme }) => scheme === 'http' || scheme === 'https');
  if (web) throw refusedAddress(web.toString(true));
  if (uris.length > 0) await attachUris(unlocked, uris, 'drop', { incident });
  if (files.length === 0) return;
  const candidates = files.map(async (file): Promise<Candidate> => ({
    source: { uri: null, path: file.name, fileName: file.name, origin: { via: 'drop' } },
    content: { kind: 'bytes', bytes: await file.data() },
    as: { kind: 'anything' },
  }));
  await attach(unlocked, await Promise.all(candidates), { incident });
}

/** Whydunit fetches nothing: what a page shows today is not what it showed, and asking for it tells others. */
function refusedAddress(address: string): UserError {
  return new UserError(
    vscode.l10n.t(
      '{0} is an address on the web, which Whydunit does not fetch, so nothing was attached: download it and attach the file.',
      address,
    ),
  );
}
