import { type Database, openStore } from '../db/connection.js';
import { foreignSecrets } from '../db/import/foreignSecrets.js';
import * as work from '../db/import/importDatabase.js';
import { RefusedError } from '../db/import/refused.js';
import type { Refusal } from '../db/import/report.js';
import { openSource, type Source, type SourceFile } from '../db/import/source.js';
import type { StoreFile } from '../db/protocol.js';
import { useSecretsKey } from '../db/secrets.js';
import type { JobControl } from '../db/control.js';
import type { Jobs } from './api.js';

export const previewImport: Jobs['previewImport'] = (input, control) =>
  withSource(input, control, (db, source) => ({ preview: work.previewImport(db, source) }));

export const importDatabase: Jobs['importDatabase'] = (input, control) =>
  withSource(input, control, (db, source) => ({
    report: work.importDatabase(db, source, foreignSecrets(input.source.passphrase), control),
  }));

interface Input {
  readonly store: StoreFile;
  readonly source: SourceFile;
}

async function withSource<T>(
  { store, source }: Input,
  control: JobControl,
  work: (db: Database, source: Source) => T,
): Promise<T | { refused: Refusal }> {
  const db = openStore(store, control.nativeBinding);
  useSecretsKey(db, store.key);
  try {
    const opened = await openSource(source, store.file, control);
    try {
      return work(db, opened);
    } finally {
      opened.close();
    }
  } catch (error) {
    if (error instanceof RefusedError) return { refused: error.refusal };
    throw error;
  } finally {
    db.close();
  }
}
