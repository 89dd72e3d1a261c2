/**
 * The contract of the jobs: work on the store that takes longer than a person notices. Each runs in a thread of its
 * own with its own connection, tells how far it is, and stops when asked.
 */
import * as z from 'zod';
import type { StoreErrorKind } from '../db/errors.js';
import type { JobControl, Progress } from '../db/control.js';
import { Candidate, EvidenceSearch, FoundPart, Outcome, SearchSummary } from '../evidence/contract/index.js';
import { Attachment } from '../db/rows/attachments.js';
import { Preview, Refusal, Report } from '../db/import/report.js';
import { AuditFault, ChainHead } from '../db/rows/audit.js';
import { LogFileTimes } from '../db/rows/clocks.js';
import { Bytes, Id } from '../db/rows/common.js';
import { StoreCheck } from '../db/rows/check.js';
import { SalvageReport } from '../db/rows/salvage.js';
import { DocumentWords, DrawnEvent, DrawnWhy } from './documentInput.js';
import { VerifyReport, VerifyScope } from '../db/rows/verification.js';

const Store = z.object({ file: z.string().min(1), key: z.string().nullable() });

const Contents = z.object({
  incidents: z.int(),
  /** The newest time of an incident's change. */
  newest: z.string().nullable(),
  auditRows: z.int(),
  auditFaults: z.int(),
  mode: z.enum(['raw', 'passphrase']),
});

const NewKey = z.object({
  mode: z.enum(['raw', 'passphrase']),
  key: z.string().regex(/^[0-9a-f]{64}$/),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
});

/** A file to import from. */
const Source = z.object({
  file: z.string().min(1),
  /** The passphrase that it is encrypted with; null where there is none. */
  passphrase: z.string().min(1).nullable(),
});

/** The names of own patterns that cannot be used, and why. */
const Refused = z.array(
  z.object({
    name: z.string(),
    reason: z.enum(['invalid', 'bad-name', 'matches-empty', 'matches-everything']),
  }),
);

/** A person's own pattern, as `redaction` compiles it. */
const PatternSource = z.object({
  name: z.string(),
  pattern: z.string(),
  ignoreCase: z.boolean().exactOptional(),
});

/** So many attachments can be merged into one text. */
const MOST_MERGED = 200;
/** As `renderDocument` of `export` takes it. */
const RenderInput = z.object({
  store: Store,
  format: z.enum(['pdf', 'docx', 'html', 'md']),
  title: z.string(),
  markdown: z.string(),
  lang: z.string(),
  whys: z.array(DrawnWhy),
  events: z.array(DrawnEvent),
  evidence: z.array(z.object({ id: Id, name: z.string(), hash: z.string().nullable(), image: z.boolean() })),
  labels: z.array(z.string()),
  words: DocumentWords,
  /** The zone that times are shown in. */
  zone: z.string(),
  /** Whether images of the case go along. */
  images: z.boolean(),
  /** The path of a person's own font. */
  font: z.string().nullable(),
});

const Rendered = z.object({
  bytes: Bytes,
  missing: z.array(z.string()),
  rightToLeft: z.boolean(),
  fontRefused: z.boolean(),
  undrawn: z.int(),
});

interface Job {
  input: z.ZodType;
  /** What is told while the job runs. */
  part?: z.ZodType;
  output: z.ZodType;
}

