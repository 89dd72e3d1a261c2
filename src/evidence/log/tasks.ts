/** The work on single chunks, which threads share. */
import type { LogChunk } from '../../db/rows/logChunks.js';
import {
  asBuffer,
  behindLastLineEnd,
  buildFilter,
  compile,
  type Compiled,
  countLineEnds,
  decode,
  encodingOf,
  type Found,
  overlapOf,
  pack,
  type Piece,
  searchChunk,
  unpack,
  type Within,
} from '../chunks/index.js';
import type { Query } from '../pattern/index.js';

interface PackTask {
  readonly type: 'pack';
  readonly piece: Piece;
  readonly encoding: string;
}

export interface Packed {
  /** The memory of the piece, which goes back to where it came from. */
  readonly memory: ArrayBuffer;
  readonly packed: Uint8Array<ArrayBuffer>;
  readonly filter: Uint8Array<ArrayBuffer>;
  readonly lineEnds: number;
  /** UTF-16 units behind the last line end, where the line goes on in the next piece; otherwise 0. */
  readonly openUnits: number;
  /** Whether there is something behind the last line end. */
  readonly endsInLine: boolean;
}

export interface SearchTask {
  readonly type: 'search';
  readonly chunk: LogChunk;
  /** The packed chunk before, where the first line goes on from there. */
  readonly before: Uint8Array | undefined;
  readonly encoding: string;
  readonly query: Query;
  /** The most matches to tell; the others are counted. */
  readonly limit: number;
  readonly within?: Within | undefined;
}

export type Task = PackTask | SearchTask;
export type Done<T extends Task> = T extends PackTask ? Packed : Found;

export function run(task: Task): Packed | Found {
  return task.type === 'pack' ? packPiece(task) : searchPacked(task);
}

function packPiece({ piece, encoding: label }: PackTask): Packed {
  const encoding = encodingOf(label);
  const { bytes, before, isOpen } = piece;
  const packed = pack(bytes);
  const searched = before.length === 0 ? bytes : Buffer.concat([before, bytes]);
  const buffer = asBuffer(bytes);
  const text = isOpen ? decode(bytes, encoding) : '';
  return {
    memory: bytes.buffer,
    packed,
    filter: buildFilter(searched, encoding, packed.length),
    lineEnds: countLineEnds(buffer, encoding),
    openUnits: text.length - (text.lastIndexOf('\n') + 1),
    endsInLine: behindLastLineEnd(buffer, encoding) < bytes.length,
  };
}

export function searchPacked({ chunk, before, encoding: label, query, limit, within }: SearchTask): Found {
  const encoding = encodingOf(label);
  const place = {
    bytes: unpack(chunk.packed),
    before: before === undefined ? new Uint8Array() : overlapOf(unpack(before), encoding),
    firstLine: chunk.first_line,
    firstColumn: chunk.first_column,
    isOpen: chunk.is_open === 1,
  };
  return searchChunk(place, encoding, { query: compiled(query), limit, within });
}

let last: { readonly key: string; readonly compiled: Compiled } | undefined;

/** A thread searches many chunks for the same. */
function compiled(query: Query): Compiled {
  const key = JSON.stringify(query);
  if (last?.key !== key) last = { key, compiled: compile(query) };
  return last.compiled;
}
