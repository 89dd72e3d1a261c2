import { crc32 } from 'node:zlib';
import {
  fromRandomAccessReaderPromise,
  getFileNameLowLevel,
  RandomAccessReader,
  type Entry,
  type ZipFile,
} from 'yauzl';
import { DECOMPRESSORS, type Decompressor } from './compression.js';
import { deflated } from './gzip.js';
import { Reader } from './reader.js';
import { CutShort, damaged, truncated } from './cut.js';
import type { Refusal } from './piece.js';

/** Bytes that can be read from anywhere. */
export interface RandomAccess {
  readonly size: number;
  /** Up to `length` bytes from `offset`, fewer only at the end. */
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
}

export interface ZipEntry {
  /** With slashes, as the format wants it, whatever packed it. */
  readonly name: string;
  readonly isFolder: boolean;
  /** Why it can't be unpacked. */
  readonly refusal?: Refusal;
  /** Its bytes, unpacked and checked. Throws {@link CutShort} after all that was readable. */
  readonly body: () => AsyncIterable<Uint8Array>;
}

const CHUNK_BYTES = 256 * 1024;

/** Methods of compression (APPNOTE 4.4.5) that are unpacked here. */
const METHODS: ReadonlyMap<number, Decompressor | undefined> = new Map([
  [0, (input: Reader) => input.rest()],
  [8, deflated],
  [12, DECOMPRESSORS.bzip2],
  [93, DECOMPRESSORS.zstd],
  [95, DECOMPRESSORS.xz],
]);

/** Those that are only named. */
const OTHER_METHODS: ReadonlyMap<number, string> = new Map([
  [1, 'shrink'],
  [6, 'implode'],
  [9, 'deflate64'],
  [14, 'lzma'],
  [93, 'zstd'],
  [98, 'ppmd'],
]);

/** What the upper half of an entry's attributes says on Unix. */
const UNIX = 3;
const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/** Names and sizes are checked here, entry by entry: yauzl gives up the whole archive for one that is wrong. */
const OPTIONS = { decodeStrings: false, validateEntrySizes: false, autoClose: false };

/** The entries of a zip, in the order of its list. @throws CutShort, and what `bytes.read` throws */
export async function* zipEntries(bytes: RandomAccess): AsyncGenerator<ZipEntry, void> {
  const source = new Access(bytes);
  let zip: ZipFile | undefined;
  try {
    zip = await fromRandomAccessReaderPromise(source, bytes.size, OPTIONS);
    for await (const entry of zip.eachEntry()) yield toEntry(zip, entry, source);
  } catch (error) {
    throw source.cutOf(error);
  } finally {
    zip?.close();
  }
}

/** Whether a zip is a Word document: it has that part of one that holds the text. */
export async function isDocx(bytes: RandomAccess): Promise<boolean> {
  let examined = 0;
  for await (const { name } of zipEntries(bytes)) {
    if (name === 'word/document.xml') return true;
    // Documents have few parts; archives may have very many entries.
    if (++examined === 1000) break;
  }
  return false;
}

function toEntry(zip: ZipFile, entry: Entry, source: Access): ZipEntry {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
  const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
  const refusal = refusalOf(entry);
  return {
    name,
    isFolder: name.endsWith('/'),
    ...(refusal && { refusal }),
    body: () => unpack(zip, entry, source),
  };
}

function refusalOf(entry: Entry): Refusal | undefined {
  if (entry.isEncrypted()) return { reason: 'passwordProtected', format: 'zip' };
  const isUnix = entry.versionMadeBy >>> 8 === UNIX;
  if (isUnix && ((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMBOLIC_LINK) {
    return { reason: 'link', link: 'symbolic' };
  }
  const { compressionMethod: method } = entry;
  if (METHODS.get(method)) return undefined;
  return { reason: 'unsupportedCompression', method: OTHER_METHODS.get(method) ?? `method ${method}` };
}

async function* unpack(zip: ZipFile, entry: Entry, source: Access): AsyncGenerator<Uint8Array, void> {
  const decompress = METHODS.get(entry.compressionMethod);
  if (!decompress) throw damaged('zip', 'unsupported compression');
  const input = new Reader(packed(zip, entry, source));
  let checksum = 0;
  let size = 0;
  try {
    for await (const chunk of decompress(input)) {
      checksum = crc32(chunk, checksum);
      size += chunk.length;
      yield chunk;
    }
  } finally {
    await input.close();
  }
  if (checksum !== entry.crc32 || size !== entry.uncompressedSize) {
    throw new CutShort({ reason: 'checksum', format: 'zip' });
  }
}

async function* packed(zip: ZipFile, entry: Entry, source: Access): AsyncGenerator<Uint8Array, void> {
  let start: number;
  try {
    ({ fileDataStart: start } = await zip.readLocalFileHeaderPromise(entry, { minimal: true }));
  } catch (error) {
    throw source.cutOf(error);
  }
  for (let at = 0; at < entry.compressedSize;) {
    const chunk = await source.bytes.read(start + at, Math.min(CHUNK_BYTES, entry.compressedSize - at));
    if (chunk.length === 0) throw truncated('zip');
    at += chunk.length;
    yield chunk;
  }
}

/** What yauzl reads from. It remembers what failed below it, which isn't the archive's fault. */
class Access extends RandomAccessReader {
  #failure: { readonly error: unknown } | undefined;

  constructor(readonly bytes: RandomAccess) {
    super();
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.bytes.read(position, length).then(
      bytes => {
        buffer.set(bytes, offset);
        callback(bytes.length < length ? new Error('unexpected end') : null);
      },
      (error: unknown) => {
        this.#failure = { error };
        callback(new Error('read failed'));
      },
    );
  }

  /** What to throw for an error of yauzl. */
  cutOf(error: unknown): unknown {
    if (this.#failure) return this.#failure.error;
    if (error instanceof CutShort || !(error instanceof Error)) return error;
    // Its words for a list that isn't there, which is last in the file.
    return /End of central directory|unexpected end|overflows file/.test(error.message)
      ? truncated('zip')
      : damaged('zip', 'inconsistent list of entries');
  }
}
