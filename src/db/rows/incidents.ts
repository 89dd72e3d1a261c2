import * as z from 'zod';
import { MAX_TITLE, normalTitle, SEVERITIES, STATUSES } from '../values.js';
import { Id, Timestamp } from './common.js';

const Title = z.string().transform(normalTitle).pipe(z.string().min(1).max(MAX_TITLE));

/** A row of `issues`. */
export const Incident = z.object({
  id: Id,
  title: z.string(),
  description: z.string().nullable(),
  severity: z.enum(SEVERITIES),
  status: z.enum(STATUSES),
  category: z.string().nullable(),
  source: z.string().nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
  resolved_at: Timestamp.nullable(),
  assigned_to: z.string().nullable(),
  tags: z.string().nullable(),
});
export type Incident = z.output<typeof Incident>;

/** What a list shows of an incident. */
export const IncidentSummary = Incident.pick({
  id: true,
  title: true,
  severity: true,
  status: true,
  created_at: true,
}).extend({ attachments: z.int().nonnegative() });
export type IncidentSummary = z.output<typeof IncidentSummary>;

export const NewIncident = z.object({ title: Title, severity: z.enum(SEVERITIES) });

/** The fields to change; the others stay as they are. */
export const IncidentChange = z.object({
  id: Id,
  title: Title.exactOptional(),
  severity: z.enum(SEVERITIES).exactOptional(),
  status: z.enum(STATUSES).exactOptional(),
});
export type IncidentChange = z.output<typeof IncidentChange>;
