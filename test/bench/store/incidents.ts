/** Incidents as people write them, made from a seed: the same ones in every file and every run. */
import type { Database } from '../../../src/db/connection.js';
import { statement } from '../../../src/db/statements.js';
import { timestamp } from '../../../src/db/time.js';
import { SEVERITIES, STATUSES } from '../../../src/db/values.js';

const SERVICES =
  `checkout payment login search catalog inventory shipping invoice gateway session mail billing
  profile report export scheduler cache queue ledger pricing`.split(/\s+/);
const FAULTS =
  `timeout refused exhausted unreachable slow corrupted duplicated lost stuck throttled expired rejected
  restarted evicted saturated misrouted`.split(/\s+/);
const WORDS =
  `after before while during the a of in on to from with without pool connection database replica primary
  node pod cluster region zone request response error latency retry deploy rollback release config certificate token
  disk memory thread lock query index table row batch job worker consumer producer partition offset broker client
  server proxy balancer header body payload limit quota alert dashboard graph metric trace log line customer order
  user team shift oncall runbook page traffic peak spike drop minute hour noticed restored failed began ended rose fell
  again twice never always only every other some all`.split(/\s+/);

/** In exactly {@link RARE_COUNT} incidents of every store, however large it is. */
export const RARE_WORD = 'zeitgeist';
export const RARE_COUNT = 5;
const ATTACHED_EVERY = 10;
const START = Date.UTC(2020, 0, 1);

/** A 32-bit generator (mulberry32): the same numbers from the same seed. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(from: readonly T[], next: () => number): T {
  const picked = from[Math.floor(next() * from.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}

/** A UUID of version 7 for the nth incident: one a second from {@link START} on. */
export function incidentId(n: number): string {
  const time = (START + n * 1000).toString(16).padStart(12, '0');
  const tail = Math.imul(n, 2654435761) >>> 0;
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail.toString(16).padStart(12, '0')}`;
}

/** 200 to 400 bytes; a number as people quote them makes the vocabulary grow with the store. */
function description(n: number, next: () => number): string {
  const length = 200 + next() * 190;
  let text = `${pick(SERVICES, next)} ${pick(FAULTS, next)} req${Math.floor(next() * 1e6)} case${n}`;
  while (text.length < length) text += ` ${pick(WORDS, next)}`;
  return text;
}

/** Writes incidents number `from` to `from + count` straight by SQL, with the triggers, in one transaction. */
export function insertIncidents(db: Database, from: number, count: number, rare?: number): void {
  const incident = statement(
    db,
    `INSERT INTO issues (id, title, description, severity, status, source, created_at, updated_at, tags)
     VALUES (@id, @title, @description, @severity, @status, 'whydunit', @at, @at, '[]')`,
  );
  const attachment = statement(
    db,
    `INSERT INTO log_files (id, issue_id, file_name, file_path, file_size, mime_type, content_hash, uploaded_at)
     VALUES (?, ?, 'app.log', '/var/log/app.log', 100, 'text/plain', ?, ?)`,
  );
  db.transaction(() => {
    for (let n = from; n < from + count; n++) {
      const next = random(n);
      const id = incidentId(n);
      const at = timestamp(new Date(START + n * 1000));
      const word = rare !== undefined && n % rare === Math.floor(rare / 2) ? ` ${RARE_WORD}` : '';
      incident.run({
        id,
        title: `${pick(SERVICES, next)} ${pick(FAULTS, next)} in ${pick(WORDS, next)} ${pick(WORDS, next)}`,
        description: description(n, next) + word,
        severity: pick(SEVERITIES, next),
        status: pick(STATUSES, next),
        at,
      });
      if (n % ATTACHED_EVERY === 0) attachment.run(id, id, id, at);
    }
  }).immediate();
}
