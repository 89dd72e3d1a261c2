/** What the command `whydunit` and a window say to each other: a line of JSON each way, then bytes, then a line. */
import * as z from 'zod';

/** The first line from the command. */
export const Hello = z.discriminatedUnion('what', [
  /** The bytes that follow, to their end. */
  z.object({ token: z.string(), what: z.literal('bytes'), name: z.string().min(1).max(1000) }),
  /** Files of this machine, by their absolute paths; an address on the web, which the window refuses, as it is. */
  z.object({
    token: z.string(),
    what: z.literal('files'),
    paths: z.array(z.string().min(1)).min(1).max(10_000),
  }),
]);
export type Hello = z.output<typeof Hello>;

/** The last line from the window: a sentence for the person at the terminal. */
export const Answer = z.object({ ok: z.boolean(), text: z.string() });
export type Answer = z.output<typeof Answer>;

/** What a window writes beside its socket, readable by its owner only. */
export const WindowFile = z.object({ socket: z.string(), token: z.string() });

/** A first line that is longer than this is none. */
export const MOST_HELLO_BYTES = 1024 * 1024;
