/** Scanning stored attachments, from inside a job's thread. */
import { getAttachment } from '../../db/attachments.js';
import type { Database } from '../../db/connection.js';
import type { JobControl } from '../../db/control.js';
import { StoreError } from '../../db/errors.js';
import { type FoundSpan, isUnscanned, recordScan, unscanned } from '../../db/scans.js';
import { textPieces } from '../../evidence/text/index.js';
import { sameForm } from '../forms.js';
import { ByteOffsets } from '../offsets.js';
import { compilePatterns, named, type OwnPattern, type PatternSource, type Refused } from '../ownPatterns.js';
import { MOST_LISTED, rulesOf } from '../review/index.js';
import { type Found, Scanner } from '../scan/scanner.js';
import { labelOf } from '../types.js';
import { KnownByIncident } from './knownValues.js';

export interface ScanResult {
  readonly scanned: number;
  readonly unreadable: number;
  /** A person's own patterns that cannot be used. */
  readonly refused: Refused[];
}

/**
 * Scans every attachment that was not scanned by the present rules yet.
 *
 * @param onlyNew leaves out what other rules scanned
 */
export function scanAttachments(
  db: Database,
  sources: readonly PatternSource[],
  { progress, onlyNew }: Pick<JobControl, 'progress'> & { readonly onlyNew: boolean },
): ScanResult {
  const { patterns, refused } = compilePatterns(sources);
  const rules = rulesOf(sources);
  const result = {
    scanned: 0,
    unreadable: 0,
    refused: refused.map(named),
  };
  const by = onlyNew ? null : rules;
  const waiting = unscanned(db, by);
  const total = waiting.reduce((sum, { file_size }) => sum + file_size, 0);
  const known = new KnownByIncident(db);
  let before = 0;
  for (const { id, file_size } of waiting) {
    const items = { done: result.scanned + result.unreadable, total: waiting.length };
    const tell = (units: number) => progress({ done: before + Math.min(units, file_size), total, items });
    // Another window may have been quicker, or it was removed meanwhile.
    if (!isUnscanned(db, by, id)) continue;
    try {
      scanAttachment(db, id, rules, patterns, tell, known);
      result.scanned++;
    } catch (error) {
      // It was removed while it was read.
      if (!isUnscanned(db, by, id)) continue;
      if (!isBroken(error)) throw error;
      // Verifying tells what is wrong with it; another scan would find no more.
      recordScan(db, { id, rules, findings: 0 }, []);
      result.unreadable++;
    }
    before += file_size;
  }
  return result;
}

/** Whether the content is missing or cannot be unpacked. */
function isBroken(error: unknown): boolean {
  if (error instanceof StoreError) return error.kind === 'gone' || error.kind === 'damaged';
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(?:Z_|ZSTD_|ERR_)/.test(error.code)
  );
}

/** @throws StoreError `gone`, `damaged` */
export function scanAttachment(
  db: Database,
  id: string,
  rules: string,
  patterns: readonly OwnPattern[],
  tell: (units: number) => void,
  known = new KnownByIncident(db),
): void {
  const attachment = getAttachment(db, { id });
  // A value that is known by what stands beside it is found again where it stands alone further on.
  const scanner = new Scanner([...patterns, known.of(attachment.issue_id)]);
  const offsets = new ByteOffsets();
  const spans: FoundSpan[] = [];
  let findings = 0;
  const keep = (found: readonly Found[]) => {
    findings += found.length;
    for (const one of found.slice(0, MOST_LISTED - spans.length)) spans.push(spanOf(one, offsets));
  };
  let units = 0;
  for (const piece of textPieces(db, attachment)) {
    if (spans.length < MOST_LISTED) offsets.push(piece);
    keep(scanner.push(piece));
    tell((units += piece.length));
  }
  keep(scanner.end());
  recordScan(db, { id, rules, findings }, spans);
}

function spanOf({ type, start, end, value, rule, confidence }: Found, offsets: ByteOffsets): FoundSpan {
  return {
    pii_type: type,
    start_offset: offsets.at(start),
    end_offset: offsets.at(end),
    original_value: value,
    form: sameForm(type, value),
    label: labelOf(type, rule),
    rule,
    confidence,
  };
}
