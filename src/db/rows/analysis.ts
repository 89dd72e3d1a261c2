import * as z from 'zod';
import { Id, Timestamp } from './common.js';

/** One of the whys: a row of `resolution_steps`. */
export const Step = z.object({
  id: Id,
  issue_id: Id,
  /** From 1. */
  step_order: z.int().positive(),
  why_question: z.string(),
  answer: z.string().nullable(),
  evidence: z.string().nullable(),
  created_at: Timestamp,
});
export type Step = z.output<typeof Step>;

/** A row of `documents`, without its text. Times are milliseconds since the epoch. */
export const DocumentSummary = z.object({
  id: Id,
  issue_id: Id,
  doc_type: z.string().min(1),
  title: z.string(),
  created_at: z.int(),
  updated_at: z.int(),
});

/** A document with its text, in markdown. */
export const Document = DocumentSummary.extend({ content_md: z.string() });
export type Document = z.output<typeof Document>;
