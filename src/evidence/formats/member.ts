import type { Transform } from 'node:stream';
import type { Reader } from './reader.js';
import { CutShort, type Damageable, damaged, truncated } from './cut.js';

/** How much Node's decompressors yield at a time. Damaged input costs no more than this of what comes before it. */
export const CHUNK_BYTES = 128 * 1024;

/** One of Node's decompressors, which knows how much of its input it needed. */
interface Engine extends Transform {
  readonly bytesWritten: number;
}

/**
 * Unpacks one member (a deflate stream, a zstd frame) and leaves what follows it in the reader. Input is read only
 * when the engine has nothing more to give, so that nothing piles up.
 *
 * @throws CutShort
 */
export async function* member(
  format: Damageable,
  engine: Engine,
  input: Reader,
): AsyncGenerator<Uint8Array, void> {
  const state: { failure?: Error; ended: boolean; idle: boolean } = { ended: false, idle: true };
  let wake = () => {};
  engine.on('readable', () => wake());
  engine.on('end', () => {
    state.ended = true;
    wake();
  });
  engine.on('error', error => {
    state.failure = error;
    wake();
  });
  let fed = 0;
  let last: Uint8Array | undefined;
  try {
    for (;;) {
      const chunk: unknown = engine.read();
      if (chunk instanceof Uint8Array) yield chunk;
      else if (state.failure) throw cutOf(format, state.failure);
      else if (state.ended) break;
      // An engine that left something has had its last byte, and says so in a moment.
      else if (state.idle && fed === engine.bytesWritten) await feed();
      else await new Promise<void>(resolve => (wake = resolve));
    }
  } finally {
    engine.destroy();
  }
  if (last && fed > engine.bytesWritten)
    input.unread(last.subarray(last.length - (fed - engine.bytesWritten)));

  async function feed(): Promise<void> {
    last = await input.next();
    state.idle = false;
    if (!last) {
      engine.end();
      return;
    }
    fed += last.length;
    engine.write(last, () => {
      state.idle = true;
      wake();
    });
  }
}

function cutOf(format: Damageable, error: Error): CutShort {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'Z_BUF_ERROR') return truncated(format);
  if (code === 'ZSTD_error_checksum_wrong') return new CutShort({ reason: 'checksum', format });
  if (code === 'ZSTD_error_frameParameter_windowTooLarge') {
    return new CutShort({ reason: 'unsupportedCompression', method: 'zstd: window too large' });
  }
  return damaged(format, error.message);
}

/**
 * Whether another member follows. Zeros in between are padding, as tapes and `dd` leave it.
 *
 * @throws CutShort where something else follows
 */
export async function continues(
  format: Damageable,
  input: Reader,
  begins: (head: Uint8Array) => boolean,
): Promise<boolean> {
  for (let chunk = await input.next(); chunk; chunk = await input.next()) {
    const padding = chunk.findIndex(byte => byte !== 0);
    if (padding === -1) continue;
    input.unread(chunk.subarray(padding));
    if (begins(await input.peek(6))) return true;
    throw new CutShort({ reason: 'trailingData', format });
  }
  return false;
}

/** Where bytes are missing: as the input says, or else because they aren't there. */
export function missing(format: Damageable, input: Reader): CutShort {
  return input.failure ?? truncated(format);
}
