/**
 * The moments at which processes are killed, spread evenly over the time that one needs. A machine is not equally fast all
 * the time: one that ends before it is killed says how long one needs now, and late kills reach further out.
 */
export class Moments {
  #next = 0;

  /**
   * @param reach milliseconds that a process needs, as measured by one that was left alone
   * @param count how many moments cover that time
   * @param random from 0 to 1
   */
  constructor(
    private reach: number,
    private readonly count: number,
    private readonly random: () => number,
  ) {}

  /** Milliseconds from when the work began; some lie a little behind its end. */
  next(): number {
    return ((this.#next++ % this.count) + this.random()) * (1.1 / this.count) * this.reach;
  }

  /** @param took milliseconds until the process was killed, or had ended by itself */
  tell({ killed, took }: { readonly killed: boolean; readonly took: number }): void {
    if (!killed) this.reach = took;
    else if (took > 0.9 * this.reach) this.reach *= 1.2;
  }
}