export const jobApi = {
  /** Writes a copy of the store under the same key, while it is in use. */
  backUp: { input: z.object({ store: Store, to: z.string().min(1) }), output: z.void() },
  /** Looks at a backup, of which a copy is checked, and tells what is in it. */
  inspectBackup: {
    input: z.object({ store: Store, backup: Store }),
    output: z.union([z.object({ contents: Contents }), z.object({ refused: Refusal })]),
  },
  /**
   * Puts a copy of a backup in the store's place; every window lets go of it meanwhile. The present store is kept
   * under the name that is returned.
   */
  restore: {
    input: z.object({ store: Store, backup: Store }),
    output: z.union([z.object({ kept: z.string().nullable() }), z.object({ refused: Refusal })]),
  },
  /** Writes the chosen incidents, with all that hangs on them, into a file under a passphrase. */
  exportBundle: {
    input: z.object({
      store: Store,
      to: z.string().min(1),
      incidents: z.array(Id).min(1),
      passphrase: z.string().min(1),
    }),
    output: z.void(),
  },
  /** Puts a copy of the store under another key in its place; every window lets go of it meanwhile. */
  changeKey: { input: z.object({ store: Store, next: NewKey }), output: z.void() },
  /** Whether the key opens the file. */
  verifyKey: { input: z.object({ store: Store }), output: z.boolean() },
  /** Looks at a database of TFTSR or a case bundle, and counts what would come. */
  previewImport: {
    input: z.object({ store: Store, source: Source }),
    output: z.union([z.object({ preview: Preview }), z.object({ refused: Refusal })]),
  },
  /** Brings what is not in the store yet; the source is never changed. */
  importDatabase: {
    input: z.object({ store: Store, source: Source }),
    output: z.union([z.object({ report: Report }), z.object({ refused: Refusal })]),
  },
  /** Checks every page, the structure, references, search and the audit log; what it finds is no error. */
  checkStore: { input: z.object({ store: Store }), output: StoreCheck },
  /** Makes the search indexes anew. */
  repairSearch: { input: z.object({ store: Store }), output: z.void() },
  /** Puts the store `by` in the place of the damaged `file`, which is kept as `aside`; all three in one folder. */
  replaceDamaged: {
    input: z.object({ file: z.string().min(1), by: z.string().min(1), aside: z.string().min(1) }),
    output: z.void(),
  },
  /** Writes what can be read of a damaged store to `to`, under the same key and salt. */
  salvage: { input: z.object({ store: Store, to: z.string().min(1) }), output: SalvageReport },
  verifyAudit: {
    input: z.object({
      store: Store,
      /** A head that was exported earlier. */
      anchor: ChainHead.exactOptional(),
    }),
    output: z.object({
      rows: z.int(),
      faults: z.array(AuditFault),
      head: ChainHead,
    }),
  },
  /** Holds attachments to the hashes that they came with; what it finds is no error. The progress is in bytes. */
  verifyAttachments: { input: z.object({ store: Store, scope: VerifyScope }), output: VerifyReport },
  /** Scans what was not scanned yet for personal data and secrets. The progress is in bytes. */
  scan: {
    input: z.object({
      store: Store,
      patterns: z.array(PatternSource),
      /** Leaves out what was scanned by other rules. */
      onlyNew: z.boolean().exactOptional(),
    }),
    output: z.object({
      scanned: z.int(),
      unreadable: z.int(),
      refused: Refused,
    }),
  },
  /** Tells where the findings of an attachment stand in its lines, in the order of the text. */
  placeFindings: {
    input: z.object({ store: Store, id: Id }),
    part: z.array(z.object({ id: Id, line: z.int(), start: z.int(), endLine: z.int(), end: z.int() })),
    output: z.void(),
  },
  /** Redacts texts of an incident as it was decided; what nobody decided is redacted. */
  redactTexts: {
    input: z.object({
      store: Store,
      issue_id: Id,
      /** The attachment that the texts are from; the whole of its text where none is given. */
      log_file_id: Id.exactOptional(),
      texts: z.array(z.string()).exactOptional(),
      /** What is given of each text, in UTF-16 units: it is redacted as part of the whole. */
      cut: z.object({ start: z.int().nonnegative(), end: z.int().nonnegative() }).exactOptional(),
      /** The lines that are given of the attachment, from 1 on, in their order. */
      lines: z.array(z.object({ first: z.int().positive(), last: z.int().positive() })).exactOptional(),
      /** They are those of a document: what a reader of Markdown sees is looked at too. */
      isMarkdown: z.boolean().exactOptional(),
      patterns: z.array(PatternSource),
      replacements: z.enum(['numbered', 'plain']),
    }),
    output: z.object({
      texts: z.array(z.string()),
      redacted: z.record(z.string(), z.int()),
      kept: z.int(),
      refused: Refused,
    }),
  },
  /** Makes a redacted copy of an attachment; null where nothing is left of its text. The progress is in bytes. */
  redact: {
    input: z.object({
      store: Store,
      id: Id,
      /** Of the copy. */
      name: z.string().min(1),
      patterns: z.array(PatternSource),
      replacements: z.enum(['numbered', 'plain']),
      /** Whether the values that were found in the original are forgotten. */
      clear: z.boolean(),
    }),
    output: z
      .object({
        copy: Attachment,
        added: z.boolean(),
        redacted: z.record(z.string(), z.int()),
        kept: z.int(),
      })
      .nullable(),
  },
  /**
   * Counts the lines of an incident's attachments by time and level, and tells each attachment's counts; those that were
   * counted before by the same clock come as they are kept. The progress is in bytes.
   */
  countTimes: {
    input: z.object({ store: Store, issue_id: Id }),
    part: LogFileTimes,
    output: z.object({
      /** The attachments that cannot be read. */
      unreadable: z.array(Id),
    }),
  },
  /** Merges attachments by time into one text, which is told part by part. The progress is in bytes. */
  mergeLogs: {
    input: z.object({
      store: Store,
      ids: z.array(Id).min(1).max(MOST_MERGED),
      /** The zone in which times are shown. */
      zone: z.string(),
      /** The most bytes that the text may have. */
      limit: z.int().positive(),
    }),
    part: z.object({
      bytes: z.instanceof(Uint8Array),
      /** Of each line the place of its attachment in the list, and the number of the line there, counted from 1. */
      sources: z.instanceof(Uint16Array),
      lines: z.instanceof(Uint32Array),
    }),
    /** False where the text would be larger than the limit. */
    output: z.object({ whole: z.boolean() }),
  },
  /** Attaches what a person chose, one after the other. The progress is in bytes of the one under way. */
  attach: {
    input: z.object({ store: Store, issue_id: Id, candidates: z.array(Candidate) }),
    part: z.object({
      /** The place of the candidate in the list. */
      candidate: z.int(),
      outcome: Outcome,
    }),
    output: z.void(),
  },
  /**
   * Past incidents that are like one, best first, and why; lines of attachments that were not read yet are read before.
   * The progress is in bytes.
   */
  similar: {
    input: z.object({ store: Store, issue_id: Id, limit: z.int().min(1).max(100) }),
    output: z.array(
      z.object({
        id: Id,
        title: z.string(),
        severity: z.string(),
        status: z.string(),
        created_at: z.string(),
        score: z.number(),
        words: z.array(z.string()),
        templates: z.array(
          z.object({ template: z.string(), ours: z.int(), theirs: z.int(), incidents: z.int() }),
        ),
        sharedTemplates: z.int(),
        category: z.string().nullable(),
        tags: z.array(z.string()),
      }),
    ),
  },
  /** Makes a file of a document, of texts that are redacted already; only images are read from the store. */
  renderDocument: { input: RenderInput, output: Rendered },
  /** Searches attachments. The progress is in bytes. */
  search: {
    input: EvidenceSearch.extend({ store: Store }),
    part: FoundPart,
    output: SearchSummary,
  },
} as const satisfies Record<string, Job>;

