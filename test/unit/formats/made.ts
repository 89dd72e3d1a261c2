import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { constants, crc32, gzipSync, zstdCompressSync } from 'node:zlib';
import { xz } from '@napi-rs/lzma';
import BZip2 from 'bzip2-wasm';
import { pack, type Header } from 'tar-stream';
import {
  decodeStream,
  pieces,
  type Compression,
  type Cut,
  type Options,
  type Piece,
  type Source,
} from '../../../src/evidence/formats/index.js';

const bzip2 = new BZip2();
await bzip2.init();

export const bytesOf = (content: string) => new TextEncoder().encode(content);
export const fixture = (name: string): Uint8Array => readFileSync(`test/fixtures/formats/${name}`);

/** Compressors of other people's making. */
export const COMPRESSORS: Readonly<Record<Compression, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: bytes => gzipSync(bytes),
  zstd: bytes => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1 } }),
  // It believes that nothing grows by packing, unless told so.
  bzip2: bytes => bzip2.compress(bytes, 1, bytes.length + 1000),
  xz: bytes => xz.compressSync(bytes),
};

export const ENDINGS: Readonly<Record<Compression, string>> = {
  gzip: 'gz',
  zstd: 'zst',
  bzip2: 'bz2',
  xz: 'xz',
};
export const COMPRESSIONS: readonly Compression[] = ['gzip', 'zstd', 'bzip2', 'xz'];

type TarEntry = Partial<Header> & { readonly name: string; readonly content?: string | Uint8Array };

export async function tar(...entries: readonly TarEntry[]): Promise<Uint8Array> {
  const archive = pack();
  for (const { content = '', ...header } of entries) {
    const bytes = typeof content === 'string' ? bytesOf(content) : content;
    archive.entry(header, bytes);
  }
  archive.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

type Method = readonly [id: number, compress: (bytes: Uint8Array) => Uint8Array];
const STORED: Method = [0, bytes => bytes];

interface ZipEntry {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the entry's bytes are packed with; stored where it is absent. */
  readonly method?: Method;
  readonly encrypted?: boolean;
  readonly mode?: number;
  readonly checksum?: number;
}

/** A zip with whatever an entry says, also what no packer would write. */
export function zip(...entries: readonly ZipEntry[]): Uint8Array {
  const locals: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const {
    name,
    content,
    method: [id, compress] = STORED,
    encrypted,
    mode = 0o100644,
    checksum,
  } of entries) {
    const bytes = typeof content === 'string' ? bytesOf(content) : content;
    const packed = compress(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800 | Number(encrypted ?? false), 2);
    common.writeUInt16LE(id, 4);
    common.writeUInt32LE(checksum ?? crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    list.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), common, rest, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** A source that only streams, as a remote one does, in chunks of the given size. */
export function streamed(bytes: Uint8Array, name = 'evidence', chunkBytes = 64 * 1024): Source {
  return {
    name,
    async *stream() {
      for (let at = 0; at < bytes.length; at += chunkBytes) {
        // As a real source, which takes its time.
        yield await Promise.resolve(bytes.slice(at, at + chunkBytes));
      }
    },
  };
}

/** What a test says of a piece: texts by their content, others by what they are. */
export type Told = { readonly path: string } & (
  | { readonly text: string; readonly encoding: string; readonly records: string; readonly cut?: Cut }
  | { readonly is: Exclude<Piece, { kind: 'text' }> }
);

/** Takes a source apart and reads every text to its end. */
export async function takeApart(source: Source, options?: Options): Promise<Told[]> {
  const told: Told[] = [];
  for await (const piece of pieces(source, options)) {
    const { path } = piece;
    if (piece.kind !== 'text') {
      told.push({ path, is: piece });
      continue;
    }
    const content = await text(decodeStream(piece.content.bytes, piece.encoding));
    const cut = piece.content.cut();
    told.push({ path, text: content, encoding: piece.encoding, records: piece.records, ...(cut && { cut }) });
  }
  return told;
}

/** Reads bytes to their end, and tells how many they were. */
export async function drain(bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let length = 0;
  for await (const chunk of bytes) length += chunk.length;
  return length;
}

/** The paths and texts, and for what is refused its reason. */
export async function listing(source: Source, options?: Options): Promise<Record<string, unknown>> {
  const told = await takeApart(source, options);
  return Object.fromEntries(
    told.map((one): [string, unknown] => {
      if ('text' in one) return [one.path, one.cut ? { text: one.text, cut: one.cut } : one.text];
      return [one.path, one.is.kind === 'refused' ? one.is.refusal : one.is.kind];
    }),
  );
}
