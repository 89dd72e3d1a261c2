/** The words of the events that are near the eye, fetched in one question at a time. */
import { ask } from '../ask.js';
import { MOST_EVENTS, type Row } from './protocol.js';

const KEPT = 5000;

export class RowCache {
  readonly #rows = new Map<string, Row>();
  readonly #fresh = new Set<string>();
  #wanted: readonly string[] = [];
  #asking = false;

  /** @param arrived is called after events that were wanted have come */
  constructor(
    private readonly arrived: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** What is known of an event, also while it is read anew. */
  get(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  /** Has these events fetched; what was wanted before and is not under way is forgotten. */
  want(ids: readonly string[]): void {
    this.#wanted = ids.filter(id => !this.#fresh.has(id));
    if (!this.#asking && this.#wanted.length > 0) void this.#fetch();
  }

  /** Events may be others now: each is read anew before it counts as known. */
  outdate(): void {
    this.#fresh.clear();
  }

  clear(): void {
    this.outdate();
    this.#rows.clear();
    this.#wanted = [];
  }

  async #fetch(): Promise<void> {
    this.#asking = true;
    try {
      while (this.#wanted.length > 0) {
        const ids = this.#wanted.slice(0, MOST_EVENTS);
        this.#wanted = this.#wanted.slice(MOST_EVENTS);
        const rows = await ask<readonly Row[]>('events', { ids });
        if (this.#rows.size > KEPT) this.clear();
        for (const id of ids) this.#fresh.add(id);
        for (const row of rows) this.#rows.set(row.id, row);
        this.arrived();
      }
    } catch (error) {
      this.failed(error);
    } finally {
      this.#asking = false;
    }
  }
}
