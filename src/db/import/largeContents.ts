/**
 * Contents of large logs, in chunks: they come piece by piece before their attachment does, and nobody sees them until
 * then. Their numbers are those of one store, so they get new ones.
 */
import * as z from 'zod';
import type { Database } from '../connection.js';
import { abandonLog, appendChunks, linkContent, newContent, touch } from '../logChunks.js';
import { LogChunk } from '../rows/logChunks.js';
import { tableNames } from '../schema.js';
import { statement } from '../statements.js';

export const CONTENT_TABLES: readonly string[] = ['log_contents', 'log_chunks', 'log_filters'];

/** Chunks in one transaction; each is a megabyte of text at most. */
const PIECE = 8;

const Content = z.object({ id: z.int(), log_file_id: z.string(), line_count: z.int(), chunk_count: z.int() });
const Filters = z.object({ first_seq: z.int(), filters: z.instanceof(Uint8Array<ArrayBufferLike>) });

interface Taken {
  readonly content: number;
  readonly counts: { readonly lines: number; readonly chunks: number };
}

export class LargeContents {
  /** The attachments with such a content, for each incident that was not begun yet. */
  readonly #waiting = new Map<string, string[]>();
  readonly #taken = new Map<string, Taken>();

  constructor(
    private readonly db: Database,
    private readonly source: Database,
  ) {
    if (!CONTENT_TABLES.every(name => tableNames(source).includes(name))) return;
    const rows = source
      .prepare<[], { issue_id: string; id: string }>(
        `SELECT log_files.issue_id, log_files.id FROM log_contents JOIN log_files ON log_files.id = log_file_id
         WHERE finished = 1`,
      )
      .all();
    for (const { issue_id, id } of rows) {
      this.#waiting.set(issue_id, [...(this.#waiting.get(issue_id) ?? []), id]);
    }
  }

  /** Whether contents have to be taken before this incident can come. */
  awaits(incident: string): boolean {
    return this.#waiting.has(incident);
  }

  /** Whether the content of this attachment is on its way. */
  has(attachment: string): boolean {
    return this.#taken.has(attachment);
  }

  /**
   * Takes the contents of an incident whose attachments are not here yet.
   *
   * @param next called between pieces; throws to stop
   */
  take(incident: string, next: () => void): void {
    const here = statement(this.db, 'SELECT 1 FROM log_files WHERE id = ?');
    for (const attachment of this.#waiting.get(incident) ?? []) {
      if (here.get(attachment) === undefined) this.#takeOne(attachment, next);
    }
    this.#waiting.delete(incident);
  }

  #takeOne(attachment: string, next: () => void): void {
    const row = this.source.prepare('SELECT * FROM log_contents WHERE log_file_id = ?').get(attachment);
    const found = Content.safeParse(row);
    if (!found.success) return;
    const { id, line_count: lines, chunk_count: chunks } = found.data;
    const content = newContent(this.db);
    this.#taken.set(attachment, { content, counts: { lines, chunks } });
    try {
      if (this.#copy(id, content, next) === chunks) return;
    } catch (error) {
      this.#drop(attachment);
      // What does not fit is no content that could be read; the attachment comes without.
      if (!(error instanceof z.ZodError)) throw error;
    }
    this.#drop(attachment);
  }

  /** Returns the number of chunks. */
  #copy(from: number, to: number, next: () => void): number {
    const chunks = this.source.prepare<[number, number]>(
      `SELECT * FROM log_chunks WHERE content_id = ? AND seq >= ? ORDER BY seq LIMIT ${PIECE}`,
    );
    let seq = 0;
    for (;;) {
      const piece = chunks.all(from, seq).map(row => LogChunk.parse(row));
      if (piece.some((chunk, i) => chunk.seq !== seq + i)) return -1;
      seq += piece.length;
      const last = piece.length < PIECE;
      appendChunks(this.db, to, piece, last ? this.#filters(from) : []);
      for (const { content } of this.#taken.values()) touch(this.db, content);
      next();
      if (last) return seq;
    }
  }

  #filters(content: number): z.output<typeof Filters>[] {
    return this.source
      .prepare('SELECT first_seq, filters FROM log_filters WHERE content_id = ?')
      .all(content)
      .map(row => Filters.parse(row));
  }

  /** Gives an attachment that came its content, in the same transaction. */
  link(attachment: string): void {
    const taken = this.#taken.get(attachment);
    if (taken) linkContent(this.db, taken.content, attachment, taken.counts);
  }

  /** Gives up what no attachment took. Called between incidents. */
  settle(): void {
    const linked = statement(this.db, 'SELECT 1 FROM log_contents WHERE id = ? AND log_file_id IS NOT NULL');
    for (const [attachment, { content }] of this.#taken) {
      if (linked.get(content) === undefined) this.#drop(attachment);
    }
    this.#taken.clear();
  }

  #drop(attachment: string): void {
    const taken = this.#taken.get(attachment);
    this.#taken.delete(attachment);
    if (taken) abandonLog(this.db, taken.content);
  }
}
