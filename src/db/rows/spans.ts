import * as z from 'zod';
import { DECISIONS } from '../values.js';
import { Id } from './common.js';

const Decision = z.enum(DECISIONS);

/** A found piece of personal data or a secret: a row of `pii_spans`. */
export const Span = z.object({
  id: Id,
  log_file_id: Id,
  pii_type: z.string(),
  /** Bytes of the extracted text in UTF-8. */
  start_offset: z.int().nonnegative(),
  end_offset: z.int().nonnegative(),
  /** Empty once it was cleared. */
  original_value: z.string(),
  /** What stands in a redacted text instead. */
  replacement: z.string(),
  /** Null for what came from elsewhere, as the two after it. */
  rule: z.string().nullable(),
  /** From 0 to 1. */
  confidence: z.number().nullable(),
  value_mark: z.string().nullable(),
  /** Null while it waits. */
  decision: Decision.nullable(),
});
export type Span = z.output<typeof Span>;

/** A value of an incident, with how often it was found. */
export const Finding = Span.pick({
  pii_type: true,
  original_value: true,
  replacement: true,
}).extend({
  value_mark: z.string(),
  found: z.int(),
  waiting: z.int(),
  kept: z.int(),
});
export type Finding = z.output<typeof Finding>;

/** A value by which it is known again. */
export const KnownValue = Span.pick({ pii_type: true, original_value: true });
export type KnownValue = z.output<typeof KnownValue>;

/** A value in an incident. */
export const ValueOf = z.object({ issue_id: Id, pii_type: z.string(), value_mark: z.string() });

export const SpanDecision = z.object({ ids: z.array(Id).min(1).max(1000), decision: Decision.nullable() });

export const ValueDecision = ValueOf.extend({
  /** Everywhere: in all incidents, also later ones. */
  everywhere: z.boolean(),
  /** Null takes back what was decided, and the findings wait again. */
  decision: Decision.nullable(),
});
