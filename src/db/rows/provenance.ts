import * as z from 'zod';

/** How an attachment came to be, kept as JSON beside it. */
export const Provenance = z.object({
  /** The way in. */
  via: z.enum([
    'selection',
    'editor',
    'file',
    'drop',
    'terminal',
    'command',
    'clipboard',
    'pipe',
    'redaction',
  ]),
  /** The machine and the account on which it was attached. */
  host: z.string(),
  user: z.string(),
  /** The commit that the folder of a tracked file was at, and whether the file differed from it. */
  git: z.object({ commit: z.string(), dirty: z.boolean() }).exactOptional(),
  /** The command that wrote it; times in ISO 8601. */
  command: z
    .object({
      line: z.string(),
      cwd: z.string().exactOptional(),
      exitCode: z.int().exactOptional(),
      started: z.string(),
      ended: z.string(),
    })
    .exactOptional(),
  /** The attachment that this is a redacted copy of, and its SHA-256. */
  redactionOf: z.object({ id: z.string(), hash: z.string().nullable() }).exactOptional(),
  /** What is missing of it. */
  partial: z.enum(['beginningCut', 'endCut', 'unreadable']).exactOptional(),
  /** The file grew while it was read, and was taken up to the size that it had at the start. */
  grew: z.literal(true).exactOptional(),
});
export type Provenance = z.output<typeof Provenance>;
