import * as z from 'zod';
import {
  ACTION_KINDS,
  ACTION_STATES,
  EVIDENCE_FAULTS,
  MAX_TITLE,
  normalTitle,
  STEP_ROLES,
  STEP_STATES,
  VERSION_CAUSES,
} from '../values.js';
import { Id, Timestamp } from './common.js';

/** One of the whys: a row of `resolution_steps`. */
export const Step = z.object({
  id: Id,
  issue_id: Id,
  /** The level, from 1. */
  step_order: z.int().positive(),
  why_question: z.string(),
  answer: z.string().nullable(),
  evidence: z.string().nullable(),
  created_at: Timestamp,
  /** The why whose answer this one asks about. */
  parent_id: Id.nullable(),
  /** Among the causes that answer the same why, from 0. */
  position: z.int().nonnegative(),
  role: z.enum(STEP_ROLES).nullable(),
  /** How sure the answer is. */
  state: z.enum(STEP_STATES),
  /** Grows with each change. */
  revision: z.int().nonnegative(),
});
export type Step = z.output<typeof Step>;

/** A place in evidence that an event or a why refers to. */
export const EvidenceRef = z.object({
  id: Id,
  issue_id: Id,
  /** Exactly one of the two is there. */
  event_id: Id.nullable(),
  step_id: Id.nullable(),
  /** The attachment or image, which may be gone. */
  evidence_id: Id,
  file_name: z.string(),
  /** SHA-256 of the content when it was referred to, in lower-case hex. */
  content_hash: z.string().nullable(),
  /** Lines from 1, both included; null for the whole. */
  first_line: z.int().positive().nullable(),
  last_line: z.int().positive().nullable(),
  created_at: Timestamp,
});

/** What has become of the evidence since. */
export const ListedRef = EvidenceRef.extend({
  kind: z.enum(['text', 'image', 'removed']),
  /** What the last verification found wrong, or another hash than when it was referred to. */
  fault: z.enum(EVIDENCE_FAULTS).nullable(),
});
export type ListedRef = z.output<typeof ListedRef>;

export const NewRef = EvidenceRef.pick({ evidence_id: true, first_line: true, last_line: true }).extend({
  owner: z.union([z.object({ event_id: Id }), z.object({ step_id: Id })]),
});

/** What a person writes and says of a why. */
const Said = Step.pick({ why_question: true, answer: true, evidence: true, role: true, state: true });

/**
 * One change of an incident's whys. A change that is based on something else than what is there now is refused, so that
 * windows do not write over each other.
 */
export const WhyChange = z.discriminatedUnion('kind', [
  /** Puts a why among those that answer the same one, or back where it was removed. */
  z.object({
    kind: z.literal('add'),
    step: Said.extend(Step.pick({ id: true, parent_id: true, position: true }).shape),
  }),
  z.object({
    kind: z.literal('edit'),
    id: Id,
    /** The same fields as they were read before. */
    was: Said.exactPartial(),
    to: Said.exactPartial(),
  }),
  /** Removes a why with all below it, each of which is named as it was read. */
  z.object({ kind: z.literal('remove'), steps: z.array(Step.pick({ id: true, revision: true })).min(1) }),
  z.object({
    kind: z.literal('move'),
    id: Id,
    from: Step.shape.parent_id,
    to: Step.shape.parent_id,
    position: Step.shape.position,
  }),
  z.object({
    kind: z.literal('refer'),
    ref: EvidenceRef.pick({ id: true, evidence_id: true, first_line: true, last_line: true }).extend({
      step_id: Id,
    }),
    /** Of a reference that was removed: what it said, also where the evidence is gone. */
    was: EvidenceRef.pick({ file_name: true, content_hash: true }).exactOptional(),
  }),
  z.object({ kind: z.literal('unrefer'), id: Id }),
]);
export type WhyChange = z.output<typeof WhyChange>;

/** A row of `action_items`. */
export const ActionItem = z.object({
  id: Id,
  issue_id: Id,
  title: z.string().min(1),
  owner: z.string().nullable(),
  /** `YYYY-MM-DD`. */
  due_on: z.iso.date().nullable(),
  kind: z.enum(ACTION_KINDS),
  state: z.enum(ACTION_STATES),
  tracking_url: z.string().nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type ActionItem = z.output<typeof ActionItem>;

/** What a person may write of an action item; the address is one of the web. */
export const NewAction = ActionItem.omit({ id: true, created_at: true, updated_at: true }).extend({
  title: z.string().transform(normalTitle).pipe(z.string().min(1).max(MAX_TITLE)),
  owner: z.string().trim().max(100).nullable(),
  tracking_url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable(),
});

/** An action item in the list of all incidents' ones. */
export const ActionItemOfAny = ActionItem.extend({ issue_title: z.string() });
export type ActionItemOfAny = z.output<typeof ActionItemOfAny>;

/** A version of a document's text, without it. */
export const VersionSummary = z.object({
  id: Id,
  document_id: Id,
  cause: z.enum(VERSION_CAUSES),
  /** Milliseconds since the epoch. */
  created_at: z.int(),
});
export type VersionSummary = z.output<typeof VersionSummary>;
export const Version = VersionSummary.extend({ content_md: z.string() });

/** A row of `documents`, without its text. Times are milliseconds since the epoch. */
export const DocumentSummary = z.object({
  id: Id,
  issue_id: Id,
  doc_type: z.string().min(1),
  title: z.string(),
  created_at: z.int(),
  updated_at: z.int(),
  /** Grows with each change. */
  revision: z.int().nonnegative(),
});

export type DocumentSummary = z.output<typeof DocumentSummary>;

/** A document with its text, in markdown. */
export const Document = DocumentSummary.extend({
  content_md: z.string(),
  /** The text as it was generated last; null where it never was. */
  generated_md: z.string().nullable(),
  /** The same with the sections that were generated otherwise when a person wrote in them; null where none was. */
  base_md: z.string().nullable(),
});
export type Document = z.output<typeof Document>;
