/**
 * The contract between the extension host and the store's worker: each method's input, output and the topics
 * that it changes. The types of both ends are derived from here; a method without a handler does not compile.
 */
import * as z from 'zod';
import { ById, change, type Method, OfIncident } from './apiForms.js';
import { documentsApi } from './documentsApi.js';
import { EvidenceRef, ListedRef, NewRef, Step, WhyChange } from './rows/analysis.js';
import {
  Attachment,
  Evidence,
  EvidenceFilter,
  EvidenceOrder,
  Image,
  NewAttachment,
  NewImage,
} from './rows/attachments.js';
import { AuditRow, ChainHead } from './rows/audit.js';
import { LogFileTimes, NewSourceClock, SourceClock } from './rows/clocks.js';
import { Bytes, Id, page, Sha256, Timestamp } from './rows/common.js';
import { Conversation, Message, NewProvider, Provider } from './rows/conversations.js';
import { Incident, IncidentChange, IncidentSummary, NewIncident } from './rows/incidents.js';
import { ChunkRange, LogChunk, LogContent } from './rows/logChunks.js';
import { Discovery, McpResource, McpServer, McpTool, NewMcpServer } from './rows/mcp.js';
import { Found, Search } from './rows/search.js';
import { Credential, Integration, NewIntegration, Setting } from './rows/settings.js';
import { Finding, Span, SpanDecision, ValueDecision, ValueOf } from './rows/spans.js';
import { Approval, Execution, ExecutionSummary, Kubeconfig, ShellCommand } from './rows/shell.js';
import {
  EventChange,
  EventFilter,
  EventIndex,
  EventWithRefs,
  NewTimelineEvent,
  RemovedEvent,
  TimelineEvent,
} from './rows/timeline.js';
import type { Topic } from './values.js';

export type { Topic };

