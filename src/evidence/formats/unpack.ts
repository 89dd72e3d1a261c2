import type { Header } from 'tar-stream';
import { DECOMPRESSORS } from './compression.js';
import type { Budget } from './budget.js';
import { Reader } from './reader.js';
import { tarEntries } from './tar.js';
import { zipEntries, type RandomAccess } from './zip.js';
import { type Compression, CutShort } from './cut.js';
import type { Piece, Refusal } from './piece.js';

/** Something to take apart: a source, or what is inside one. */
export interface Item {
  readonly path: string;
  /** What the paths of its entries begin with: a `tar.gz` is one archive to people, so its tar has the gzip's path. */
  readonly archivePath: string;
  readonly reader: Reader;
  /** How many compressions and archives it is inside of. */
  readonly depth: number;
  readonly random?: RandomAccess;
}

export interface Walk {
  readonly budget: Budget;
  readonly signal?: AbortSignal;
  /** Takes an item apart, and closes its reader. */
  readonly open: (item: Item) => AsyncGenerator<Piece, void>;
}

export function refused(path: string, refusal: Refusal): Piece {
  return { kind: 'refused', path, refusal };
}

/** What a compression holds. */
export async function* decompress(item: Item, format: Compression, walk: Walk): AsyncGenerator<Piece, void> {
  const decompressor = DECOMPRESSORS[format];
  if (!decompressor) {
    yield refused(item.path, { reason: 'unsupportedCompression', method: format });
    return;
  }
  yield* walk.open({
    path: `${item.path}!/${unpackedName(item.path)}`,
    archivePath: item.archivePath,
    reader: new Reader(counted(decompressor(item.reader), walk)),
    depth: item.depth + 1,
  });
}

/** The entries of a tar. */
export async function* untar(item: Item, walk: Walk): AsyncGenerator<Piece, void> {
  yield* reportingEnd(item, async function* () {
    for await (const { header, body } of tarEntries(item.reader)) {
      walk.budget.entry();
      if (header.type === 'directory') continue;
      const path = entryPath(item, header.name);
      const refusal = unsafe(header.name) ?? tarRefusal(header);
      if (refusal) yield refused(path, refusal);
      else yield* walk.open({ path, archivePath: path, reader: new Reader(body), depth: item.depth + 1 });
    }
  });
}

/** The entries of a zip. */
export async function* unzip(item: Item, random: RandomAccess, walk: Walk): AsyncGenerator<Piece, void> {
  yield* reportingEnd(item, async function* () {
    for await (const entry of zipEntries(random)) {
      walk.signal?.throwIfAborted();
      walk.budget.entry();
      const spent = walk.budget.overUnpacked();
      if (spent) throw spent;
      if (entry.isFolder) continue;
      const path = entryPath(item, entry.name);
      const refusal = unsafe(entry.name) ?? entry.refusal;
      if (refusal) {
        yield refused(path, refusal);
        continue;
      }
      const reader = new Reader(counted(entry.body(), walk));
      yield* walk.open({ path, archivePath: path, reader, depth: item.depth + 1 });
    }
  });
}

/** Says of an archive that ended early that there was more in it. */
async function* reportingEnd(
  { path, archivePath }: Item,
  entries: () => AsyncGenerator<Piece, void>,
): AsyncGenerator<Piece, void> {
  try {
    yield* entries();
  } catch (error) {
    if (!(error instanceof CutShort)) throw error;
    yield refused(path.startsWith(archivePath) ? archivePath : path, error.cut);
  }
}

async function* counted(
  bytes: AsyncIterable<Uint8Array>,
  { budget, signal }: Walk,
): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of bytes) {
    signal?.throwIfAborted();
    budget.unpacked(chunk.length);
    yield chunk;
  }
}

/** The name inside a compression: what it is called without its ending. */
function unpackedName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const tar = /^(.+)\.t(gz|bz2?|xz|zst)$/i.exec(name)?.[1];
  if (tar !== undefined) return `${tar}.tar`;
  return /^(.+)\.(gz|zst|bz2?|xz)$/i.exec(name)?.[1] ?? name;
}

function entryPath({ archivePath }: Item, name: string): string {
  return `${archivePath}!/${name.replace(/^(\.\/)+/, '')}`;
}

/** A name that would lead elsewhere on any system. Nothing is ever written there, but whoever packed it meant it to. */
function unsafe(name: string): Refusal | undefined {
  const leads = /^[\\/]/.test(name) || /^[a-z]:[\\/]/i.test(name) || name.split(/[\\/]/).includes('..');
  return leads ? { reason: 'unsafePath', entry: name } : undefined;
}

function tarRefusal({ type, linkname }: Header): Refusal | undefined {
  const target = linkname ? { target: linkname } : {};
  switch (type) {
    case 'file':
    case 'contiguous-file':
      return undefined;
    case 'symlink':
      return { reason: 'link', link: 'symbolic', ...target };
    case 'link':
      return { reason: 'link', link: 'hard', ...target };
    case 'character-device':
    case 'block-device':
      return { reason: 'special', entry: 'device' };
    case 'fifo':
      return { reason: 'special', entry: 'fifo' };
    default:
      return { reason: 'special', entry: 'unknown' };
  }
}
