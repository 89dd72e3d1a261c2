/** The one way on which text of a case leaves: redacted, seen by a person, and written down before it goes. */
import { createHash } from 'node:crypto';

/** Where text goes. */
export type Destination = 'clipboard' | 'file';

export interface Redacted {
  readonly text: string;
  /** How often something of each type was replaced. */
  readonly redacted: Readonly<Record<string, number>>;
  /** How often something was found that a person decided to keep. */
  readonly kept: number;
}

/** What is written down of a text that left. */
export interface Leaving extends Omit<Redacted, 'text'> {
  readonly destination: Destination;
  /** SHA-256 of the text that left, as UTF-8, in lower-case hex. */
  readonly hash: string;
}

export interface Gate {
  /** Redacts the whole text: what is cut short before may hide half a secret. */
  readonly redact: (text: string) => Promise<Redacted>;
  /** Shows a person what will leave. */
  readonly approve: (redacted: Redacted, destination: Destination) => Promise<boolean>;
  /** Writes the audit row. */
  readonly record: (leaving: Leaving) => Promise<void>;
}

/**
 * Lets a text leave. Nothing goes where it was not approved or could not be written down.
 *
 * @param send does it, with the redacted text
 * @returns what left; undefined where the person did not approve
 */
export async function leave(
  gate: Gate,
  text: string,
  destination: Destination,
  send: (text: string) => PromiseLike<void>,
): Promise<Leaving | undefined> {
  const redacted = await gate.redact(text);
  if (!(await gate.approve(redacted, destination))) return undefined;
  const { text: leaving, ...found } = redacted;
  const hash = createHash('sha256').update(leaving).digest('hex');
  const row = { ...found, destination, hash };
  await gate.record(row);
  await send(leaving);
  return row;
}
