/** Bytes that the host hands to a thread piece by piece; the thread asks for each, so that none pile up. */
import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';

type Handed = { readonly bytes: Uint8Array<ArrayBuffer> } | { readonly end: 'whole' | 'cut' };

/** The sender ended before it had said all. */
export class SenderEnded extends Error {}

/** The thread's end. @throws SenderEnded */
export async function* streamOf(port: MessagePort): AsyncGenerator<Uint8Array, void> {
  try {
    for (;;) {
      const answer = once(port, 'message');
      port.postMessage('next');
      const [handed] = (await answer) as [Handed];
      if ('bytes' in handed) yield handed.bytes;
      else if (handed.end === 'whole') return;
      else throw new SenderEnded('the sender ended in the middle');
    }
  } finally {
    port.close();
  }
}

/** The host's end: hands the bytes over as they are asked for. */
export async function handOver(bytes: AsyncIterable<Uint8Array>, port: MessagePort): Promise<void> {
  const iterator = bytes[Symbol.asyncIterator]();
  const closed = new AbortController();
  port.once('close', () => closed.abort());
  const asked = () =>
    once(port, 'message', { signal: closed.signal }).then(
      () => true,
      () => false,
    );
  while (await asked()) {
    const next = await iterator.next().catch(() => 'cut' as const);
    if (next === 'cut' || next.done) {
      port.postMessage({ end: next === 'cut' ? 'cut' : 'whole' } satisfies Handed);
      break;
    }
    port.postMessage({ bytes: new Uint8Array(next.value) } satisfies Handed);
  }
  await iterator.return?.();
}
