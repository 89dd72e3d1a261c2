import * as vscode from 'vscode';
import type { Store } from '../../db/api.js';
import type { VersionCause } from '../../db/values.js';
import { shownTimes } from '../../vscodeZone.js';
import type { Listed } from './protocol.js';

/** The versions of a document, newest first, in words. */
export async function listVersions(store: Store, document_id: string): Promise<Listed[]> {
  const versions = await store.listVersions({ document_id, limit: 500 });
  const times = shownTimes();
  return versions.map(version => ({
    ...version,
    when: times.full(version.created_at, 0),
    why: causeName(version.cause),
  }));
}

function causeName(cause: VersionCause): string {
  return {
    edited: vscode.l10n.t('while it was written'),
    generated: vscode.l10n.t('before it was generated anew'),
    restored: vscode.l10n.t('before a version was restored'),
    exported: vscode.l10n.t('as it was exported'),
  }[cause];
}
