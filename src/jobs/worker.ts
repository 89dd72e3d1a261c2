/** The thread of one job: it opens its own connection, does the work, answers, and ends. */
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { sqliteBinary } from '../db/binding.js';
import type { Progress } from '../db/control.js';
import { StoreError, toStoreError } from '../db/errors.js';
import { type JobMessage, jobApi, type Jobs, type JobStart } from './api.js';
import { attachLog } from './attachLog.js';
import { backUp } from './backUp.js';
import { changeKey } from './changeKey.js';
import { exportBundle } from './exportBundle.js';
import { importDatabase, previewImport } from './importDatabase.js';
import { inspectBackup, restore } from './restore.js';
import { checkStore } from './checkStore.js';
import { repairSearch } from './repairSearch.js';
import { replaceDamaged } from './replaceDamaged.js';
import { salvage } from './salvage.js';
import { searchLog } from './searchLog.js';
import { verifyAttachments } from './verifyAttachments.js';
import { verifyAudit } from './verifyAudit.js';
import { verifyKey } from './verifyKey.js';

/** Attaching reads many formats, which takes time to load. */
const attach: Jobs['attach'] = async (input, control) => (await import('./attach.js')).attach(input, control);

const jobs: Jobs = {
  attach,
  attachLog,
  backUp,
  changeKey,
  exportBundle,
  importDatabase,
  inspectBackup,
  previewImport,
  restore,
  checkStore,
  repairSearch,
  replaceDamaged,
  salvage,
  searchLog,
  verifyAttachments,
  verifyAudit,
  verifyKey,
};

/** How often a person sees the progress move. */
const TELL_MS = 100;

const port = parentPort;
if (!port) throw new Error('a job runs in a worker thread');
const post = (message: JobMessage) => port.postMessage(message);

port.once('message', (start: JobStart) => {
  work(start).then(
    output => post({ type: 'done', output }),
    (error: unknown) => {
      const { kind, detail } = toStoreError(error);
      post({ type: 'failed', kind, detail });
    },
  );
});

async function work({ name, input, cancelled }: JobStart): Promise<unknown> {
  let told = 0;
  const progress = (progress: Progress) => {
    if (Atomics.load(cancelled, 0) === 1) throw new StoreError('cancelled', name);
    if (Date.now() - told < TELL_MS) return;
    told = Date.now();
    post({ type: 'progress', progress });
  };
  const control = {
    nativeBinding: sqliteBinary(join(__dirname, 'native')),
    chunkThread: join(__dirname, 'chunks.js'),
    progress,
  };
  const tell = (part: unknown) => post({ type: 'part', part });
  // The type of a job picked at run time is the union of all; the schema beside it has checked the input.
  return jobs[name](jobApi[name].input.parse(input) as never, { ...control, tell });
}
