/** Taking into the store whatever a person attaches, from inside a job's thread. */
import { stat } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { attachments } from '../../db/attachments.js';
import type { Database } from '../../db/connection.js';
import { images } from '../../db/images.js';
import type { JobControl } from '../../db/control.js';
import type { Provenance } from '../../db/rows/provenance.js';
import { type Cut, fileSource, type Piece, pieces, type Source } from '../formats/index.js';
import { attachFile, type Ending } from '../log/index.js';
import { safeFileName } from '../names.js';
import { SMALL_BYTES } from '../unpack.js';
import type { Candidate, Outcome } from '../contract/index.js';
import { SenderEnded, streamOf } from './port.js';
import { takeSmall, takeText } from '../take/index.js';
import { checkRegular, unreadable } from './unreadable.js';

interface Control extends Pick<JobControl, 'progress'> {
  readonly chunkThread: string;
  readonly tell: (outcome: Outcome) => void;
}

type Draft = ReturnType<typeof draftOf>;

/**
 * Attaches one candidate and tells what became of each piece of it. Where it is cancelled or the store fails, the
 * pieces of this candidate are taken back.
 *
 * @throws StoreError
 */
export async function attachCandidate(
  db: Database,
  issueId: string,
  candidate: Candidate,
  control: Control,
): Promise<void> {
  const taker = new Taker(db, issueId, candidate, control);
  try {
    await taker.run();
  } catch (error) {
    if (error instanceof SenderEnded)
      return taker.refuse(candidate.source.fileName, { reason: 'senderEnded' });
    const reason = unreadable(error);
    if (reason) return taker.refuse(candidate.source.fileName, { reason });
    taker.takeBack();
    throw error;
  }
}

class Taker {
  readonly #added: Outcome[] = [];

  constructor(
    private readonly db: Database,
    private readonly issueId: string,
    private readonly candidate: Candidate,
    private readonly control: Control,
  ) {}

  async run(): Promise<void> {
    const { content, as } = this.candidate;
    const source = await this.#counted();
    switch (as.kind) {
      case 'anything':
        for await (const piece of pieces(source)) {
          const whole = content.kind === 'path' && piece.kind === 'text' && piece.path === source.name;
          if (whole) await this.#file(content.path, source, this.#textDraft(piece));
          else await this.#piece(piece);
          if (whole) break;
        }
        return;
      case 'text':
        return this.#stream(this.#draft(source.name, as.encoding), source.stream(), () => ({}));
      case 'asIs':
        return this.#asIs(source, new Set(as.paths));
    }
  }

  /** Keeps what was refused before, without a look into it. */
  async #asIs(source: Source, paths: Set<string>): Promise<void> {
    for await (const piece of pieces(source)) {
      if (piece.kind !== 'refused' || !piece.content || !paths.delete(piece.path)) continue;
      const { content } = piece;
      const draft = { ...this.#draft(piece.path, 'windows-1252'), mime_type: 'application/octet-stream' };
      await this.#stream(draft, content.bytes, () => partialOf(content.cut()));
      if (paths.size === 0) return;
    }
    // It was there when it was refused.
    for (const path of paths) this.refuse(path, { reason: 'gone' });
  }

  refuse(path: string, refusal: Extract<Outcome, { kind: 'refused' }>['refusal']): void {
    this.control.tell({ kind: 'refused', path, refusal });
  }

  takeBack(): void {
    for (const outcome of this.#added) {
      if (outcome.kind === 'attachment' && outcome.added)
        this.#remove('removeAttachment', outcome.attachment.id);
      if (outcome.kind === 'image' && outcome.added) this.#remove('removeImage', outcome.image.id);
    }
  }

