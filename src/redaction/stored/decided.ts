/** What becomes of findings in text of an incident: their replacements, and what a person decided of them. */
import type { Database } from '../../db/connection.js';
import type { Span } from '../../db/rows/spans.js';
import { marker, Numbers } from '../../db/scans.js';
import { allSpans, placeKey, rulingsOf, valueKey } from '../../db/spans.js';
import { sameForm } from '../forms.js';
import { ESCAPE } from '../scan/invisible.js';
import type { Found } from '../scan/scanner.js';
import { labelOf, type SpanType } from '../types.js';

interface Options {
  readonly issue_id: string;
  /** The attachment that the text is from, whose single findings may be decided. */
  readonly log_file_id?: string | undefined;
  /** The text is all of the attachment's, so that each of its findings is known by its place. */
  readonly whole: boolean;
  /** The text is Markdown, whose escapes are no part of values. */
  readonly isMarkdown?: boolean | undefined;
  /** `numbered` gives each value its number in the incident, `plain` leaves it out. */
  readonly replacements: 'numbered' | 'plain';
}

type Place = Pick<Span, 'start_offset' | 'end_offset'>;

/** What is known of a value. */
interface Known {
  readonly key: string;
  /** Wherever it stands. */
  readonly kept: boolean;
  /** What is kept takes no number, so it is asked for where the value is redacted. */
  readonly replacement: () => string;
}

/** Values that are remembered at once. */
const MOST_KNOWN = 10_000;

export class Decided {
  readonly #mark: (value: string) => string;
  readonly #numbers: Numbers;
  readonly #rulings: ReadonlyMap<string, string>;
  readonly #known = new Map<string, Known>();
  /** Whether listed findings are kept: by place where the text is whole, else by value. */
  readonly #listed: ReadonlyMap<string, boolean>;

  constructor(
    private readonly db: Database,
    private readonly options: Options,
  ) {
    this.#mark = marker(db);
    this.#numbers = new Numbers(db, options.issue_id);
    this.#rulings = rulingsOf(db, options.issue_id);
    const spans = options.log_file_id === undefined ? [] : allSpans(db, options.log_file_id);
    this.#listed = options.whole ? keptByPlace(spans) : keptByValue(spans);
  }

  get isMarkdown(): boolean {
    return this.options.isMarkdown === true;
  }

  /** What stands in the finding's place; undefined where a person keeps it. */
  replacement({ type, rule, value }: Found, place: Place): string | undefined {
    const known = this.#value(type, rule, value);
    const key = this.options.whole ? placeKey(type, place) : known.key;
    // What a person sees decided of a finding goes before what was decided of its value.
    return (this.#listed.get(key) ?? known.kept) ? undefined : known.replacement();
  }

  /** The same value comes again and again in a log. */
  #value(type: SpanType, rule: string, value: string): Known {
    const label = labelOf(type, rule);
    const spelling = `${type} ${label} ${value}`;
    const known = this.#known.get(spelling);
    if (known) return known;
    const meant = this.isMarkdown ? value.replace(ESCAPE, '') : value;
    const mark = this.#mark(sameForm(type, meant));
    const key = valueKey(type, mark);
    const kept = this.#rulings.get(key) === 'keep';
    const plain = this.options.replacements === 'plain';
    let number = plain ? '' : undefined;
    const replacement = () => `[${label}${(number ??= `-${this.#numbers.of(type, mark)}`)}]`;
    const made = { key, kept, replacement };
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(spelling, made);
    return made;
  }

  /** Runs work that gives new values their numbers, in one transaction. */
  inTransaction<T>(work: () => T): T {
    return this.db.transaction(work).immediate();
  }
}

function keptByPlace(spans: readonly Span[]): Map<string, boolean> {
  return new Map(spans.map(span => [placeKey(span.pii_type, span), span.decision === 'keep']));
}

/** A value is kept wherever it stands in the attachment; one that is redacted anywhere is not. */
function keptByValue(spans: readonly Span[]): Map<string, boolean> {
  const kept = new Map<string, boolean>();
  for (const { pii_type, value_mark, decision } of spans) {
    const key = valueKey(pii_type, value_mark ?? '');
    kept.set(key, decision === 'keep' && kept.get(key) !== false);
  }
  return kept;
}
