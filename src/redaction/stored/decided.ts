/** What becomes of findings in text of an incident: their replacements, and what a person decided of them. */
import type { Database } from '../../db/connection.js';
import { marker, Numbers } from '../../db/scans.js';
import { allSpans, rulingsOf, valueKey } from '../../db/spans.js';
import { sameForm } from '../forms.js';
import type { Found } from '../scan/scanner.js';
import { labelOf } from '../types.js';

interface Options {
  readonly issue_id: string;
  /** The attachment that the text is from, whose single findings may be decided. */
  readonly log_file_id?: string | undefined;
  /** `numbered` gives each value its number in the incident, `plain` leaves it out. */
  readonly replacements: 'numbered' | 'plain';
}

export class Decided {
  readonly #mark: (value: string) => string;
  readonly #numbers: Numbers;
  readonly #rulings: ReadonlyMap<string, string>;
  readonly #keptValues: ReadonlySet<string>;

  constructor(
    private readonly db: Database,
    private readonly options: Options,
  ) {
    this.#mark = marker(db);
    this.#numbers = new Numbers(db, options.issue_id);
    this.#rulings = rulingsOf(db, options.issue_id);
    this.#keptValues = keptIn(db, options.log_file_id);
  }

  /** What stands in the finding's place; undefined where a person keeps it. */
  replacement({ type, rule, value }: Found): string | undefined {
    const mark = this.#mark(sameForm(type, value));
    const key = valueKey(type, mark);
    if (this.#rulings.get(key) === 'keep' || this.#keptValues.has(key)) return undefined;
    const label = labelOf(type, rule);
    if (this.options.replacements === 'plain') return `[${label}]`;
    return `[${label}-${this.#numbers.of(type, mark)}]`;
  }

  /** Runs work that gives new values their numbers, in one transaction. */
  inTransaction<T>(work: () => T): T {
    return this.db.transaction(work).immediate();
  }
}

/** The values that are kept wherever they stand in the attachment; one that is redacted anywhere is not. */
function keptIn(db: Database, log_file_id: string | undefined): Set<string> {
  const kept = new Set<string>();
  if (log_file_id === undefined) return kept;
  const spans = allSpans(db, log_file_id);
  const keyOf = ({ pii_type, value_mark }: (typeof spans)[number]) => valueKey(pii_type, value_mark ?? '');
  for (const span of spans) if (span.decision === 'keep') kept.add(keyOf(span));
  for (const span of spans) if (span.decision !== 'keep') kept.delete(keyOf(span));
  return kept;
}
