import type { Database } from './connection.js';
import { statement } from './statements.js';

/** Sees what other connections change in the file. */
export class Watch {
  #version: unknown;
  #shown: unknown;

  constructor(private readonly db: Database) {
    this.look();
  }

  /**
   * What others did since the last look: `shown` where views are to read again, `inside` where they changed nothing that
   * a view shows, as the batches of a log do while it is being attached.
   *
   * `data_version` grows with every commit of another connection
   * (https://www.sqlite.org/pragma.html#pragma_data_version). Every change of what people keep writes an audit row, but
   * for the incidents that an import brings before its end.
   */
  look(): 'nothing' | 'inside' | 'shown' {
    const version = statement(this.db, 'PRAGMA data_version').pluck().get();
    if (version === this.#version) return 'nothing';
    // What comes in between is read by the views, and seen with the next look as nothing new.
    this.#version = version;
    const shown = statement(
      this.db,
      `SELECT coalesce((SELECT max(seq) FROM audit_log), 0) || ' ' || coalesce((SELECT max(rowid) FROM issues), 0)`,
    )
      .pluck()
      .get();
    if (shown === this.#shown) return 'inside';
    this.#shown = shown;
    return 'shown';
  }
}
