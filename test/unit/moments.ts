import { setTimeout as delay } from 'node:timers/promises';

/**
 * The moments at which processes are killed, spread evenly over the time that one needs. A machine is not equally fast all
 * the time: one that ends before it is killed says how long one needs now, and late kills reach further out.
 */
export class Moments {
  #next = 0;

  /**
   * @param count how many moments cover the time that a process needs
   * @param random from 0 to 1
   * @param reach milliseconds that one needs, where that is known; else the first one is left alone, to know it
   */
  constructor(
    private readonly count: number,
    private readonly random: () => number,
    private reach = Infinity,
  ) {}

  /** Milliseconds from when the work began; some lie a little behind its end. */
  next(): number {
    if (this.reach === Infinity) return Infinity;
    return ((this.#next++ % this.count) + this.random()) * (1.1 / this.count) * this.reach;
  }

  /** @param took milliseconds until the process was killed, or had ended by itself */
  tell({ killed, took }: { readonly killed: boolean; readonly took: number }): void {
    if (!killed) this.reach = took;
    else if (took > 0.9 * this.reach) this.reach *= 1.2;
  }

  /** Waits for work that begins now, until it is done or its moment has come. */
  async wait(done: Promise<unknown>): Promise<void> {
    const began = Date.now();
    const after = this.next();
    const ended = done.then(() => false);
    const killed = await (after === Infinity ? ended : Promise.race([ended, delay(after, true)]));
    this.tell({ killed, took: Date.now() - began });
  }
}
