/** The findings of a large log, with their places in its lines, as its viewer shows them. */
import * as vscode from 'vscode';
import type { App, Unlocked } from '../../app.js';
import type { Attachment } from '../../db/rows/attachments.js';
import type { Span } from '../../db/rows/spans.js';
import { findingTypeName, ruleReason } from '../../editor/review/labels.js';
import type { JobPart } from '../../jobs/api.js';
import { findingClass } from '../../redaction/review/index.js';
import { report } from '../../userError.js';
import type { Event, ShownFinding } from './protocol.js';

/** Rows that are read, and told to the page, at once. */
const PAGE = 1000;

/** A finding as commands take it. */
export interface MeantFinding {
  readonly span: Span;
  readonly issue_id: string;
}

type Place = JobPart<'placeFindings'>[number];

export class ViewerFindings implements vscode.Disposable {
  readonly #places = new Map<string, Place>();
  #spans: ReadonlyMap<string, Span> = new Map();
  #current: string | undefined;
  #wanted: string | undefined;
  #reading = false;
  #again = false;
  readonly #stop = new AbortController();
  readonly #listening: vscode.Disposable;

  constructor(
    private readonly unlocked: Unlocked,
    private readonly attachment: Attachment,
    private readonly post: (event: Event) => void,
  ) {
    this.#listening = unlocked.app.onDidChange(topics => topics.includes('spans') && this.read());
  }

  /** Reads the findings, now and after each change, and tells the page. */
  read(): void {
    this.#again = this.#reading;
    if (this.#reading) return;
    this.#reading = true;
    const { app } = this.unlocked;
    this.#read()
      .catch((error: unknown) => this.#stop.signal.aborted || report(app, error))
      .finally(() => {
        this.#reading = false;
        if (this.#again && !this.#stop.signal.aborted) this.read();
      });
  }

  /** The one that the page shows as current, or the one with this id. */
  meant(id = this.#current): MeantFinding | undefined {
    const span = id === undefined ? undefined : this.#spans.get(id);
    return span && { span, issue_id: this.attachment.issue_id };
  }

  /** Has the page go to a finding, once it knows its place. */
  show(id: string): void {
    this.#wanted = id;
    if (!this.#reading) this.#showWanted();
  }

  #showWanted(): void {
    if (this.#wanted === undefined) return;
    this.post({ type: 'showFinding', id: this.#wanted });
    this.#wanted = undefined;
  }

  /** The page went to another finding, or to none. */
  enter(id: string | null): void {
    this.#current = id ?? undefined;
  }

  async #read(): Promise<void> {
    const { store } = this.unlocked;
    const { id } = this.attachment;
    const spans: Span[] = [];
    for (;;) {
      const after = spans.at(-1);
      const page = await store.listSpans({ log_file_id: id, limit: PAGE, ...(after && { after }) });
      spans.push(...page);
      if (page.length < PAGE) break;
    }
    this.#spans = new Map(spans.map(span => [span.id, span]));
    if (spans.some(span => !this.#places.has(span.id))) await this.#place(this.unlocked.app);
    const total = (await store.countFindings({ id })) ?? spans.length;
    this.post({ type: 'findings', findings: spans.flatMap(span => this.#shown(span)), total });
    this.#showWanted();
  }

  async #place(app: App): Promise<void> {
    this.#places.clear();
    const input = { store: this.unlocked.access, id: this.attachment.id };
    await app.job(({ signal }) =>
      app.redactions.work('placeFindings', input, {
        signal: AbortSignal.any([signal, this.#stop.signal]),
        part: places => {
          for (const place of places) this.#places.set(place.id, place);
        },
      }),
    );
  }

  #shown(span: Span): ShownFinding[] {
    const place = this.#places.get(span.id);
    if (!place) return [];
    return [
      {
        ...place,
        look: span.decision === 'keep' ? 'kept' : findingClass(span.pii_type),
        decision: span.decision,
        label: `${findingTypeName(span.pii_type)} → ${span.replacement}`,
        about: ruleReason(span),
      },
    ];
  }

  dispose(): void {
    this.#stop.abort();
    this.#listening.dispose();
  }
}
