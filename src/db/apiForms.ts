/** What the parts of the contract between the host and the store's worker have in common. */
import * as z from 'zod';
import { Id } from './rows/common.js';
import type { Topic } from './values.js';

export interface Method {
  input: z.ZodType;
  output: z.ZodType;
  changes?: readonly Topic[];
}

export const ById = z.object({ id: Id });
export const OfIncident = z.object({ issue_id: Id });

/** The fields to change; the others stay as they are. */
export function change<Shape extends z.core.$ZodShape>(fields: z.ZodObject<Shape>) {
  return ById.extend(fields.exactPartial().shape);
}
