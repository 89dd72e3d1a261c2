/** What became of something that a person attached. */
import * as z from 'zod';
import { Attachment, Image } from '../../db/rows/attachments.js';
import type { Refusal } from '../formats/index.js';

/** One piece: an archive has many. */
export const Outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('attachment'), attachment: Attachment, added: z.boolean() }),
  z.object({ kind: z.literal('image'), image: Image, added: z.boolean() }),
  z.object({
    kind: z.literal('refused'),
    /** Where it is, from the source's name on; entries of archives behind `!/`. */
    path: z.string(),
    refusal: z.custom<Refusal | Unreadable>(),
  }),
]);
export type Outcome = z.output<typeof Outcome>;

/** The source itself could not be read. */
export interface Unreadable {
  readonly reason:
    'gone' | 'noPermission' | 'folder' | 'notAFile' | 'linkLoop' | 'unreadable' | 'senderEnded';
}
