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

const Optional = Step.pick({ parent_id: true, position: true, role: true, state: true }).exactPartial();

export const NewStep = Step.pick({
  issue_id: true,
  step_order: true,
  why_question: true,
  answer: true,
  evidence: true,
}).extend(Optional.shape);

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
});
export type Document = z.output<typeof Document>;
