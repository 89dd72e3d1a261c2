/** What the view of all attachments asks its panel, and hears from it. */
import * as z from 'zod';
import type { Evidence } from '../../db/rows/attachments.js';

const Id = z.uuid();

export const questions = {
  ready: z.object({}),
  /** A page of rows, from behind the row `after`, or from the first one. */
  list: z.object({
    text: z.string().max(1000),
    type: z.enum(['text', 'document', 'image', 'other']).nullable(),
    order: z.enum(['name', 'incident', 'date', 'size', 'type']),
    descending: z.boolean(),
    after: z
      .object({
        id: Id,
        issue_id: Id,
        issue_title: z.string(),
        file_name: z.string(),
        file_size: z.number().nullable(),
        mime_type: z.string().nullable(),
        uploaded_at: z.string(),
        type: z.enum(['text', 'document', 'image', 'other']),
      })
      .nullable(),
  }),
  /** How many there are, and how many of them the filter lets through. */
  count: z.object({
    text: z.string().max(1000),
    type: z.enum(['text', 'document', 'image', 'other']).nullable(),
  }),
  /** Where an attachment came from, line by line. */
  details: z.object({ id: Id }),
  /** The bytes of an image. */
  image: z.object({ id: Id }),
  /** The work of a command on an attachment. */
  act: z.object({ id: Id, action: z.enum(['open', 'remove']) }),
  /** What there is to do where there is nothing to show. */
  start: z.object({ with: z.enum(['unlock', 'file', 'clipboard', 'image']) }),
} as const;

export type Filter = z.output<typeof questions.count>;
export type Sorting = Pick<z.output<typeof questions.list>, 'order' | 'descending'>;
export type Order = Sorting['order'];
export type Action = z.output<typeof questions.act>['action'];

/** A row of the store with the words for its values. */
export interface Row extends Evidence {
  readonly words: {
    readonly size: string;
    /** When it was attached, in the zone in which times are shown. */
    readonly date: string;
    readonly type: string;
    /** Why it is broken; empty where nothing is known of that. */
    readonly broken: string;
  };
}

/** What the store is, and its rows where it is open. */
export type Page =
  | { readonly store: 'open'; readonly rows: readonly Row[]; readonly more: boolean }
  | { readonly store: 'opening' | 'locked' | 'failed' };

export interface Count {
  readonly all: number;
  readonly fitting: number;
}

/** The store changed, or whether it is open. */
export interface Event {
  readonly type: 'changed';
}

export interface Ready {
  readonly strings: Strings;
}

export type Strings = Readonly<
  Record<
    | 'attachments'
    | 'filter'
    | 'type'
    | 'allTypes'
    | 'text'
    | 'document'
    | 'image'
    | 'other'
    | 'name'
    | 'incident'
    | 'date'
    | 'size'
    | 'count'
    | 'countOf'
    | 'provenance'
    | 'empty'
    | 'attachFile'
    | 'attachClipboard'
    | 'attachImage'
    | 'nothingFits'
    | 'clear'
    | 'locked'
    | 'unlock'
    | 'failed'
    | 'retry'
    | 'opening',
    string
  >
>;
