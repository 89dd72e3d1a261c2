import { docxText, pdfText, randomAccessTo, type DocumentText } from './document.js';
import { HEAD_BYTES, identify } from './identify.js';
import { pixelSize } from './image.js';
import { Budget } from './budget.js';
import { DEFAULT_LIMITS, type Limits } from './limits.js';
import { readAll, Reader } from './reader.js';
import type { Source } from './source.js';
import { decompress, refused, untar, unzip, type Item, type Walk } from './unpack.js';
import { isDocx, type RandomAccess } from './zip.js';
import { type Cut, CutShort, type DocumentFormat, type ImageFormat, over } from './cut.js';
import type { Content, Piece, Refusal } from './piece.js';

export interface Options {
  readonly signal?: AbortSignal;
  readonly limits?: Partial<Limits>;
}

/**
 * Takes apart whatever a person attaches: yields every piece of evidence in it, and every part that is none with the
 * reason. Types are told by content; archives and compressions are opened, also within each other.
 *
 * Memory stays flat: a text's content is a stream, to be read before the next piece is asked for. Nothing in the bytes
 * makes it throw.
 *
 * @throws the signal's reason once it is aborted, and what the source throws
 */
export async function* pieces(source: Source, { signal, limits }: Options = {}): AsyncGenerator<Piece, void> {
  const budget = new Budget({ ...DEFAULT_LIMITS, ...limits });
  const walk: Walk = { budget, ...(signal && { signal }), open: item => open(item, walk) };
  const random = randomAccessOf(source, budget, signal);
  const reader = new Reader(streamOf(source, budget, signal));
  yield* walk.open({
    path: source.name,
    archivePath: source.name,
    reader,
    depth: 0,
    ...(random && { random }),
  });
}

async function* open(item: Item, walk: Walk): AsyncGenerator<Piece, void> {
  try {
    yield* takeApart(item, walk);
  } catch (error) {
    if (!(error instanceof CutShort)) throw error;
    yield refused(item.path, error.cut);
  } finally {
    await item.reader.close();
  }
}

/** @throws CutShort where the item is no evidence because its bytes are not all there */
async function* takeApart(item: Item, walk: Walk): AsyncGenerator<Piece, void> {
  const { path, reader, depth } = item;
  const { limits } = walk.budget;
  const identity = await identify(await reader.peek(HEAD_BYTES));
  if ((identity.kind === 'compressed' || identity.kind === 'archive') && depth >= limits.depth) {
    throw over('depth', limits.depth);
  }
  switch (identity.kind) {
    case 'empty':
      if (reader.failure) throw reader.failure;
      yield refused(path, { reason: 'empty' });
      return;
    case 'compressed':
      yield* decompress(item, identity.format, walk);
      return;
    case 'archive':
      yield* identity.format === 'tar' ? untar(item, walk) : openZip(item, walk);
      return;
    case 'pdf':
      yield await document(item, 'pdf', walk, pdfText);
      return;
    case 'image':
      yield await image(item, identity.format, limits);
      return;
    case 'text':
      yield { ...identity, path, content: contentOf(item, walk) };
      return;
    case 'binary': {
      const { looksLike } = identity;
      const refusal: Refusal = { reason: 'binary', ...(looksLike && { looksLike }) };
      yield { kind: 'refused', path, refusal, content: contentOf(item, walk) };
    }
  }
}

/** A zip is read from its end: where there is no other way, it is kept in memory, up to a limit. */
async function* openZip(item: Item, walk: Walk): AsyncGenerator<Piece, void> {
  const held: Uint8Array[] = [];
  try {
    const random = item.random ?? randomAccessTo(await hold());
    if (!(await isDocx(random))) {
      yield* unzip(item, random, walk);
      return;
    }
    const reader = item.random ? item.reader : new Reader(chunksOf(random));
    yield await document({ ...item, reader }, 'docx', walk, docxText);
  } finally {
    for (const chunk of held) walk.budget.release(chunk.length);
  }

  async function hold(): Promise<Uint8Array> {
    for await (const chunk of item.reader.rest()) {
      held.push(chunk);
      walk.budget.hold(chunk.length);
    }
    return Buffer.concat(held);
  }
}

async function document(
  { path, reader }: Item,
  format: DocumentFormat,
  { budget: { limits }, signal }: Walk,
  extract: (bytes: Uint8Array, limits: Limits, signal?: AbortSignal) => Promise<DocumentText>,
): Promise<Piece> {
  const bytes = await readAll(reader, limits.documentBytes, () =>
    over('documentBytes', limits.documentBytes),
  );
  const text = await extract(bytes, limits, signal);
  return 'refusal' in text ? refused(path, text.refusal) : { kind: 'document', path, format, bytes, ...text };
}

async function image({ path, reader }: Item, format: ImageFormat, { imageBytes }: Limits): Promise<Piece> {
  const bytes = await readAll(reader, imageBytes, () => over('imageBytes', imageBytes));
  return { kind: 'image', path, format, ...pixelSize(format, bytes), bytes };
}

function contentOf({ reader, depth }: Item, { budget, signal }: Walk): Content {
  const { entryBytes } = budget.limits;
  let cut: Cut | undefined;
  return { bytes: bytes(), cut: () => cut };

  async function* bytes(): AsyncGenerator<Uint8Array, void> {
    let length = 0;
    try {
      for await (const chunk of reader.rest()) {
        signal?.throwIfAborted();
        length += chunk.length;
        // What a person attaches as it is may be of any size.
        if (depth > 0 && length > entryBytes) throw over('entryBytes', entryBytes);
        yield chunk;
      }
    } catch (error) {
      if (!(error instanceof CutShort)) throw error;
      cut = error.cut;
    }
  }
}

function randomAccessOf(source: Source, budget: Budget, signal?: AbortSignal): RandomAccess | undefined {
  const { size } = source;
  if (size === undefined || !source.read) return undefined;
  const read = source.read.bind(source);
  return {
    size,
    read: async (offset, length) => {
      signal?.throwIfAborted();
      const bytes = await read(offset, length);
      budget.read(bytes.length);
      return bytes;
    },
  };
}

/** The source's bytes, counted, until the signal ends them, also while the source keeps one waiting. */
async function* streamOf(
  source: Source,
  budget: Budget,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  signal?.throwIfAborted();
  const chunks = source.stream(signal)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await unlessAborted(chunks.next(), signal);
      if (next.done) return;
      budget.read(next.value.length);
      yield next.value;
    }
  } finally {
    // A source that keeps one waiting would keep this waiting too.
    const ended = Promise.resolve(chunks.return?.());
    if (signal?.aborted) ended.catch(() => undefined);
    else await ended;
  }
}

/**
 * Waits for a promise, no longer than until the signal. A race against one promise that lasts would keep every value
 * that ever won it.
 *
 * @throws the signal's reason
 */
async function unlessAborted<T>(waited: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return waited;
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
  });
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([waited, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Whole bytes as a stream. */
async function* chunksOf({ size, read }: RandomAccess): AsyncGenerator<Uint8Array, void> {
  yield await read(0, size);
}