export const storeApi = {
  createIncident: { input: NewIncident, output: Incident, changes: ['incidents', 'timeline'] },
  getIncident: { input: ById, output: Incident },
  /** The incident with all that hangs on it, without content. */
  getIncidentDetail: {
    input: ById,
    output: z.object({
      issue: Incident,
      log_files: z.array(Attachment),
      resolution_steps: z.array(Step),
      conversations: z.array(Conversation),
    }),
  },
  /** Newest first. */
  listIncidents: { input: page(Id), output: z.array(IncidentSummary) },
  /** Best first where words are searched for, else newest first; each filter that is given must fit. */
  searchIncidents: { input: Search, output: z.array(Found) },
  updateIncident: { input: IncidentChange, output: Incident, changes: ['incidents', 'timeline'] },
  /** Deletes the incident with all that hangs on it. */
  deleteIncident: {
    input: ById,
    output: z.void(),
    changes: [
      'incidents',
      'attachments',
      'spans',
      'timeline',
      'whys',
      'documents',
      'actions',
      'conversations',
      'shell',
    ],
  },

  /** Keeps the content, or finds that the incident has it already (`added` is false then). */
  addAttachment: {
    input: NewAttachment,
    output: z.object({ attachment: Attachment, added: z.boolean() }),
    changes: ['incidents', 'attachments', 'timeline'],
  },
  getAttachment: { input: ById, output: Attachment },
  listAttachments: { input: page(Id).extend(OfIncident.shape), output: z.array(Attachment) },
  /** The gzip-compressed content. */
  readAttachment: { input: ById, output: Bytes },
  /** The bytes that an attachment's text was extracted from. */
  readOriginal: { input: ById, output: Bytes },
  updateAttachment: {
    input: z.object({ id: Id, redacted: z.boolean() }),
    output: Attachment,
    changes: ['attachments'],
  },
  removeAttachment: { input: ById, output: z.void(), changes: ['incidents', 'attachments', 'spans'] },

  /** Keeps the image, or finds that the incident has it already (`added` is false then). */
  addImage: {
    input: NewImage,
    output: z.object({ image: Image, added: z.boolean() }),
    changes: ['attachments', 'timeline'],
  },
  getImage: { input: ById, output: Image },
  listImages: {
    input: page(Image.pick({ uploaded_at: true, id: true })).extend(OfIncident.shape),
    output: z.array(Image),
  },
  readImage: { input: ById, output: Bytes },
  updateImage: {
    input: z.object({ id: Id, pii_warning_acknowledged: z.boolean() }),
    output: Image,
    changes: ['attachments'],
  },
  removeImage: { input: ById, output: z.void(), changes: ['attachments'] },

  /** Attachments and images of all incidents that the filter lets through, sorted. */
  listEvidence: {
    input: page(Evidence.omit({ fault: true })).extend({
      filter: EvidenceFilter,
      order: EvidenceOrder,
      descending: z.boolean(),
    }),
    output: z.array(Evidence),
  },
  countEvidence: { input: z.object({ filter: EvidenceFilter }), output: z.int() },

  /** Whether there is an attachment that these rules have not scanned. */
  anyUnscanned: { input: z.object({ rules: z.string().nullable() }), output: z.boolean() },
  /** Decides single findings; null lets them wait again. */
  decideSpans: { input: SpanDecision, output: z.void(), changes: ['spans', 'attachments'] },
  /** Decides a value wherever it stands, now and later. */
  decideValue: { input: ValueDecision, output: z.void(), changes: ['spans', 'attachments'] },
  /** In the order of the text. */
  listSpans: {
    input: page(Span.pick({ start_offset: true, id: true })).extend({ log_file_id: Id }),
    output: z.array(Span),
  },
  /** How many findings the last scan of an attachment counted, also those that are not kept; null where it was not scanned. */
  countFindings: { input: ById, output: z.int().nullable() },
  /** The values that were found in an incident, by type. */
  listFindings: {
    input: page(ValueOf.omit({ issue_id: true })).extend({ issue_id: Id }),
    output: z.array(Finding),
  },
  /** Where a value stands in an incident. */
  listSpansOfValue: {
    input: ValueOf.extend({ limit: z.int().min(1).max(1000) }),
    output: z.array(Span),
  },

  /** Writes down that redacted text of an incident left; `stayed`, that it did not go after all. */
  recordLeaving: {
    input: z.object({
      issue_id: Id,
      /** What it was made of, where it is not the incident as a whole. */
      log_file_id: Id.exactOptional(),
      document_id: Id.exactOptional(),
      outcome: z.enum(['left', 'stayed']),
      destination: z.enum(['clipboard', 'file']),
      format: z
        .string()
        .regex(/^[a-z0-9]{1,16}$/)
        .exactOptional(),
      images: z.int().nonnegative().exactOptional(),
      /** Of the document that was exported: an event of the incident says so. */
      file_path: z.string().min(1).exactOptional(),
      /** Of what left, byte by byte. */
      hash: Sha256,
      bytes: z.int().nonnegative(),
      redacted: z.record(z.string(), z.int()),
      kept: z.int(),
    }),
    output: z.void(),
    changes: ['audit', 'timeline'],
  },

  addEvent: { input: NewTimelineEvent, output: TimelineEvent, changes: ['timeline'] },
  /** In the order of time. */
  listEvents: {
    input: page(TimelineEvent.pick({ at: true, id: true })).extend(OfIncident.shape),
    output: z.array(TimelineEvent),
  },
  /** Those with these ids that are still there, with what they refer to. */
  getEvents: { input: z.object({ ids: z.array(Id).max(500) }), output: z.array(EventWithRefs) },
  /** All events of an incident that the filter lets through, without what they say. */
  indexEvents: { input: OfIncident.extend({ filter: EventFilter }), output: EventIndex },
  /** The events that metrics are counted from, in the order of time. */
  listMilestones: {
    input: OfIncident,
    output: z.array(TimelineEvent.pick({ id: true, at: true, event_type: true })),
  },
  /** @throws StoreError `stale` where a revision is given and the event has another one */
  updateEvent: { input: EventChange, output: TimelineEvent, changes: ['timeline'] },
  /** Gives back what `restoreEvent` needs. @throws StoreError `stale` as `updateEvent` */
  removeEvent: {
    input: EventChange.pick({ id: true, revision: true }),
    output: RemovedEvent,
    changes: ['timeline'],
  },
  /** Brings back an event that was removed, under its own id. */
  restoreEvent: { input: RemovedEvent, output: TimelineEvent, changes: ['timeline'] },

  /** Refers to a place in evidence from an event or a why. */
  addRef: { input: NewRef, output: EvidenceRef, changes: ['timeline', 'whys'] },
  /** All references of an incident's events and whys. */
  listRefs: { input: page(Id).extend(OfIncident.shape), output: z.array(ListedRef) },
  removeRef: { input: ById, output: z.void(), changes: ['timeline', 'whys'] },

  /** Null where nobody said anything of the attachment's clock. */
  getClock: { input: SourceClock.pick({ log_file_id: true }), output: SourceClock.nullable() },
  /** Says in which zone an attachment's times are, and how wrong its clock was, in the place of what was said before. */
  setClock: { input: NewSourceClock, output: SourceClock, changes: ['clocks'] },
  /** How many lines the attachments of an incident have at which time, as far as that was counted. */
  listTimes: { input: OfIncident, output: z.array(LogFileTimes) },

  /** In their order. */
  listSteps: {
    input: page(Step.pick({ step_order: true, id: true })).extend(OfIncident.shape),
    output: z.array(Step),
  },
  /**
   * Changes an incident's whys, all or nothing; events of what was found are recorded with it.
   *
   * @throws StoreError `stale` where another window changed what a change is based on
   */
  changeWhys: {
    input: OfIncident.extend({ changes: z.array(WhyChange).min(1).max(2000) }),
    output: z.array(Step),
    changes: ['whys', 'timeline'],
  },

  ...documentsApi,

  addConversation: {
    input: Conversation.omit({ id: true, created_at: true }),
    output: Conversation,
    changes: ['conversations'],
  },
  getConversation: { input: ById, output: Conversation },
  /** Newest first. */
  listConversations: {
    input: page(Conversation.pick({ created_at: true, id: true })).extend(OfIncident.shape),
    output: z.array(Conversation),
  },
  updateConversation: {
    input: change(Conversation.pick({ title: true })),
    output: Conversation,
    changes: ['conversations'],
  },
  removeConversation: { input: ById, output: z.void(), changes: ['conversations'] },
  addMessage: {
    input: Message.omit({ id: true, created_at: true }),
    output: Message,
    changes: ['conversations'],
  },
  /** In the order of time. */
  listMessages: {
    input: page(Message.pick({ created_at: true, id: true })).extend({ conversation_id: Id }),
    output: z.array(Message),
  },
  addProvider: { input: NewProvider, output: Provider, changes: ['integrations'] },
  getProvider: { input: ById, output: Provider },
  listProviders: { input: page(Provider.pick({ name: true })), output: z.array(Provider) },
  updateProvider: { input: change(NewProvider), output: Provider, changes: ['integrations'] },
  removeProvider: { input: ById, output: z.void(), changes: ['integrations'] },
  /** Null where the provider needs none. */
  readProviderKey: { input: ById, output: z.string().nullable() },

  /** Null where it was never set. */
  getSetting: { input: Setting.pick({ key: true }), output: z.string().nullable() },
  listSettings: { input: page(Setting.pick({ key: true })), output: z.array(Setting) },
  setSetting: { input: Setting.omit({ updated_at: true }), output: Setting, changes: ['settings'] },
  removeSetting: { input: Setting.pick({ key: true }), output: z.void(), changes: ['settings'] },

  /** Keeps the service's one token, in place of an older one. */
  saveCredential: {
    input: Credential.pick({ service: true, expires_at: true }).extend({ token: z.string().min(1) }),
    output: Credential,
    changes: ['integrations'],
  },
  listCredentials: { input: page(Credential.pick({ service: true })), output: z.array(Credential) },
  /** The token. */
  readCredential: { input: Credential.pick({ service: true }), output: z.string() },
  removeCredential: { input: ById, output: z.void(), changes: ['integrations'] },
  saveIntegration: { input: NewIntegration, output: Integration, changes: ['integrations'] },
  /** Null where the service is not set up. */
  getIntegration: { input: Integration.pick({ service: true }), output: Integration.nullable() },
  listIntegrations: { input: page(Integration.pick({ service: true })), output: z.array(Integration) },
  removeIntegration: { input: ById, output: z.void(), changes: ['integrations'] },

  addMcpServer: { input: NewMcpServer, output: McpServer, changes: ['integrations'] },
  getMcpServer: { input: ById, output: McpServer },
  listMcpServers: { input: page(McpServer.pick({ name: true, id: true })), output: z.array(McpServer) },
  updateMcpServer: { input: change(NewMcpServer), output: McpServer, changes: ['integrations'] },
  removeMcpServer: { input: ById, output: z.void(), changes: ['integrations'] },
  readMcpAuth: { input: ById, output: z.string() },
  recordDiscovery: { input: Discovery, output: McpServer, changes: ['integrations'] },
  listMcpTools: {
    input: page(McpTool.pick({ name: true, id: true })).extend({ server_id: Id }),
    output: z.array(McpTool),
  },
  listMcpResources: {
    input: page(McpResource.pick({ name: true, id: true })).extend({ server_id: Id }),
    output: z.array(McpResource),
  },

  addShellCommand: {
    input: ShellCommand.omit({ id: true, created_at: true }),
    output: ShellCommand,
    changes: ['shell'],
  },
  listShellCommands: {
    input: page(ShellCommand.pick({ category: true, id: true })),
    output: z.array(ShellCommand),
  },
  updateShellCommand: {
    input: change(ShellCommand.omit({ id: true, created_at: true })),
    output: ShellCommand,
    changes: ['shell'],
  },
  removeShellCommand: { input: ById, output: z.void(), changes: ['shell'] },
  addKubeconfig: {
    input: Kubeconfig.pick({ name: true, context: true, cluster_url: true }).extend({ content: z.string() }),
    output: Kubeconfig,
    changes: ['shell'],
  },
  listKubeconfigs: { input: page(Kubeconfig.pick({ name: true, id: true })), output: z.array(Kubeconfig) },
  /** Makes it the only active one. */
  activateKubeconfig: { input: ById, output: Kubeconfig, changes: ['shell'] },
  removeKubeconfig: { input: ById, output: z.void(), changes: ['shell'] },
  /** The content, in YAML. */
  readKubeconfig: { input: ById, output: z.string() },
  recordExecution: {
    input: Execution.omit({ id: true, executed_at: true }),
    output: ExecutionSummary,
    changes: ['shell'],
  },
  getExecution: { input: ById, output: Execution },
  /** Newest first; those of all incidents where none is named. */
  listExecutions: {
    input: page(ExecutionSummary.pick({ executed_at: true, id: true })).extend({
      issue_id: Id.exactOptional(),
    }),
    output: z.array(ExecutionSummary),
  },
  recordApproval: {
    input: Approval.omit({ id: true, decided_at: true }),
    output: Approval,
    changes: ['shell'],
  },
  /** Newest first; those of all sessions where none is named. */
  listApprovals: {
    input: page(Approval.pick({ decided_at: true, id: true })).extend({
      session_id: z.string().exactOptional(),
    }),
    output: z.array(Approval),
  },
  removeApprovals: { input: z.object({ session_id: z.string() }), output: z.void(), changes: ['shell'] },

  /** Whether the recovery key may be shown now: true once for each key, whoever asks first. */
  claimRecoveryKey: { input: z.object({}), output: z.boolean(), changes: ['settings'] },

  /** Null where the attachment's content is not kept in chunks. */
  getLogContent: { input: ById, output: LogContent.nullable() },
  /** The chunks of a large log that hold these lines or bytes, from the first one on, eight at most. */
  readChunks: { input: ChunkRange, output: z.array(LogChunk) },

  /** The end of the audit log's chain. */
  auditHead: { input: z.object({}), output: ChainHead },
  /** Newest first; each filter that is given must fit. */
  listAudit: {
    input: page(AuditRow.pick({ timestamp: true, id: true })).extend({
      action: z.string().exactOptional(),
      entity_type: z.string().exactOptional(),
      entity_id: z.string().exactOptional(),
      /** From this time on. */
      from: Timestamp.exactOptional(),
      /** Before this time. */
      to: Timestamp.exactOptional(),
    }),
    output: z.array(AuditRow),
  },
} as const satisfies Record<string, Method>;

type Api = typeof storeApi;
export type MethodName = keyof Api;
/** What a caller gives. */
export type Input<M extends MethodName> = z.input<Api[M]['input']>;
/** What a handler gets: the input after its checks. */
export type Checked<M extends MethodName> = z.output<Api[M]['input']>;
export type Output<M extends MethodName> = z.output<Api[M]['output']>;

export type Store = { readonly [M in MethodName]: (input: Input<M>) => Promise<Output<M>> };
