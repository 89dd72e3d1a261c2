/** What the viewer of a large log asks its panel, and hears from it. */
import * as z from 'zod';
import { MAX_PATTERN } from '../../evidence/pattern/index.js';

/** The most lines of one answer: a few screens. */
export const MOST_LINES = 500;
/** The most lines that a search tells. */
export const MOST_FOUND = 1_000_000;

const Query = z.object({
  pattern: z.string().min(1).max(MAX_PATTERN),
  isRegex: z.boolean(),
  matchCase: z.boolean(),
  wholeWord: z.boolean(),
});
export type Query = z.output<typeof Query>;

const Range = z.object({ first: z.int().positive(), last: z.int().positive() });
export type Range = z.output<typeof Range>;

export const questions = {
  ready: z.object({}),
  /** Lines by number, from 1. */
  lines: z.object({ numbers: z.array(z.int().positive()).max(MOST_LINES) }),
  /** All lines that match; they come as events, a newer search ends an older one. */
  search: Query,
  stopSearch: z.object({}),
  /** To the clipboard, because the person asked. Where a filter hides lines, they lie between the runs. */
  copy: z.object({ runs: z.array(Range).min(1).max(MOST_FOUND) }),
  copyRedacted: z.object({ runs: z.array(Range).min(1).max(MOST_FOUND) }),
  copyLink: Range,
  /** Leads to the whys of the incident with these lines. */
  addToWhy: Range,
  addToTimeline: Range,
  /** The finding that the person is at, by its id. */
  enter: z.object({ id: z.string().max(64).nullable() }),
  /** What a person decides of a finding. */
  decide: z.object({
    id: z.string().max(64),
    choice: z.enum(['redact', 'keep', 'keepValue', 'ignore', 'reset']),
  }),
} as const;

export type Choice = z.output<(typeof questions)['decide']>['choice'];

/** A finding as it is shown: lines from 1 on, UTF-16 units from their beginnings. */
export interface ShownFinding {
  readonly id: string;
  readonly line: number;
  readonly start: number;
  readonly endLine: number;
  readonly end: number;
  readonly look: 'secret' | 'personal' | 'network' | 'kept';
  readonly decision: 'redact' | 'keep' | null;
  /** What it is, and what stands in its place. */
  readonly label: string;
  /** Why it was found. */
  readonly about: string;
}

export interface Ready {
  readonly name: string;
  readonly lines: number;
  /** The lines to begin at, where a link named some. */
  readonly range?: { readonly first: number; readonly last: number };
  readonly strings: Strings;
}

/** The text of each line that was asked for, in the same order: as UTF-8 JSON, deflated where that is smaller. */
export interface Lines {
  readonly deflated: boolean;
  readonly bytes: Uint8Array;
}

export type Event =
  | {
      readonly type: 'found';
      readonly query: Query;
      readonly lines: readonly number[];
      readonly done: boolean;
    }
  | { readonly type: 'searchFailed'; readonly text: string }
  | { readonly type: 'focus'; readonly field: 'find' | 'line' | 'lines' }
  | { readonly type: 'copyLink' | 'copyRedacted' | 'addToWhy' | 'addToTimeline' }
  /** All that are listed, in the order of the text; `total` counts those too that are not. */
  | { readonly type: 'findings'; readonly findings: readonly ShownFinding[]; readonly total: number }
  | { readonly type: 'finding'; readonly by: 1 | -1 }
  /** Goes to this one as soon as it is listed. */
  | { readonly type: 'showFinding'; readonly id: string }
  | { readonly type: 'reveal'; readonly first: number; readonly last: number };

export type Strings = Readonly<
  Record<
    | 'find'
    | 'filter'
    | 'regex'
    | 'matchCase'
    | 'wholeWord'
    | 'next'
    | 'previous'
    | 'goToLine'
    | 'wrap'
    | 'copy'
    | 'copyRedacted'
    | 'copyLink'
    | 'addToTimeline'
    | 'noMatch'
    | 'searching'
    | 'matches'
    | 'lines'
    | 'line'
    | 'findings'
    | 'nextFinding'
    | 'previousFinding'
    | 'redact'
    | 'keep'
    | 'keepValue'
    | 'ignore'
    | 'reset'
    | 'waits'
    | 'redacted'
    | 'kept'
    | 'waiting'
    | 'noneWaits'
    | 'moreFound',
    string
  >
>;
