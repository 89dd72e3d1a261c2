import * as z from 'zod';
import { EVIDENCE_FAULTS } from '../values.js';
import { Bytes, Flag, Id, json, Sha256, Timestamp } from './common.js';
import { Provenance } from './provenance.js';

/** What the last verification found. */
const Verified = z.object({
  /** Null where it was never verified. */
  verified_at: Timestamp.nullable(),
  /** Null where it was whole. */
  fault: z.enum(EVIDENCE_FAULTS).nullable(),
});

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
  redacted: Flag,
  /** The address of the source document; null where there is none to go back to. */
  source_uri: z.string().nullable(),
  /** The first and last line it was taken from, counted from 1; null where it is the whole source. */
  start_line: z.int().positive().nullable(),
  end_line: z.int().positive().nullable(),
  /** The name of the text's encoding, as TextDecoder knows it; null where it is not known. */
  encoding: z.string().nullable(),
  provenance: json(Provenance).nullable(),
  ...Verified.shape,
  /** Findings of personal data and secrets that wait for a decision; null where it was not scanned yet. */
  waiting: z.int().nonnegative().nullable(),
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
  content_hash: Sha256,
  provenance: Provenance,
  /** The content, gzip-compressed. */
  content_compressed: Bytes,
});
export type NewAttachment = z.output<typeof NewAttachment>;

/** A row of `image_attachments`, without the image. */
export const Image = z.object({
  id: Id,
  issue_id: Id,
  file_name: z.string(),
  /** Where it came from; empty for a pasted one. */
  file_path: z.string(),
  /** Bytes. */
  file_size: z.int().nonnegative(),
  mime_type: z.string(),
  /** SHA-256 of the image, in lower-case hex. */
  upload_hash: z.string(),
  uploaded_at: Timestamp,
  /** A person confirmed that it may show personal data. */
  pii_warning_acknowledged: Flag,
  is_paste: Flag,
  provenance: json(Provenance).nullable(),
  ...Verified.shape,
});
export type Image = z.output<typeof Image>;

/** The orders of the list of all evidence, and what narrows it. */
export const EvidenceOrder = z.enum(['name', 'incident', 'date', 'size', 'type']);
export type EvidenceOrder = z.output<typeof EvidenceOrder>;

const EvidenceType = z.enum(['text', 'document', 'image', 'other']);

export const EvidenceFilter = z.object({
  /** Words of the name or the incident's title, in any case and order. */
  text: z.string().max(1000),
  type: EvidenceType.exactOptional(),
});
export type EvidenceFilter = z.output<typeof EvidenceFilter>;

/** A row of either table in the list of all incidents' evidence. */
export const Evidence = Attachment.pick({
  id: true,
  issue_id: true,
  file_name: true,
  file_size: true,
  mime_type: true,
  uploaded_at: true,
}).extend({
  issue_title: z.string(),
  type: EvidenceType,
  fault: Verified.shape.fault,
});
export type Evidence = z.output<typeof Evidence>;

export const NewImage = Image.pick({
  issue_id: true,
  file_name: true,
  file_path: true,
  mime_type: true,
}).extend({
  pii_warning_acknowledged: z.boolean(),
  is_paste: z.boolean(),
  provenance: Provenance.exactOptional(),
  image_data: Bytes,
});
