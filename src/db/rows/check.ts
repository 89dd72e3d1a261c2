import * as z from 'zod';
import { AuditFault } from './audit.js';

/** What is wrong with a store. */
export const StoreFault = z.discriminatedUnion('fault', [
  /** A page of this table or index cannot be read. */
  z.object({ fault: z.literal('unreadable'), name: z.string() }),
  /** SQLite's own words; they name tables, indexes and row ids. */
  z.object({ fault: z.literal('structure'), detail: z.string() }),
  /** Rows of a table refer to rows of another one that are not there. */
  z.object({ fault: z.literal('reference'), name: z.string(), parent: z.string(), rows: z.int() }),
  /** A search index does not agree with its table. */
  z.object({ fault: z.literal('search'), name: z.string() }),
  z.object({ fault: z.literal('audit'), audit: AuditFault }),
]);
export type StoreFault = z.output<typeof StoreFault>;

export const StoreCheck = z.object({
  pages: z.int(),
  /** Rows of the audit log. */
  auditRows: z.int(),
  faults: z.array(StoreFault),
});
export type StoreCheck = z.output<typeof StoreCheck>;
