import { extract, type ExtractEvents, type Header } from 'tar-stream';
import type { Reader } from './reader.js';
import { CutShort, damaged, truncated } from './cut.js';

export interface TarEntry {
  readonly header: Header;
  /** Its bytes, until the next entry is asked for. */
  readonly body: AsyncIterable<Uint8Array>;
}

interface OpenEntry {
  readonly header: Header;
  readonly body: ExtractEvents['entry'][1];
  readonly done: () => void;
  left: number;
}

const HEADER_BYTES = 512;
const CHECKSUM = { offset: 148, length: 8 };

/** Whether a header begins here whose checksum is right: older archives have no other mark. */
export function isTar(head: Uint8Array): boolean {
  if (head.length < HEADER_BYTES || head[0] === 0) return false;
  const { offset, length } = CHECKSUM;
  const stated = /^\s*([0-7]+)[\s\0]/.exec(
    Buffer.from(head.subarray(offset, offset + length)).toString('latin1'),
  );
  // The checksum is made as if its own field held blanks.
  const sum = head.subarray(0, HEADER_BYTES).reduce((total, byte, at) => {
    return total + (at >= offset && at < offset + length ? 0x20 : byte);
  }, 0);
  return stated?.[1] !== undefined && parseInt(stated[1], 8) === sum;
}

/**
 * The entries of a tar, one after the other. Input is read only when it is needed, so that what was readable before
 * an end too early reaches the entry's body.
 *
 * @throws CutShort
 */
export async function* tarEntries(input: Reader): AsyncGenerator<TarEntry, void> {
  // With this mark every write is answered by `drain` once it has been used up.
  const options = { allowUnknownFormat: true, highWaterMark: 1 };
  const parser = extract(options);
  const state: { entry?: OpenEntry; failure?: Error; idle: boolean; ended: boolean; closed: boolean } = {
    idle: true,
    ended: false,
    closed: false,
  };
  let wake = () => {};
  const on = (change: () => void) => () => {
    change();
    wake();
  };
  parser.on('entry', (header, body, done) => {
    state.entry = { header, body, done, left: header.size };
    body.on('readable', () => wake());
    // The parser reports the same error.
    body.on('error', () => wake());
    wake();
  });
  parser.on('error', (error: Error) => on(() => (state.failure = error))());
  parser.on(
    'drain',
    on(() => (state.idle = true)),
  );
  parser.on(
    'close',
    on(() => (state.closed = true)),
  );
  try {
    for (;;) {
      while (!state.entry && !state.closed) await advance();
      const { entry } = state;
      if (!entry) break;
      yield { header: entry.header, body: bodyOf(entry) };
      while (await next(entry));
      delete state.entry;
      entry.body.resume();
      entry.done();
    }
    if (state.failure) throw cutOf(state.failure);
  } finally {
    parser.destroy();
  }

  async function* bodyOf(entry: OpenEntry): AsyncGenerator<Uint8Array, void> {
    for (let chunk = await next(entry); chunk; chunk = await next(entry)) yield chunk;
  }

  async function next(entry: OpenEntry): Promise<Uint8Array | undefined> {
    while (entry.left > 0) {
      const chunk: unknown = entry.body.read();
      if (chunk instanceof Uint8Array) {
        entry.left -= chunk.length;
        return chunk;
      }
      if (state.closed) throw state.failure ? cutOf(state.failure) : truncated('tar');
      await advance();
    }
    return undefined;
  }

  /** Gives the parser more, or waits for what it does with what it has. */
  async function advance(): Promise<void> {
    if (!state.idle || state.ended) {
      await new Promise<void>(resolve => (wake = resolve));
      return;
    }
    const chunk = await input.next();
    state.idle = false;
    if (chunk) {
      parser.write(chunk);
    } else {
      state.ended = true;
      parser.end(null);
    }
  }
}

function cutOf(error: Error): CutShort {
  return error.message === 'Unexpected end of data' ? truncated('tar') : damaged('tar', error.message);
}
