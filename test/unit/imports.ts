/** Imports through the real jobs. */
import { sqliteBinary } from '../../src/db/binding.js';
import { connect } from '../../src/db/connection.js';
import type { Report } from '../../src/db/import/report.js';
import { runJob } from '../../src/jobs/run.js';
import { JOB, NATIVE, type OpenStore } from './stores.js';

/** What a job finds in a file. */
export async function preview({ access }: OpenStore, file: string, passphrase: string | null = null) {
  return runJob(JOB, 'previewImport', { store: access, source: { file, passphrase } });
}

/** Imports a file. */
export async function bring(
  { access }: OpenStore,
  file: string,
  passphrase: string | null = null,
): Promise<Report> {
  const result = await runJob(JOB, 'importDatabase', { store: access, source: { file, passphrase } });
  if ('refused' in result) throw new Error(result.refused);
  return result.report;
}

/** What a query finds in the store. */
export function rows({ access }: OpenStore, sql: string): Record<string, unknown>[] {
  const db = connect(access, sqliteBinary(NATIVE), { readonly: true });
  try {
    return db.prepare<[], Record<string, unknown>>(sql).all();
  } finally {
    db.close();
  }
}

/** What is wrong with the audit log. */
export const faults = async ({ access }: OpenStore) =>
  (await runJob(JOB, 'verifyAudit', { store: access })).faults;