type Api = typeof jobApi;
export type JobName = keyof Api;
/** Jobs that share a thread which knows all rules of redaction. */
export type RedactionJob = 'scan' | 'redact' | 'redactTexts' | 'placeFindings';
/** A job that a thread is started for; searches and redaction have threads that stay. */
export type LoneJob = Exclude<JobName, 'search' | RedactionJob>;
/** Those of the common thread; to render takes libraries that no other job needs. */
export type CommonJob = Exclude<LoneJob, 'renderDocument'>;
/** What a caller gives. */
export type JobInput<J extends JobName> = z.input<Api[J]['input']>;
export type JobOutput<J extends JobName> = z.output<Api[J]['output']>;

export type JobPart<J extends JobName> = Api[J] extends { part: infer P extends z.ZodType }
  ? z.output<P>
  : never;

/** What a job has besides. */
interface JobThread<J extends JobName> {
  /** The path of the bundled thread that works on chunks of logs. */
  readonly chunkThread: string;
  readonly tell: (part: JobPart<J>) => void;
}

/** A job's work in its thread: synchronous, or asynchronous where it reads from elsewhere. */
export type Jobs = {
  readonly [J in JobName]: (
    input: z.output<Api[J]['input']>,
    control: JobControl & JobThread<J>,
  ) => JobOutput<J> | Promise<JobOutput<J>>;
};

/** What the thread is started with. */
export interface JobStart {
  readonly name: JobName;
  readonly input: unknown;
  /** One number, which is 1 once the job is cancelled. */
  readonly cancelled: Int32Array<SharedArrayBuffer>;
}

/** What the thread tells. */
export type JobMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'part'; readonly part: unknown }
  | { readonly type: 'done'; readonly output: unknown }
  | { readonly type: 'failed'; readonly kind: StoreErrorKind; readonly detail: string };
