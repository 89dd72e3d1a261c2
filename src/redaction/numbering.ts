import { createHmac } from 'node:crypto';
import { sameForm } from './forms.js';
import type { SpanType } from './types.js';

/** What a numbering knows: a line for each value that has a number. With a key it holds no value, only keyed hashes. */
export interface NumberingState {
  readonly numbers: readonly { readonly label: string; readonly value: string; readonly number: number }[];
}

/**
 * Gives the same value the same number, over all texts of an incident.
 *
 * A state that is kept should be made with a key: addresses, phones and names are few enough to be found again from plain
 * hashes by trying them all, so only a keyed hash (HMAC-SHA-256) keeps them.
 */
export class Numbering {
  readonly #key: Uint8Array | undefined;
  readonly #numbers = new Map<string, Map<string, number>>();

  /** @param key the incident's key, of 32 random bytes; without one the state holds the values themselves. */
  constructor(options: { readonly key?: Uint8Array; readonly state?: NumberingState } = {}) {
    this.#key = options.key;
    for (const { label, value, number } of options.state?.numbers ?? []) this.#of(label).set(value, number);
  }

  /** The number of a value among those with its label, from 1 on. */
  number(type: SpanType, label: string, value: string): number {
    const numbers = this.#of(label);
    const name = this.#name(label, sameForm(type, value));
    const known = numbers.get(name);
    if (known !== undefined) return known;
    let number = numbers.size + 1;
    for (const taken of numbers.values()) number = Math.max(number, taken + 1);
    numbers.set(name, number);
    return number;
  }

  state(): NumberingState {
    const numbers = [...this.#numbers].flatMap(([label, values]) =>
      [...values].map(([value, number]) => ({ label, value, number })),
    );
    return { numbers };
  }

  #of(label: string): Map<string, number> {
    const known = this.#numbers.get(label) ?? new Map<string, number>();
    this.#numbers.set(label, known);
    return known;
  }

  #name(label: string, value: string): string {
    if (!this.#key) return value;
    return createHmac('sha256', this.#key).update(`${label}\0${value}`).digest('base64url');
  }
}
