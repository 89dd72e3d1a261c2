/** What a person attaches, as the thread is told of it. */
import type { MessagePort } from 'node:worker_threads';
import * as z from 'zod';
import { Provenance } from '../../db/rows/provenance.js';

const Line = z.int().positive();

export const Candidate = z.object({
  source: z.object({
    uri: z.string().nullable(),
    path: z.string(),
    fileName: z.string(),
    lines: z.object({ start: Line, end: Line }).exactOptional(),
    origin: Provenance.omit({ host: true, user: true }),
  }),
  content: z.discriminatedUnion('kind', [
    /** A file of this machine, by its absolute path. */
    z.object({ kind: z.literal('path'), path: z.string() }),
    z.object({ kind: z.literal('bytes'), bytes: z.instanceof(Uint8Array<ArrayBufferLike>) }),
    /** Bytes as they come; see `streamOf`. */
    z.object({ kind: z.literal('port'), port: z.custom<MessagePort>() }),
  ]),
  /**
   * `anything` is told by its content; `text` is text whatever it looks like, in the encoding that is named; of `asIs`,
   * the pieces at these paths are kept that were refused as neither text nor a format that is read, and nothing else.
   */
  as: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('anything') }),
    z.object({ kind: z.literal('text'), encoding: z.string() }),
    z.object({ kind: z.literal('asIs'), paths: z.array(z.string()).min(1) }),
  ]),
});
export type Candidate = z.output<typeof Candidate>;
