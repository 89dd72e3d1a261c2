import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';

/** Anything that a person attaches. */
export interface Source {
  /** Its file name. */
  readonly name: string;
  /** In bytes, where known. */
  readonly size?: number;
  /** All bytes from the beginning; a caller may end it early. Its errors reach whoever asked for the pieces. */
  stream(signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Up to `length` bytes from `offset`, fewer only at the end. With a size, it spares keeping a zip in memory. */
  read?(offset: number, length: number): Promise<Uint8Array>;
}

/** Large enough that a read costs little beside what is done with its bytes. */
const CHUNK_BYTES = 256 * 1024;

/** A file of this machine, as far as it reaches now. @throws what `fs` throws */
export async function fileSource(path: string): Promise<Source> {
  const stats = await stat(path);
  // Pipes and the files of /proc have no size that means anything.
  if (!stats.isFile() || stats.size === 0) return { name: basename(path), stream };
  return { name: basename(path), size: stats.size, stream, read };

  async function* stream(signal?: AbortSignal): AsyncGenerator<Uint8Array, void> {
    const chunks = createReadStream(path, {
      highWaterMark: CHUNK_BYTES,
      // What is written to it meanwhile might never end.
      ...(stats.size > 0 && { end: stats.size - 1 }),
      ...(signal && { signal }),
    });
    for await (const chunk of chunks) if (chunk instanceof Uint8Array) yield chunk;
  }

  async function read(offset: number, length: number): Promise<Uint8Array> {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }
}
