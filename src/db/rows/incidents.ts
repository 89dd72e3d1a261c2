import * as z from 'zod';
import { MAX_TITLE, normalTitle, SEVERITIES, STATUSES } from '../values.js';
import { Id, json, Timestamp } from './common.js';

const line = (longest: number) => z.string().transform(normalTitle).pipe(z.string().min(1).max(longest));
const Title = line(MAX_TITLE);

/** A category, a name or a tag. */
const Word = line(100);

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
  tags: json(z.array(z.string())).nullable(),
});
export type Incident = z.output<typeof Incident>;

/** What a list shows of an incident. */
export const IncidentSummary = Incident.pick({
  id: true,
  title: true,
  severity: true,
  status: true,
  created_at: true,
}).extend({
  attachments: z.int().nonnegative(),
  /** In the list of all incidents only. */
  documents: z.int().nonnegative().exactOptional(),
});
export type IncidentSummary = z.output<typeof IncidentSummary>;

const Details = z.object({
  description: z.string().max(100_000).nullable().exactOptional(),
  category: Word.nullable().exactOptional(),
  assigned_to: Word.nullable().exactOptional(),
  /** Each once. */
  tags: z
    .array(Word)
    .max(100)
    .transform(tags => [...new Set(tags)])
    .exactOptional(),
});

export const NewIncident = Details.extend({
  title: Title,
  severity: z.enum(SEVERITIES),
  /** Where the incident came from: `whydunit` where a person wrote it here. */
  source: Word.exactOptional(),
});

/** The fields to change; the others stay as they are. */
export const IncidentChange = Details.extend({
  id: Id,
  title: Title.exactOptional(),
  severity: z.enum(SEVERITIES).exactOptional(),
  status: z.enum(STATUSES).exactOptional(),
});
export type IncidentChange = z.output<typeof IncidentChange>;
