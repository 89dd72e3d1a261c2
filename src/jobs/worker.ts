/** The thread of one job: it opens its own connection, does the work, answers, and is ended. */
import type { CommonJob, Jobs } from './api.js';
import { backUp } from './backUp.js';
import { changeKey } from './changeKey.js';
import { countTimes } from './countTimes.js';
import { exportBundle } from './exportBundle.js';
import { importDatabase, previewImport } from './importDatabase.js';
import { inspectBackup, restore } from './restore.js';
import { checkStore } from './checkStore.js';
import { mergeLogs } from './mergeLogs.js';
import { repairSearch } from './repairSearch.js';
import { replaceDamaged } from './replaceDamaged.js';
import { salvage } from './salvage.js';
import { similar } from './similar.js';
import { serve } from './serve.js';
import { verifyAttachments } from './verifyAttachments.js';
import { verifyAudit } from './verifyAudit.js';
import { verifyKey } from './verifyKey.js';

/** Attaching reads many formats, which takes time to load. */
const attach: Jobs['attach'] = async (input, control) => (await import('./attach.js')).attach(input, control);

const jobs: Pick<Jobs, CommonJob> = {
  attach,
  backUp,
  changeKey,
  exportBundle,
  importDatabase,
  inspectBackup,
  previewImport,
  restore,
  checkStore,
  countTimes,
  mergeLogs,
  repairSearch,
  replaceDamaged,
  salvage,
  similar,
  verifyAttachments,
  verifyAudit,
  verifyKey,
};

serve(jobs);
