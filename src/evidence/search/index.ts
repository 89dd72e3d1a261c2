/** Searching stored evidence, from inside a job's thread. */
import { gunzipSync } from 'node:zlib';
import { allAttachments, attachments as stored, getAttachment, totalSize } from '../../db/attachments.js';
import type { Database } from '../../db/connection.js';
import type { JobControl } from '../../db/control.js';
import { StoreError } from '../../db/errors.js';
import { incidents } from '../../db/incidents.js';
import { getLogContent } from '../../db/logChunks.js';
import type { Attachment } from '../../db/rows/attachments.js';
import { clockOf } from '../../timeline/stored/index.js';
import { type Compiled, compile, encodingOf, type Found, searchText, WHOLE } from '../chunks/index.js';
import type { EvidenceSearch, FoundPart, Place, SearchSummary } from '../contract/index.js';
import { type Pool, searchLog } from '../log/index.js';
import { PatternError } from '../pattern/index.js';
import { textOf } from '../lines.js';
import { MOST_BYTES } from '../unpack.js';

interface Control extends Pick<JobControl, 'progress'> {
  /** Threads that share the work on large logs. */
  readonly pool: Pool;
  readonly found: (part: FoundPart) => void;
}

/** How many incidents are read at once. */
const PAGE = 500;

interface Searched {
  readonly place: Place;
  readonly attachment: Attachment;
}

/**
 * Searches attachments, those of the newest incident first. What cannot be read is named and the others are searched.
 * The progress is in bytes.
 *
 * @throws StoreError `gone` where the attachment or incident is not there, `invalid` where the pattern is no expression
 */
export async function searchEvidence(
  db: Database,
  search: EvidenceSearch,
  control: Control,
): Promise<SearchSummary> {
  const run = new Run(db, search, control, sizeOf(db, search.scope));
  for (const searched of evidenceIn(db, search.scope)) await run.add(searched);
  return run.summary;
}

/** Bytes of what is searched. */
function sizeOf(db: Database, scope: EvidenceSearch['scope']): number {
  if (scope.of === 'attachment') return getAttachment(db, scope).file_size ?? 0;
  return totalSize(db, scope.of === 'incident' ? scope.id : undefined);
}

function* evidenceIn(db: Database, scope: EvidenceSearch['scope']): Generator<Searched> {
  if (scope.of === 'attachment') {
    const attachment = getAttachment(db, scope);
    yield {
      place: { incident: incidents.getIncident(db, { id: attachment.issue_id }), attachment },
      attachment,
    };
  } else if (scope.of === 'incident') {
    yield* evidenceOf(db, incidents.getIncident(db, scope));
  } else {
    let after: string | undefined;
    for (;;) {
      const page = incidents.listIncidents(db, { limit: PAGE, ...(after !== undefined && { after }) });
      for (const incident of page) if (incident.attachments > 0) yield* evidenceOf(db, incident);
      after = page.at(-1)?.id;
      if (page.length < PAGE) return;
    }
  }
}

function* evidenceOf(db: Database, incident: Place['incident']): Generator<Searched> {
  for (const attachment of allAttachments(db, incident.id))
    yield { place: { incident, attachment }, attachment };
}

/** @throws StoreError `invalid` */
function compiled(query: EvidenceSearch['query']): Compiled {
  try {
    return compile(query);
  } catch (error) {
    throw error instanceof PatternError ? new StoreError('invalid', error.message) : error;
  }
}

/** A search that goes over one attachment after the other. */
class Run {
  #count = 0;
  #told = 0;
  #attachments = 0;
  #untimed = 0;
  #done = 0;
  readonly #unreadable: Place[] = [];
  readonly #compiled: Compiled;

  constructor(
    private readonly db: Database,
    private readonly search: EvidenceSearch,
    private readonly control: Control,
    private readonly total: number,
  ) {
    this.#compiled = compiled(search.query);
  }

  get summary(): SearchSummary {
    return {
      count: this.#count,
      told: this.#told,
      attachments: this.#attachments,
      untimed: this.#untimed,
      unreadable: this.#unreadable,
    };
  }

  async add({ place, attachment }: Searched): Promise<void> {
    const size = attachment.file_size ?? 0;
    this.#progress(0);
    try {
      await this.#search(attachment, this.#teller(narrow(place)));
      this.#attachments++;
    } catch (error) {
      if (stops(error) || this.search.scope.of === 'attachment') throw error;
      this.#unreadable.push(narrow(place));
    }
    this.#done += size;
  }

  #progress(done: number): void {
    this.control.progress({ done: this.#done + done, total: this.total });
  }

  /** Takes what is found in an attachment, piece by piece. */
  #teller(place: Place): (found: Found) => void {
    let count = 0;
    return ({ matches, count: more, untimed }) => {
      this.#untimed += untimed;
      if (more === 0) return;
      count += more;
      this.#count += more;
      this.#told += matches.length;
      this.control.found({ place, matches, count });
    };
  }

  async #search(attachment: Attachment, tell: (found: Found) => void) {
    const { id, encoding, file_size } = attachment;
    const { query } = this.search;
    const limit = Math.min(this.search.limitOfEach, this.search.limit - this.#told);
    const within = this.search.within && { ...this.search.within, clock: clockOf(this.db, attachment) };
    const content = getLogContent(this.db, { id });
    if (!content) {
      const bytes = gunzipSync(stored.readAttachment(this.db, { id }), { maxOutputLength: MOST_BYTES });
      tell(
        searchText(asEditorReads(textOf(bytes, encoding)), WHOLE, { query: this.#compiled, limit, within }),
      );
      return;
    }
    const { content_id, chunk_count: chunks } = content;
    const log = { content: content_id, chunks, encoding: encodingOf(encoding ?? 'utf-8') };
    const progress = (done: number) => this.#progress(((file_size ?? 0) * done) / chunks);
    await searchLog(this.db, log, { query, within, limit, pool: this.control.pool, found: tell, progress });
  }
}

/** An editor ends lines at a single CR too; chunks do not. No place in the text moves. */
function asEditorReads(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r(?!\n)/g, '\n') : text;
}

/** Only what is shown: the rows hold more. */
function narrow({ incident, attachment }: Place): Place {
  const { id, title, severity, status } = incident;
  const { id: attachmentId, file_name, start_line, end_line } = attachment;
  return {
    incident: { id, title, severity, status },
    attachment: { id: attachmentId, file_name, start_line, end_line },
  };
}

/** Whether it is not for the attachment alone that the search fails. */
function stops(error: unknown): boolean {
  return error instanceof StoreError && (error.kind === 'cancelled' || error.kind === 'workerEnded');
}
