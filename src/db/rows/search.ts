import * as z from 'zod';
import { SEVERITIES, STATUSES } from '../values.js';
import { Id, page, Timestamp } from './common.js';
import { Incident, IncidentSummary } from './incidents.js';

/** A piece of a text, and whether it is what was searched for. */
const Part = z.object({ text: z.string(), match: z.boolean() });
export type Part = z.output<typeof Part>;

/** A document or a why whose words were found. */
const Place = z.object({
  kind: z.enum(['document', 'why']),
  id: Id,
  /** The document's title; empty for a why. */
  title: z.string(),
  /** The why's level, from 1; 0 for a document. */
  level: z.int(),
});

/** An incident that was found. */
export const Found = z.object({
  ...IncidentSummary.shape,
  ...Incident.pick({ category: true, assigned_to: true, tags: true }).shape,
  /** The lower, the better; 0 where no word was searched for. */
  rank: z.number(),
  /** The title, in pieces. */
  marked: z.array(Part),
  /** A part of the description, or of the place, in pieces; none where there is none. */
  snippet: z.array(Part),
  /** Where it was found, if not in the incident's own words. */
  place: Place.nullable(),
});
export type Found = z.output<typeof Found>;

export const Search = page(Found.pick({ rank: true, created_at: true, id: true })).extend({
  /** What a person typed: words, each of which title or description holds the beginning of. */
  text: z.string(),
  /** One of these. */
  status: z.array(z.enum(STATUSES)).exactOptional(),
  /** One of these. */
  severity: z.array(z.enum(SEVERITIES)).exactOptional(),
  category: z.string().exactOptional(),
  assigned_to: z.string().exactOptional(),
  /** All of these. */
  tags: z.array(z.string()).exactOptional(),
  /** Created from this time on. */
  from: Timestamp.exactOptional(),
  /** Created before this time. */
  to: Timestamp.exactOptional(),
});
export type Search = z.output<typeof Search>;
