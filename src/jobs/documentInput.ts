/** What is drawn in a document, and the words for it. */
import * as z from 'zod';
import { STEP_ROLES, STEP_STATES } from '../db/values.js';

export const DrawnWhy = z.object({
  id: z.string(),
  parent_id: z.string().nullable(),
  position: z.int(),
  step_order: z.int(),
  why_question: z.string(),
  answer: z.string().nullable(),
  role: z.enum(STEP_ROLES).nullable(),
  state: z.enum(STEP_STATES),
  shownBy: z.array(z.string()),
  broken: z.array(z.string()),
});

export const DrawnEvent = z.object({
  at: z.number(),
  event_type: z.string(),
  description: z.string(),
  source: z.string().nullable(),
});

const words = <Name extends string>(...names: readonly Name[]) => z.record(z.enum(names), z.string());

const drawing = ['title', 'description'] as const;

export const DocumentWords = z.object({
  contents: z.string(),
  leftOut: z.string(),
  whys: words(
    ...drawing,
    ...([
      'unanswered',
      'rootCause',
      'contributing',
      'confirmed',
      'assumed',
      'refuted',
      'withoutEvidence',
    ] as const),
  ),
  timeline: words(...drawing, ...(['axis', 'incident', 'several', 'time', 'event', 'source'] as const)),
});
