import { sameForm } from './forms.js';
import type { SpanType } from './types.js';

/** Gives the same value the same number, over all texts that it is asked about; in an incident, the store does. */
export class Numbering {
  readonly #numbers = new Map<string, Map<string, number>>();

  /** The number of a value among those with its label, from 1 on. */
  number(type: SpanType, label: string, value: string): number {
    const numbers = this.#numbers.get(label) ?? new Map<string, number>();
    this.#numbers.set(label, numbers);
    const form = sameForm(type, value);
    const number = numbers.get(form) ?? numbers.size + 1;
    numbers.set(form, number);
    return number;
  }
}
