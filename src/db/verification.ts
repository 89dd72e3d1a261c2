/** What is verified of the attachments, and what was found. */
import { audit } from './audit.js';
import type { Database } from './connection.js';
import type { VerifyReport, VerifyScope } from './rows/verification.js';
import { statement } from './statements.js';
import { timestamp } from './time.js';
import type { EvidenceFault } from './values.js';

/** An attachment as far as its verification needs it. */
export interface Verifiable {
  readonly kind: 'attachment' | 'image';
  readonly id: string;
  readonly file_name: string;
  readonly file_size: number;
  /** SHA-256 of the original, in lower-case hex; empty where none is known. */
  readonly hash: string;
}

export interface Found {
  readonly evidence: Verifiable;
  /** Null where it is whole. */
  readonly fault: EvidenceFault | null;
}

/** Rows that are read at once. */
const PAGE = 500;
/** How many broken ones the audit row names; it counts all. */
const NAMED = 100;

const KINDS = {
  attachment: { table: 'log_files', hash: 'content_hash', checks: 'log_file_checks', parent: 'log_file_id' },
  image: { table: 'image_attachments', hash: 'upload_hash', checks: 'image_checks', parent: 'image_id' },
} as const;
type Kind = keyof typeof KINDS;

/** The condition that a row is meant, with its one parameter. */
function condition(scope: VerifyScope): { readonly sql: string; readonly meant: string | null } {
  if (scope.kind === 'all') return { sql: '@meant IS NULL', meant: null };
  return { sql: scope.kind === 'incident' ? 'issue_id = @meant' : 'id = @meant', meant: scope.id };
}

function kindsOf({ kind }: VerifyScope) {
  const kinds: readonly Kind[] = kind === 'attachment' || kind === 'image' ? [kind] : ['attachment', 'image'];
  return kinds.map(kind => ({ kind, ...KINDS[kind] }));
}

/** How many attachments are meant, and how many bytes their originals have. */
export function amountOf(db: Database, scope: VerifyScope): { count: number; bytes: number } {
  const { sql, meant } = condition(scope);
  const amounts = kindsOf(scope).map(({ table }) =>
    db
      .prepare<unknown[], { count: number; bytes: number }>(
        `SELECT count(*) AS count, total(file_size) AS bytes FROM ${table} WHERE ${sql}`,
      )
      .get({ meant }),
  );
  const sum = (of: 'count' | 'bytes') => amounts.reduce((total, amount) => total + (amount?.[of] ?? 0), 0);
  return { count: sum('count'), bytes: sum('bytes') };
}

/** @param connection asked again before each page: it may have been opened anew */
export function* evidenceOf(connection: () => Database, scope: VerifyScope): Generator<Verifiable> {
  const { sql, meant } = condition(scope);
  for (const { kind, table, hash } of kindsOf(scope)) {
    for (let after = ''; ;) {
      const rows = connection()
        .prepare<unknown[], Verifiable>(
          `SELECT '${kind}' AS kind, id, file_name, coalesce(file_size, 0) AS file_size,
                  lower(coalesce(${hash}, '')) AS hash
           FROM ${table} WHERE ${sql} AND id > @after ORDER BY id LIMIT ${PAGE}`,
        )
        .all({ meant, after });
      yield* rows;
      if (rows.length < PAGE) break;
      after = rows.at(-1)?.id ?? after;
    }
  }
}

/**
 * Keeps what was found, with one audit row, in one transaction. What was removed or changed meanwhile is left out.
 *
 * @returns what was kept
 */
export function recordVerified(
  db: Database,
  scope: VerifyScope,
  all: readonly Found[],
  rest: Pick<VerifyReport, 'unhashed' | 'stopped'>,
): VerifyReport {
  const keep = () => {
    const found = all.filter(one => record(db, one));
    const broken = found.flatMap(({ evidence: { id, file_name }, fault }) =>
      fault === null ? [] : [{ id, file_name, fault }],
    );
    const bytes = found.reduce((sum, { evidence }) => sum + evidence.file_size, 0);
    const report = { verified: found.length, bytes, broken, ...rest };
    audit(db, {
      action: 'attachments_verified',
      ...entityOf(scope),
      details: {
        ...report,
        broken: broken.length,
        faults: broken.slice(0, NAMED).map(({ id, fault }) => ({ id, fault })),
      },
    });
    return report;
  };
  return db.transaction(keep).immediate();
}

/** Keeps one finding; false where its attachment is not what was verified any more. */
function record(db: Database, { evidence: { kind, id, hash }, fault }: Found): boolean {
  const { table, hash: column, checks, parent } = KINDS[kind];
  const { changes } = statement(
    db,
    `INSERT INTO ${checks} (${parent}, verified_at, fault)
     SELECT id, @verified_at, @fault FROM ${table} WHERE id = @id AND lower(${column}) = @hash
     ON CONFLICT (${parent}) DO UPDATE SET verified_at = excluded.verified_at, fault = excluded.fault`,
  ).run({ id, hash, fault, verified_at: timestamp() });
  return changes > 0;
}

function entityOf(scope: VerifyScope): { entity_type: string; entity_id: string } {
  switch (scope.kind) {
    case 'all':
      return { entity_type: 'store', entity_id: 'store' };
    case 'incident':
      return { entity_type: 'issue', entity_id: scope.id };
    case 'attachment':
      return { entity_type: 'log_file', entity_id: scope.id };
    case 'image':
      return { entity_type: 'image_attachment', entity_id: scope.id };
  }
}
