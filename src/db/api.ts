/**
 * The contract between the extension host and the store's worker: each method's input, output and the topics
 * that it changes. The types of both ends are derived from here; a method without a handler does not compile.
 */
import * as z from 'zod';
import { ChainHead } from './rows/audit.js';
import { Attachment, NewAttachment } from './rows/attachments.js';
import { Id } from './rows/common.js';
import { Incident, IncidentChange, IncidentSummary, NewIncident } from './rows/incidents.js';

/** What a view can show; a change names the topics whose views are to read again. */
export const TOPICS = ['incidents', 'attachments'] as const;
export type Topic = (typeof TOPICS)[number];

interface Method {
  input: z.ZodType;
  output: z.ZodType;
  changes?: readonly Topic[];
}

/** Lists are read page by page, newest first, from behind the last id of the page before. */
const Page = z.object({ after: Id.optional(), limit: z.int().min(1).max(1000) });

const ById = z.object({ id: Id });

export const storeApi = {
  createIncident: { input: NewIncident, output: Incident, changes: ['incidents'] },
  getIncident: { input: ById, output: Incident },
  listIncidents: { input: Page, output: z.array(IncidentSummary) },
  updateIncident: { input: IncidentChange, output: Incident, changes: ['incidents'] },
  /** Deletes the incident with all that hangs on it. */
  deleteIncident: { input: ById, output: z.void(), changes: ['incidents', 'attachments'] },

  /** Keeps the content, or finds that the incident has it already (`added` is false then). */
  addAttachment: {
    input: NewAttachment,
    output: z.object({ attachment: Attachment, added: z.boolean() }),
    changes: ['incidents', 'attachments'],
  },
  getAttachment: { input: ById, output: Attachment },
  listAttachments: { input: Page.extend({ issue_id: Id }), output: z.array(Attachment) },
  /** The gzip-compressed content. */
  readAttachment: { input: ById, output: z.instanceof(Uint8Array<ArrayBufferLike>) },
  /** The end of the audit log's chain. */
  auditHead: { input: z.object({}), output: ChainHead },

  removeAttachment: { input: ById, output: z.void(), changes: ['incidents', 'attachments'] },
} as const satisfies Record<string, Method>;

type Api = typeof storeApi;
export type MethodName = keyof Api;
/** What a caller gives. */
export type Input<M extends MethodName> = z.input<Api[M]['input']>;
/** What a handler gets: the input after its checks. */
export type Checked<M extends MethodName> = z.output<Api[M]['input']>;
export type Output<M extends MethodName> = z.output<Api[M]['output']>;

export type Store = { readonly [M in MethodName]: (input: Input<M>) => Promise<Output<M>> };
