/** Chance from a seed, for what must be the same in every run. */

/** Xorshift (Marsaglia 2003), 32 bits: fast, and the same everywhere. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
  }

  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x >>> 0;
    return this.#state % end;
  }

  of<T>(values: readonly [T, ...T[]]): T {
    return values[this.below(values.length)] ?? values[0];
  }

  /** One of the values, the first ones far more often, as services, hosts and messages are. */
  often<T>(values: readonly [T, ...T[]]): T {
    const end = 1 + this.below(values.length);
    return values[this.below(1 + this.below(end))] ?? values[0];
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.below(0x1_0000_0000).toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }

  many<T>(count: number, make: () => T): [T, ...T[]] {
    return [make(), ...Array.from({ length: count - 1 }, make)];
  }
}
