import * as z from 'zod';
import { Id, Timestamp } from './common.js';
import { Provenance } from './provenance.js';

/** A row of `log_files`, without its content: lists never read BLOBs. */
export const Attachment = z.object({
  id: Id,
  issue_id: Id,
  file_name: z.string(),
  /** Where it came from, as a person would write it: a path, or an address for what is not a local file. */
  file_path: z.string(),
  /** Bytes of the original content. */
  file_size: z.int().nonnegative().nullable(),
  mime_type: z.string().nullable(),
  /** SHA-256 of the original content, in lower-case hex. */
  content_hash: z.string().nullable(),
  uploaded_at: Timestamp,
  redacted: z.int(),
  /** The address of the source document; null where there is none to go back to. */
  source_uri: z.string().nullable(),
  /** The first and last line it was taken from, counted from 1; null where it is the whole source. */
  start_line: z.int().positive().nullable(),
  end_line: z.int().positive().nullable(),
  /** The name of the text's encoding, as TextDecoder knows it; null where it is not known. */
  encoding: z.string().nullable(),
  /** JSON of `Provenance`. */
  provenance: z.string().nullable(),
});
export type Attachment = z.output<typeof Attachment>;

export const NewAttachment = Attachment.pick({
  issue_id: true,
  file_name: true,
  file_path: true,
  mime_type: true,
  start_line: true,
  end_line: true,
  encoding: true,
  source_uri: true,
}).extend({
  file_name: z.string().min(1),
  file_size: z.int().positive(),
  content_hash: z.string().regex(/^[0-9a-f]{64}$/),
  provenance: Provenance,
  /** The content, gzip-compressed. */
  content_compressed: z.instanceof(Uint8Array<ArrayBufferLike>),
});
export type NewAttachment = z.output<typeof NewAttachment>;
