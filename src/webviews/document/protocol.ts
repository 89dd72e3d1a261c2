/** What the page of a document asks its panel, and hears from it. */
import * as z from 'zod';
import type { ActionItem, VersionSummary } from '../../db/rows/analysis.js';
import { NewAction } from '../../db/rows/analysis.js';
import type { DrawnWhy } from '../../analysis/index.js';
import type { ActionKind, ActionState } from '../../db/values.js';
import type { Generations, Known } from '../../documents/index.js';

/** The longest text, in UTF-16 units. */
const MOST_TEXT = 5_000_000;

const Text = z.string().max(MOST_TEXT);
const At = z.int().nonnegative();
/** From, to, and what comes there. */
const Change = z.tuple([At, At, Text]);
export type Change = readonly [from: number, to: number, insert: string];

const Id = z.uuid();
const Lines = z.object({ id: Id, first: z.int().positive(), last: z.int().positive() });
const Action = NewAction.omit({ issue_id: true });

export const questions = {
  ready: z.object({}),
  read: z.object({}),
  /** Whether there still is something to be shown. */
  state: z.object({}),
  /** The document where another window wrote it; null where this one wrote last. */
  newest: z.object({}),
  about: z.object({}),
  edit: z.object({ changes: z.array(Change).max(10_000), length: At }),
  /** Saves what was written, and keeps it as a version. */
  keep: z.object({}),
  /** The page's whole text, after it was brought together with a revision of the store. */
  rebase: z.object({ text: Text, stored: Text, revision: At }),
  flush: z.object({}),
  regenerate: z.object({}),
  /** Offers no more what was generated for a section, by its key. */
  dismiss: z.object({ key: z.string().max(MOST_TEXT) }),
  versions: z.object({}),
  version: z.object({ id: Id }),
  restore: z.object({ id: Id }),
  /** Lines of an attachment that hold a text or have a number. */
  findLines: z.object({ id: Id, text: z.string().max(200) }),
  lines: Lines.extend({ last: z.int().positive().nullable(), first: z.int().positive().nullable() }),
  image: z.object({ id: Id }),
  /** Opens evidence, or a page of the web. */
  open: z.object({ address: z.string().max(4000) }),
  addAction: Action,
  updateAction: z.object({ id: Id }).extend(Action.partial().shape),
  removeAction: z.object({ id: Id }),
  start: z.object({ with: z.enum(['unlock']) }),
  /** Keeps the text of a document that was deleted, and opens its page in the place of this one. */
  keepAsNew: z.object({}),
  /** Its text to the clipboard, because the person asked. */
  copy: z.object({}),
} as const;

/** How saving goes. */
export type Saving =
  | { readonly state: 'saved' | 'saving' | 'unsaved' }
  /** The sentence for the person. */
  | { readonly state: 'failed'; readonly text: string };

export interface OpenDocument {
  readonly store: 'open';
  readonly id: string;
  /** Its type, in words. */
  readonly type: string;
  readonly incident: string;
  readonly text: string;
  readonly revision: number;
  readonly generations: Generations;
  /** Whether it can be generated anew. */
  readonly canGenerate: boolean;
}

export type Read =
  | OpenDocument
  | { readonly store: 'locked' | 'failed' | 'opening' }
  /**
   * It was deleted. The text is what this window has of it, null where it never had any; it can be kept as a new document
   * while the incident is there.
   */
  | { readonly store: 'gone'; readonly text: string | null; readonly canKeep: boolean };

/** What another window wrote, and what both began with. */
export interface Newest {
  readonly text: string;
  readonly base: string;
  readonly revision: number;
  readonly generations: Generations;
}

export interface Evidence {
  readonly id: string;
  readonly name: string;
  readonly kind: 'text' | 'image' | 'other';
}

/** What is known beside the text. */
export interface About {
  /** The title of the incident. */
  readonly incident: string;
  readonly known: Known;
  readonly evidence: readonly Evidence[];
  readonly steps: readonly DrawnWhy[];
  readonly events: readonly {
    readonly at: number;
    readonly event_type: string;
    readonly description: string;
    readonly source: string | null;
  }[];
  readonly zone: string;
  readonly actions: readonly ActionItem[];
}

export interface FoundLine {
  readonly line: number;
  readonly text: string;
}

export interface Listed extends VersionSummary {
  /** When and why, in words. */
  readonly when: string;
  readonly why: string;
}

export type Event =
  /** Something that the page shows may be another one now. */
  | { readonly type: 'changed'; readonly text: boolean; readonly about: boolean }
  | { readonly type: 'saving'; readonly saving: Saving }
  | { readonly type: 'outdated' };

export interface Ready {
  readonly strings: Strings;
  /** What is there at the beginning, so that the page need not ask twice; null where asking again says what failed. */
  readonly read: Read | null;
}

export type TextName =
  | 'editor'
  | 'tabHint'
  | 'preview'
  | 'outline'
  | 'toolbar'
  | 'panel'
  | 'problems'
  | 'actions'
  | 'versions'
  | 'noHeadings'
  | 'noProblems'
  | 'noVersions'
  | 'words'
  | 'line'
  | 'locked'
  | 'lockedUnsaved'
  | 'unlock'
  | 'failed'
  | 'retry'
  | 'opening'
  | 'gone'
  | 'goneText'
  | 'keepAsNew'
  | 'copy'
  // The toolbar, and how saving goes.
  | 'bold'
  | 'italic'
  | 'heading'
  | 'list'
  | 'checklist'
  | 'link'
  | 'evidence'
  | 'image'
  | 'table'
  | 'undo'
  | 'redo'
  | 'find'
  | 'regenerate'
  | 'showOutline'
  | 'showPreview'
  | 'showPanel'
  | 'saved'
  | 'saving'
  | 'unsaved'
  // Action items.
  | 'title'
  | 'owner'
  | 'due'
  | 'kind'
  | 'state'
  | 'tracking'
  | 'add'
  | 'remove'
  | 'actionNew'
  | 'noActions'
  | 'badUrl'
  | ActionKind
  | ActionState
  // Problems.
  | 'empty'
  | 'unknownPlaceholder'
  | 'unfilledPlaceholder'
  | 'claimWithoutEvidence'
  | 'person'
  | 'severalCauses'
  | 'unclosedCode'
  | 'evidenceRemoved'
  | 'evidenceBroken'
  | 'noOwner'
  | 'noDate'
  | 'offers'
  // Two texts side by side.
  | 'compare'
  | 'restore'
  | 'close'
  | 'now'
  | 'mine'
  | 'theirs'
  | 'generated'
  | 'newerTitle'
  | 'keepMine'
  | 'takeTheirs'
  | 'offerText'
  | 'insertOffer'
  | 'takeOffer'
  | 'dismissOffer'
  // Evidence and drawings.
  | 'wholeFile'
  | 'imageMissing'
  | 'remoteImage'
  | 'openLink'
  | 'whyTree'
  | 'timeline'
  | 'steps'
  | 'events'
  | 'incident'
  | 'several'
  | 'unanswered'
  | 'rootCause'
  | 'contributing'
  | 'confirmed'
  | 'assumed'
  | 'refuted'
  | 'withoutEvidence';
export type Strings = Readonly<Record<TextName, string>>;
