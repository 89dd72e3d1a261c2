/** What an import found, what came, and what did not and why. Ids, counts and names of columns; no content. */
import * as z from 'zod';

/** Why a file is not one to import from. */
export const Refusal = z.enum([
  'nothing',
  'notAFile',
  'empty',
  /** It can be opened by nobody, or not by this person. */
  'unreadable',
  'notADatabase',
  'passphraseNeeded',
  'wrongPassphrase',
  /** A database, but without incidents of TFTSR. */
  'otherProgram',
  /** Chosen incidents, which are imported and never take the place of a store. */
  'caseBundle',
  'damaged',
  /** It changed while it was read. */
  'inUse',
  /** A transaction that a crash cut off is still to be taken back, which would change the file. */
  'unfinished',
  'tooLarge',
  /** It is the store itself. */
  'ownStore',
  /** A newer Whydunit wrote it. */
  'newer',
]);
export type Refusal = z.output<typeof Refusal>;

/** Why rows did not come. */
const LEFT = [
  /** The id is not a UUID. */
  'badId',
  /** What the row hangs on is not there. */
  'noParent',
  /** A value is missing or has a form that the schema does not allow. */
  'badValue',
  'unreadable',
  /** Another row of ours has what may be there once only: a name, a service. */
  'taken',
  /** The row is here under the same id with other content; ours was kept. */
  'conflict',
  /** The secret is encrypted under a passphrase that was not given. */
  'sealed',
] as const;

/** What is different in rows that came. */
const CHANGED = [
  /** A time of another form was brought to `YYYY-MM-DD HH:MM:SS` in UTC. */
  'time',
  /** A word that the views do not know was replaced by the nearest one. */
  'word',
  /** A missing value was filled in. */
  'filled',
  /** A value that does not fit its column was left out. */
  'emptied',
  /** A value of another form was brought to the column's: a number, JSON. */
  'form',
  /** What might act was switched off: a server, an approval. */
  'disabled',
  /** The secret has to be entered again. */
  'secret',
  /** The row that it referred to did not come. */
  'unlinked',
  /** The content was a file of its own, on the machine that it came from. */
  'noContent',
] as const;

export const Note = z.object({
  what: z.enum([...LEFT, ...CHANGED]),
  table: z.string(),
  column: z.string().nullable(),
  /** What SQLite or our check says, in English. */
  detail: z.string().nullable(),
  count: z.int(),
  /** The first hundred. */
  ids: z.array(z.string()),
});
export type Note = z.output<typeof Note>;

export const TableReport = z.object({
  table: z.string(),
  found: z.int(),
  came: z.int(),
  /** Here already, with the same content. */
  already: z.int(),
  left: z.int(),
});
export type TableReport = z.output<typeof TableReport>;

/** How the audit rows of the source hold together, by their own chain. */
export const SourceChain = z.object({
  rows: z.int(),
  /** Rows that carry no hash: from before there was a chain. */
  unchained: z.int(),
  /** Rows whose hash was computed again and is right. */
  verified: z.int(),
  /** Rows whose hash is of a form that we do not know; their links were checked. */
  unknown: z.int(),
  /** Rows that were changed. */
  wrong: z.int(),
  /** Places where a row does not follow the one before it. */
  breaks: z.int(),
});
export type SourceChain = z.output<typeof SourceChain>;

/** What an import would find. */
export const Preview = z.object({
  kind: z.enum(['tftsr', 'whydunit']),
  encrypted: z.boolean(),
  incidents: z.int(),
  /** The newest time of an incident's change, as it stands there. */
  newest: z.string().nullable(),
  tables: z.array(z.object({ table: z.string(), found: z.int(), here: z.int() })),
  /** Tables and columns that the schema does not know; they stay behind. */
  unknown: z.array(z.object({ table: z.string(), column: z.string().nullable(), rows: z.int() })),
});
export type Preview = z.output<typeof Preview>;

export const Report = z.object({
  kind: z.enum(['tftsr', 'whydunit']),
  /** The person stopped it; what came is whole. */
  stopped: z.boolean(),
  tables: z.array(TableReport),
  notes: z.array(Note),
  unknown: Preview.shape.unknown,
  chain: SourceChain,
  /** The sum over the tables. */
  came: z.int(),
});
export type Report = z.output<typeof Report>;

const NAMED = 100;
const LONGEST_ID = 80;

/** Gathers what happens to the rows. */
export class Tally {
  readonly #tables = new Map<string, TableReport>();
  readonly #notes = new Map<string, Note>();

  found(table: string, rows: number): void {
    this.#of(table).found += rows;
  }

  came(table: string): void {
    this.#of(table).came++;
  }

  already(table: string): void {
    this.#of(table).already++;
  }

  left(table: string, id: string, what: (typeof LEFT)[number], column?: string, detail?: string): void {
    this.#of(table).left++;
    this.#note(table, id, what, column, detail);
  }

  changed(table: string, id: string, { what, column, detail }: Change): void {
    this.#note(table, id, what, column, detail);
  }

  get tables(): TableReport[] {
    return [...this.#tables.values()].filter(({ found }) => found > 0);
  }

  get notes(): Note[] {
    return [...this.#notes.values()];
  }

  get total(): number {
    return this.tables.reduce((sum, { came }) => sum + came, 0);
  }

  #of(table: string): TableReport {
    let counted = this.#tables.get(table);
    if (!counted) this.#tables.set(table, (counted = { table, found: 0, came: 0, already: 0, left: 0 }));
    return counted;
  }

  #note(table: string, id: string, what: Note['what'], column?: string, detail?: string): void {
    const key = JSON.stringify([table, what, column, detail]);
    let note = this.#notes.get(key);
    if (!note) {
      note = { what, table, column: column ?? null, detail: detail ?? null, count: 0, ids: [] };
      this.#notes.set(key, note);
    }
    note.count++;
    if (note.ids.length < NAMED) note.ids.push(id.slice(0, LONGEST_ID));
  }
}

/** What is different in a row that comes. */
export interface Change {
  readonly what: (typeof CHANGED)[number];
  readonly column: string;
  readonly detail?: string;
}
