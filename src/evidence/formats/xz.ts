import { setImmediate } from 'node:timers/promises';
import { missing } from './member.js';
import type { Reader } from './reader.js';
import { CutShort, damaged } from './cut.js';

/** What the decoder answers (`enum xz_ret` of xz-embedded's xz.h), by its number. */
const STATUSES = [
  'ok',
  'end',
  'unsupported checksum',
  'dictionary too large',
  'memory limit',
  'not xz',
  'unsupported options',
  'corrupt data',
  'no progress',
] as const;

/** Where the fields of a context are in the decoder's memory, in 32-bit words. */
const FIELDS = { bufferSize: 0, input: 1, inputPosition: 2, inputSize: 3, output: 4, outputPosition: 5 };

/** xz-embedded, as compiled to WebAssembly. */
interface Decoder {
  readonly memory: WebAssembly.Memory;
  readonly create_context: () => number;
  readonly supply_input: (context: number, length: number) => void;
  readonly get_next_output: (context: number) => number;
}

/** How long decoding may keep the thread to itself, in milliseconds. */
const SLICE_MS = 10;

/**
 * Unpacks xz, stream after stream.
 *
 * The package's own `XzReadableStream` lets only one stream be open at a time, and would wait forever for an xz inside
 * a `tar.xz`; so only its decoder is taken.
 *
 * @throws CutShort after all that was readable
 */
export async function* unxz(input: Reader): AsyncGenerator<Uint8Array, void> {
  if (!isXz(await input.peek(6))) throw damaged('xz', 'no header');
  const decoder = await loadDecoder();
  const context = decoder.create_context();
  // The memory moves when it grows, so that a view lasts no longer than a call.
  const words = () => new Uint32Array(decoder.memory.buffer, context, 6);
  const field = (name: keyof typeof FIELDS) => words()[FIELDS[name]] ?? 0;
  let started = performance.now();
  for (;;) {
    if (field('inputPosition') === field('inputSize')) {
      // Nothing says that the input has ended, and fetches what output there still is.
      const next = (await input.next()) ?? new Uint8Array();
      const chunk = next.subarray(0, field('bufferSize'));
      input.unread(next.subarray(chunk.length));
      new Uint8Array(decoder.memory.buffer).set(chunk, field('input'));
      decoder.supply_input(context, chunk.length);
    }
    const status = STATUSES[decoder.get_next_output(context)];
    const output = new Uint8Array(decoder.memory.buffer, field('output'), field('outputPosition')).slice();
    words()[FIELDS.outputPosition] = 0;
    if (output.length > 0) yield output;
    if (status === 'end') return;
    if (status !== 'ok') throw cutOf(status, input);
    if (performance.now() - started > SLICE_MS) {
      await setImmediate();
      started = performance.now();
    }
  }
}

export function isXz([a, b, c, d, e, f]: Uint8Array): boolean {
  return a === 0xfd && b === 0x37 && c === 0x7a && d === 0x58 && e === 0x5a && f === 0;
}

function cutOf(status: (typeof STATUSES)[number] | undefined, input: Reader): CutShort {
  switch (status) {
    case 'no progress':
      return missing('xz', input);
    case 'not xz':
      // The first stream is one, so this is what follows it.
      return new CutShort({ reason: 'trailingData', format: 'xz' });
    case 'unsupported options':
    case 'dictionary too large':
    case 'memory limit':
      return new CutShort({ reason: 'unsupportedCompression', method: `xz: ${status}` });
    default:
      return damaged('xz', status ?? 'unknown status');
  }
}

/** A decoder with a memory of its own, which goes when the decoder goes. */
async function loadDecoder(): Promise<Decoder> {
  const stream = findExport(await import('xz-decompress'), 'XzReadableStream');
  const instantiate = findExport(stream, '_getModuleInstance');
  if (typeof instantiate === 'function') await Promise.resolve(Reflect.apply(instantiate, stream, []));
  const exports = findExport(findExport(stream, '_moduleInstance'), 'exports');
  if (!isDecoder(exports)) throw new Error('this version of xz-decompress is another than was written for');
  return exports;
}

/** A property of a module, which is its `default` under Node and itself when bundled. */
function findExport(of: unknown, name: string): unknown {
  if ((typeof of !== 'object' && typeof of !== 'function') || of === null) return undefined;
  return Reflect.get(of, name) ?? findExport(Reflect.get(of, 'default'), name);
}

function isDecoder(exports: unknown): exports is Decoder {
  return (
    findExport(exports, 'memory') instanceof WebAssembly.Memory &&
    typeof findExport(exports, 'create_context') === 'function'
  );
}