  #remove(method: 'removeAttachment' | 'removeImage', id: string): void {
    const remove = method === 'removeAttachment' ? attachments.removeAttachment : images.removeImage;
    this.db.transaction(() => remove(this.db, { id })).immediate();
  }

  /** The source, whose bytes count as progress while they are read. */
  async #counted(): Promise<Source> {
    const { content, source } = this.candidate;
    const { progress } = this.control;
    const name = safeFileName(source.fileName);
    if (content.kind === 'path') await checkRegular(content.path);
    const found: Source =
      content.kind === 'path'
        ? await fileSource(content.path)
        : content.kind === 'bytes'
          ? {
              name,
              size: content.bytes.length,
              stream: () => once(content.bytes),
              read: readFrom(content.bytes),
            }
          : { name, stream: () => streamOf(content.port) };
    const total = found.size ?? 0;
    return {
      ...found,
      name,
      async *stream(signal) {
        let done = 0;
        for await (const chunk of found.stream(signal)) {
          progress({ done: (done += chunk.length), total });
          yield chunk;
        }
      },
    };
  }

  async #piece(piece: Piece): Promise<void> {
    switch (piece.kind) {
      case 'text':
        return this.#stream(this.#textDraft(piece), piece.content.bytes, () =>
          partialOf(piece.content.cut()),
        );
      case 'document':
        return this.#document(piece);
      case 'image':
        return this.#image(piece);
      case 'refused':
        return this.refuse(piece.path, piece.refusal);
    }
  }

  /** A text file of this machine, up to the size that it has now. */
  async #file(path: string, source: Source, draft: Draft): Promise<void> {
    const { size = 0 } = source;
    if (size > SMALL_BYTES) return this.#tell(await attachFile(this.db, draft, path, this.control));
    await this.#stream(draft, source.stream(), async bytes => {
      if (bytes < size) return { partial: 'endCut' };
      // One that vanished meanwhile was read whole.
      const now = size > 0 ? await stat(path).catch(() => undefined) : undefined;
      return now && now.size > size ? { grew: true } : {};
    });
  }

  async #stream(
    draft: Draft,
    bytes: AsyncIterable<Uint8Array>,
    ending: (bytes: number) => Ending | Promise<Ending>,
  ): Promise<void> {
    const taken = await takeText(this.db, draft, bytes, ending, this.control.chunkThread);
    if (taken) this.#tell(taken);
    else this.refuse(draft.file_name, { reason: 'empty' });
  }

  #document({ path, format, bytes, text, cut }: Extract<Piece, { kind: 'document' }>): void {
    const draft = this.#draft(path, 'utf-8');
    const provenance = { ...draft.provenance, ...partialOf(cut) };
    const whole = { ...draft, provenance, mime_type: DOCUMENTS[format] };
    this.#tell(takeSmall(this.db, whole, bytes, Buffer.from(text)));
  }

  #image({ path, format, bytes }: Extract<Piece, { kind: 'image' }>): void {
    const { issue_id, file_name, file_path, provenance } = this.#draft(path, 'utf-8');
    const row = {
      ...{ issue_id, file_name, file_path, provenance, image_data: bytes, mime_type: `image/${format}` },
      pii_warning_acknowledged: false,
      is_paste: provenance.via === 'clipboard',
    };
    const outcome: Outcome = {
      kind: 'image',
      ...this.db.transaction(() => images.addImage(this.db, row)).immediate(),
    };
    this.#added.push(outcome);
    this.control.tell(outcome);
  }

  #tell(result: {
    attachment: Extract<Outcome, { kind: 'attachment' }>['attachment'];
    added: boolean;
  }): void {
    const outcome: Outcome = { kind: 'attachment', ...result };
    this.#added.push(outcome);
    this.control.tell(outcome);
  }

  #textDraft({ path, encoding, records }: Extract<Piece, { kind: 'text' }>): Draft {
    return { ...this.#draft(path, encoding), mime_type: TEXTS[records] };
  }

  #draft(path: string, encoding: string): Draft {
    return draftOf(this.issueId, this.candidate, path, encoding);
  }
}

/** A journal is kept as it was given; systemd itself serves it under this type (systemd-journal-gatewayd.service(8)). */
const TEXTS = { lines: 'text/plain', journald: 'application/json' } as const;

const DOCUMENTS = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

/** @param path of the piece: the source's name, and behind `!/` the way inside archives */
function draftOf(issue_id: string, { source }: Candidate, path: string, encoding: string) {
  const provenance: Provenance = { ...source.origin, host: hostname(), user: userInfo().username };
  const [, ...inside] = path.split('!/');
  return {
    issue_id,
    file_name: safeFileName(inside.at(-1) ?? source.fileName),
    file_path: [source.path, ...inside].join('!/'),
    mime_type: 'text/plain',
    source_uri: source.uri,
    start_line: source.lines?.start ?? null,
    end_line: source.lines?.end ?? null,
    encoding,
    provenance,
  };
}

function partialOf(cut: Cut | undefined): Pick<Provenance, 'partial'> {
  return cut ? { partial: 'endCut' } : {};
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield await Promise.resolve(bytes);
}

function readFrom(bytes: Uint8Array) {
  return (offset: number, length: number) => Promise.resolve(bytes.subarray(offset, offset + length));
}
