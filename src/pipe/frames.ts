/**
 * Bytes in frames: a length in four bytes, the highest first, then as many bytes. A frame of no bytes is the end, so
 * that a caller that was killed is told apart from one that has said all.
 */
const HEAD = 4;

export const END = frame(new Uint8Array());

export function frame(bytes: Uint8Array): Uint8Array {
  const framed = new Uint8Array(HEAD + bytes.length);
  new DataView(framed.buffer).setUint32(0, bytes.length);
  framed.set(bytes, HEAD);
  return framed;
}

/** The caller ended before it had said all. */
export class CutOffError extends Error {
  constructor() {
    super('the bytes ended before their end was said');
    this.name = 'CutOffError';
  }
}

/**
 * The bytes of the frames, however the chunks were cut.
 *
 * @throws CutOffError
 */
export async function* unframe(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const head = new Uint8Array(HEAD);
  let inHead = 0;
  let inFrame = 0;
  for await (let chunk of chunks) {
    while (chunk.length > 0) {
      if (inFrame > 0) {
        const part = chunk.subarray(0, inFrame);
        inFrame -= part.length;
        chunk = chunk.subarray(part.length);
        yield part;
        continue;
      }
      const part = chunk.subarray(0, HEAD - inHead);
      head.set(part, inHead);
      inHead += part.length;
      chunk = chunk.subarray(part.length);
      if (inHead < HEAD) continue;
      inHead = 0;
      inFrame = new DataView(head.buffer).getUint32(0);
      if (inFrame === 0) return;
    }
  }
  throw new CutOffError();
}
