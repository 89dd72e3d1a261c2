/**
 * The one way on which text of a case leaves: redacted whole, seen by a person, and written down before it goes.
 *
 * A text goes as it is (`make: ([text]) => text`); a document is made of texts that are redacted already:
 *
 * ```ts
 * const left = await leave(gateOf(unlocked, { issue_id, document_id }), {
 *   destination: 'file',
 *   format: 'pdf',
 *   texts: [title, markdown, ...labelsOfDrawings],
 *   images: pictures.length,
 *   make: ([title, markdown, ...labels]) => render({ title, markdown, labels, pictures }),
 *   send: bytes => vscode.workspace.fs.writeFile(target, bytes),
 * });
 * if (!left) return; // The person did not approve, and nothing was rendered.
 * ```
 *
 * Everything that can be read in the document has to be in `texts`: what `make` takes from elsewhere was neither redacted
 * nor shown. A replacement such as `[IPv4-1]` has to be rendered as text, also where Markdown would see a link in it.
 */
import { webcrypto } from 'node:crypto';

/** Where something goes. */
type Destination = 'clipboard' | 'file';

/** What became of texts, in the order in which they were given. */
export interface Redacted {
  readonly texts: readonly string[];
  /** How often something of each type was replaced. */
  readonly redacted: Readonly<Record<string, number>>;
  /** How often something was found that a person decided to keep. */
  readonly kept: number;
}

/** What a person is told besides the texts. */
export interface Manner {
  readonly destination: Destination;
  /** The kind of file. */
  readonly format?: string;
  /** Pictures that go along: nobody can search them for what is private, so a person is always asked. */
  readonly images?: number;
}

/** A part of a text. */
interface Cut {
  readonly start: number;
  readonly end: number;
}

/** What is to leave. */
export interface Parcel<T extends string | Uint8Array> extends Manner {
  /** Whole texts: what is cut short before may hide half a secret. Of lines of an attachment, the gate reads the text itself. */
  readonly texts: readonly string[];
  /** What leaves of each text, in UTF-16 units, where that is not all. */
  readonly cut?: Cut;
  /** Makes what goes out of the redacted texts, in the order of `texts`. It has no other effect. */
  readonly make: (texts: readonly string[]) => T | Promise<T>;
  /** Does it, once it is written down. */
  readonly send: (what: T) => PromiseLike<void>;
}

/** What is written down of what left. */
export interface Leaving extends Omit<Redacted, 'texts'>, Manner {
  /** SHA-256 of what left, byte by byte (a text as UTF-8), in lower-case hex. */
  readonly hash: string;
  readonly bytes: number;
}

export interface Gate {
  /** Gives what was cut out, redacted as part of the whole. */
  readonly redact: (texts: readonly string[], cut?: Cut) => Promise<Redacted>;
  /** Shows a person what will leave. */
  readonly approve: (redacted: Redacted, manner: Manner) => Promise<boolean>;
  /** Writes the audit row. `stayed` follows `left` where sending failed, so that nobody looks for what never went. */
  readonly record: (leaving: Leaving, outcome: 'left' | 'stayed') => Promise<void>;
}

/**
 * Lets something leave. Nothing goes that was not approved or could not be written down.
 *
 * @returns what left; undefined where the person did not approve
 * @throws what `make` and `send` throw
 */
export async function leave<T extends string | Uint8Array>(
  gate: Gate,
  { texts, cut, make, send, ...manner }: Parcel<T>,
): Promise<Leaving | undefined> {
  const redacted = await gate.redact(texts, cut);
  if (!(await gate.approve(redacted, manner))) return undefined;
  const { texts: leaving, ...found } = redacted;
  const what = await make(leaving);
  const row = { ...found, ...manner, ...(await identify(what)) };
  await gate.record(row, 'left');
  try {
    await send(what);
  } catch (error) {
    await gate.record(row, 'stayed');
    throw error;
  }
  return row;
}

/** How much was redacted, of all types. */
export function countOf(redacted: Redacted['redacted']): number {
  return Object.values(redacted).reduce((sum, count) => sum + count, 0);
}

/** Hashes in a thread of the runtime: a document of megabytes would hold up the window. */
async function identify(what: string | Uint8Array): Promise<Pick<Leaving, 'hash' | 'bytes'>> {
  const bytes = typeof what === 'string' ? Buffer.from(what) : what;
  const hash = Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
  return { hash, bytes: bytes.length };
}
