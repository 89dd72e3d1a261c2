/** The findings of the evidence that is open in editors. */
import * as vscode from 'vscode';
import type { App, Unlocked } from '../../app.js';
import type { Span } from '../../db/rows/spans.js';
import { attachmentIdOf, readText } from '../../evidence/index.js';
import { EVIDENCE_SCHEME } from '../../ids.js';
import { placesOf } from '../../redaction/review/index.js';
import { report } from '../../userError.js';
import { isImage } from '../addresses.js';
import { evidenceOf, isLarge } from '../open.js';

/** Rows that are read at once. */
const PAGE = 1000;

/** A finding and where the document shows it. */
export interface PlacedSpan {
  readonly span: Span;
  readonly issue_id: string;
  readonly range: vscode.Range;
}

/** Reads the findings of each open document of stored evidence, and again when they changed. */
export class Findings implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.TextDocument>();
  /** After the findings of a document were read. */
  readonly onDidChange = this.#changed.event;
  readonly #of = new WeakMap<vscode.TextDocument, readonly PlacedSpan[]>();
  readonly #disposables: readonly { dispose(): unknown }[];

  constructor(private readonly app: App) {
    this.#disposables = [
      this.#changed,
      vscode.workspace.onDidOpenTextDocument(document => this.#load(document)),
      app.onDidChange(topics => topics.includes('spans') && this.#loadAll()),
    ];
    this.#loadAll();
  }

  /** In the order of the text; empty where nothing was found, or not read yet. */
  of(document: vscode.TextDocument): readonly PlacedSpan[] {
    return this.#of.get(document) ?? [];
  }

  /** The finding at a place. */
  at(document: vscode.TextDocument, position: vscode.Position): PlacedSpan | undefined {
    return this.of(document).find(({ range }) => range.contains(position));
  }

  #loadAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#load(document);
  }

  #load(document: vscode.TextDocument): void {
    if (document.uri.scheme !== EVIDENCE_SCHEME) return;
    const { open } = this.app;
    const read = open ? this.#read(open, document) : Promise.resolve([]);
    read
      .then(found => {
        this.#of.set(document, found);
        this.#changed.fire(document);
      })
      .catch((error: unknown) => report(this.app, error));
  }

  async #read({ store }: Unlocked, document: vscode.TextDocument): Promise<PlacedSpan[]> {
    const id = attachmentIdOf(document.uri);
    const row = id === undefined ? undefined : await evidenceOf(store, id).catch(() => undefined);
    if (!row || isImage(row) || isLarge(row)) return [];
    const spans: Span[] = [];
    for (;;) {
      const after = spans.at(-1);
      const page = await store.listSpans({ log_file_id: row.id, limit: PAGE, ...(after && { after }) });
      spans.push(...page);
      if (page.length < PAGE) break;
    }
    if (spans.length === 0) return [];
    return placesOf(await readText(store, row), spans).map(({ start, end, ...span }) => ({
      span,
      issue_id: row.issue_id,
      range: new vscode.Range(start.line, start.character, end.line, end.character),
    }));
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
