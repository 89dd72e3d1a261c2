import * as vscode from 'vscode';
import { EVIDENCE_SCHEME } from '../../ids.js';
import { type FindingClass, findingClass } from '../../redaction/review/index.js';
import type { Findings, PlacedSpan } from './findings.js';

type Look = FindingClass | 'kept';

/** Classes differ in the line's style, not only in its colour. */
const LOOKS: Record<Look, vscode.DecorationRenderOptions> = {
  secret: framed('editorError.foreground', 'solid'),
  personal: framed('editorWarning.foreground', 'dashed'),
  network: framed('editorInfo.foreground', 'dotted'),
  kept: { opacity: '1', textDecoration: 'underline dotted' },
};

function framed(color: string, style: string): vscode.DecorationRenderOptions {
  const themed = new vscode.ThemeColor(color);
  return {
    border: `1px ${style}`,
    borderColor: themed,
    overviewRulerColor: themed,
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  };
}

/** Marks findings in the editors that show stored evidence. */
export class FindingDecorations implements vscode.Disposable {
  readonly #types = Object.entries(LOOKS).map(
    ([look, options]) => [look, vscode.window.createTextEditorDecorationType(options)] as const,
  );
  readonly #decided = vscode.window.createTextEditorDecorationType({ textDecoration: 'line-through' });
  readonly #disposables: readonly { dispose(): unknown }[];

  constructor(private readonly findings: Findings) {
    this.#disposables = [
      ...this.#types.map(([, type]) => type),
      this.#decided,
      findings.onDidChange(document => this.#show(editor => editor.document === document)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#show(() => true)),
    ];
  }

  #show(meant: (editor: vscode.TextEditor) => boolean): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.scheme !== EVIDENCE_SCHEME || !meant(editor)) continue;
      const found = this.findings.of(editor.document);
      for (const [look, type] of this.#types)
        editor.setDecorations(
          type,
          rangesOf(found, one => lookOf(one) === look),
        );
      editor.setDecorations(
        this.#decided,
        rangesOf(found, ({ span }) => span.decision === 'redact'),
      );
    }
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

function lookOf({ span }: PlacedSpan): Look {
  return span.decision === 'keep' ? 'kept' : findingClass(span.pii_type);
}

function rangesOf(found: readonly PlacedSpan[], fits: (one: PlacedSpan) => boolean): vscode.Range[] {
  return found.filter(fits).map(({ range }) => range);
}
