/** A search of evidence, as its thread is told of it, and what it tells. */
import * as z from 'zod';
import { Attachment } from '../../db/rows/attachments.js';
import { Id } from '../../db/rows/common.js';
import { Incident } from '../../db/rows/incidents.js';

/** What is searched: an attachment, an incident's attachments, or all. */
const Scope = z.discriminatedUnion('of', [
  z.object({ of: z.literal('attachment'), id: Id }),
  z.object({ of: z.literal('incident'), id: Id }),
  z.object({ of: z.literal('everything') }),
]);

export const EvidenceSearch = z.object({
  scope: Scope,
  query: z.object({
    pattern: z.string(),
    isRegex: z.boolean(),
    matchCase: z.boolean(),
    wholeWord: z.boolean(),
  }),
  /** Only lines of this time, in milliseconds since the epoch: from the first moment on, before the second. */
  within: z.object({ from: z.number().exactOptional(), to: z.number().exactOptional() }).exactOptional(),
  /** The most matches to tell of all evidence and of each attachment; the others are counted. */
  limit: z.int().positive(),
  limitOfEach: z.int().positive(),
});
export type EvidenceSearch = z.output<typeof EvidenceSearch>;

const Match = z.object({
  line: z.int(),
  start: z.int(),
  end: z.int(),
  text: z.string(),
  textStart: z.int(),
});

/** Where something was found: what is shown of an attachment and its incident. */
const Place = z.object({
  incident: Incident.pick({ id: true, title: true, severity: true, status: true }),
  attachment: Attachment.pick({ id: true, file_name: true, start_line: true, end_line: true }),
});
export type Place = z.output<typeof Place>;

/** Matches of one attachment, in its order; parts of an attachment follow one another. */
export const FoundPart = z.object({
  place: Place,
  matches: z.array(Match),
  /** How many there are in it so far, with those that are not told. */
  count: z.int(),
});
export type FoundPart = z.output<typeof FoundPart>;

export const SearchSummary = z.object({
  /** How many matches there are, with those that were not told. */
  count: z.int(),
  told: z.int(),
  /** How many attachments were searched. */
  attachments: z.int(),
  /** How many more matches there are on lines whose time is not known, where a time was asked for. */
  untimed: z.int(),
  /** What could not be read, and so was not searched. */
  unreadable: z.array(Place),
});
export type SearchSummary = z.output<typeof SearchSummary>;
