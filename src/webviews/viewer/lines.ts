/** The lines that the page holds: what is near the eye, fetched in one question at a time. */
import { inflate } from 'pako';
import { ask } from '../ask.js';
import type { Lines } from './protocol.js';

/** A line as it is shown: a long one is cut. */
export interface Line {
  readonly text: string;
  /** UTF-16 units of the whole line. */
  readonly length: number;
}

const KEPT = 5000;

export class LineCache {
  readonly #lines = new Map<number, Line>();
  #wanted: readonly number[] = [];
  #asking = false;

  /** @param arrived is called after lines that were wanted have come */
  constructor(
    private readonly arrived: () => void,
    private readonly failed: (sentence: string) => void,
  ) {}

  get(number: number): Line | undefined {
    return this.#lines.get(number);
  }

  /** Has these lines fetched; what was wanted before and is not under way is forgotten. */
  want(numbers: readonly number[]): void {
    this.#wanted = numbers.filter(number => !this.#lines.has(number));
    if (!this.#asking && this.#wanted.length > 0) void this.#fetch();
  }

  async #fetch(): Promise<void> {
    this.#asking = true;
    try {
      while (this.#wanted.length > 0) {
        const numbers = this.#wanted;
        this.#wanted = [];
        const lines = unpack(await ask<Lines>('lines', { numbers }));
        if (this.#lines.size > KEPT) this.#lines.clear();
        numbers.forEach((number, at) => this.#lines.set(number, lines[at] ?? { text: '', length: 0 }));
        this.arrived();
      }
    } catch (error) {
      this.failed(error instanceof Error ? error.message : String(error));
    } finally {
      this.#asking = false;
    }
  }
}

function unpack({ deflated, bytes }: Lines): readonly Line[] {
  const plain = deflated ? inflate(bytes) : bytes;
  return JSON.parse(new TextDecoder().decode(plain)) as readonly Line[];
}
