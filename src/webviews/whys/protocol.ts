/** What the page of the whys asks its panel, and hears from it. */
import * as z from 'zod';
import { type ListedRef, type Step, WhyChange } from '../../db/rows/analysis.js';
import { TEXT_FIELDS } from './fields.js';
import type { Strings } from './vscodeStrings.js';

const Id = z.uuid();

/** The most lines of evidence that are shown at once. */
export const MOST_LINES = 20;

export const questions = {
  ready: z.object({}),
  /** The whys as they are now. */
  read: z.object({}),
  change: z.object({ changes: z.array(WhyChange).min(1).max(2000) }),
  /** The lines of a reference. */
  lines: z.object({ id: Id }),
  open: z.object({ id: Id }),
  /** Lets the person choose evidence. */
  pick: z.object({}),
  /** What evidence was dropped: its addresses as text. */
  dropped: z.object({ text: z.string().max(100_000) }),
  start: z.object({ with: z.enum(['unlock', 'export']) }),
  /** Texts of the person's own that stand against another window's: they are kept where the page is closed. */
  unchosen: z.object({
    texts: z.array(z.object({ field: z.enum(TEXT_FIELDS), text: z.string() })).max(1000),
  }),
  /** What was typed is saved, as far as it can be. */
  flushed: z.object({}),
} as const;

/** A reference with the words for what became of it. */
export interface Ref extends ListedRef {
  /** The name with its lines. */
  readonly label: string;
  /** Why it is broken; empty where nothing is known of that. */
  readonly broken: string;
}

export interface Content {
  readonly steps: readonly Step[];
  readonly refs: readonly Ref[];
}

/** What the store is, and the whys where it is open. */
export type Page =
  | (Content & { readonly store: 'open'; readonly title: string })
  | { readonly store: 'opening' | 'locked' | 'failed' | 'gone' };

export interface Changed extends Content {
  /** Nothing was changed where another window was first. */
  readonly applied: boolean;
}

/** A place in evidence that was chosen or dropped. */
export interface Place {
  readonly evidence_id: string;
  readonly first_line: number | null;
  readonly last_line: number | null;
}

export interface Lines {
  readonly first: number;
  readonly lines: readonly string[];
  /** Said in place of lines, or below them. */
  readonly note: string;
}

export type Event =
  /** The store changed, or whether it is open. */
  | { readonly type: 'changed' }
  /** What was typed is to be saved now. */
  | { readonly type: 'flush' };

export interface Ready {
  readonly strings: Strings;
  /** The whys as they are at the beginning, so that the page need not ask twice. */
  readonly page: Page;
}
