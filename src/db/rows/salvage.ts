import * as z from 'zod';

/** What became of one table of a damaged store. */
export const SalvagedTable = z.object({
  name: z.string(),
  /** Rows in the new store, those below included. */
  rows: z.int(),
  /** Primary keys of rows whose last columns are lost; they are kept with what can be read. */
  partial: z.array(z.string()),
  /** Primary keys of rows that are lost, as far as the index on them tells. */
  lost: z.array(z.string()),
  /** Where rows are lost that no index names: behind the row id `after`, up to `upTo`. */
  gaps: z.array(z.object({ after: z.string().exactOptional(), upTo: z.string().exactOptional() })),
  /** Rows that were made in place of lost ones which others refer to. */
  placeholders: z.int(),
  /** Rows that could be read, but break a rule of their table or refer to what is lost. */
  refused: z.int(),
});
export type SalvagedTable = z.output<typeof SalvagedTable>;

export const SalvageReport = z.object({
  /** Pages of the damaged store, and how many of them cannot be read. */
  pages: z.int(),
  brokenPages: z.int(),
  /** Whether the log beside the file was used: one of another store was not, of a damaged one what can be read. */
  log: z.enum(['fits', 'foreign', 'damaged']),
  /** Only tables that have rows or lost some. */
  tables: z.array(SalvagedTable),
  /** Rows that could be read, but of which nothing tells the table. */
  unassigned: z.int(),
});
export type SalvageReport = z.output<typeof SalvageReport>;
