import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { attachments } from '../../src/db/attachments.js';
import { sqliteBinary } from '../../src/db/binding.js';
import { openStore } from '../../src/db/connection.js';
import type { StoreFile } from '../../src/db/protocol.js';
import { incidentOf } from './causes.js';
import { Chance } from './chance.js';
import { draftLine } from '../unit/stores.js';

/** Incidents of each cause in turn, with their logs. */
export async function caseFiles(access: StoreFile, count: number): Promise<string[]> {
  const db = openStore(access, sqliteBinary(resolve('dist/native')));
  const chance = new Chance(7);
  const ids: string[] = [];
  const insert = db.prepare(
    `INSERT INTO issues (id, title, severity, status, created_at, updated_at) VALUES (?, ?, 'high', 'closed', ?, '')`,
  );
  const drafts: Awaited<ReturnType<typeof draftLine>>[] = [];
  for (let number = 0; number < count; number++) {
    const id = `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`;
    const { title, log } = incidentOf(number, number, chance);
    insert.run(id, title, `2026-11-${String(1 + (number % 28)).padStart(2, '0')} 00:00:00`);
    const draft = await draftLine(id, log, `app-${number}.log`);
    drafts.push({
      ...draft,
      content_compressed: gzipSync(log),
      content_hash: createHash('sha256').update(log).digest('hex'),
    });
    ids.push(id);
  }
  db.transaction(() => drafts.forEach(draft => attachments.addAttachment(db, draft)))();
  db.close();
  return ids;
}
