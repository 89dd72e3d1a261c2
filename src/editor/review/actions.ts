/** What a person can do with a finding where it stands: hover, code actions and a line above it. */
import * as vscode from 'vscode';
import { COMMANDS, type CommandId, EVIDENCE_SCHEME } from '../../ids.js';
import { MOST_LISTED } from '../../redaction/review/index.js';
import { findingTypeName, listedAtMost, ruleReason } from './labels.js';
import type { Findings, PlacedSpan } from './findings.js';

/** The choices, in the order in which they are offered. */
const CHOICES: readonly { readonly command: CommandId; readonly title: () => string }[] = [
  { command: COMMANDS.findingRedact, title: () => vscode.l10n.t('Redact') },
  { command: COMMANDS.findingKeep, title: () => vscode.l10n.t('Keep') },
  { command: COMMANDS.valueKeep, title: () => vscode.l10n.t('Keep Everywhere in This Incident') },
  { command: COMMANDS.valueIgnore, title: () => vscode.l10n.t('Not Private: Always Ignore') },
];
const RESET = { command: COMMANDS.findingReset, title: () => vscode.l10n.t('Decide Again') };

/** Lines above findings are of use while they are few; beyond that they would fill the page. */
const MOST_LENSES = 200;

export class FindingActions
  implements vscode.HoverProvider, vscode.CodeActionProvider, vscode.CodeLensProvider, vscode.Disposable
{
  readonly #lenses = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#lenses.event;
  readonly #disposables: readonly { dispose(): unknown }[];

  constructor(private readonly findings: Findings) {
    const evidence = { scheme: EVIDENCE_SCHEME };
    this.#disposables = [
      this.#lenses,
      findings.onDidChange(() => this.#lenses.fire()),
      vscode.languages.registerHoverProvider(evidence, this),
      vscode.languages.registerCodeLensProvider(evidence, this),
      vscode.languages.registerCodeActionsProvider(evidence, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    ];
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const found = this.findings.at(document, position);
    if (!found) return undefined;
    const { span, range } = found;
    const text = new vscode.MarkdownString();
    text.appendText(`${findingTypeName(span.pii_type)} → ${span.replacement}\n`);
    text.appendText(ruleReason(span));
    text.appendText(`\n${stateOf(found)}`);
    return new vscode.Hover(text, range);
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const found = this.findings.of(document).find(one => one.range.intersection(range));
    return found ? choicesFor(found).map(choice => actionOf(choice, found)) : [];
  }

  /** Above each line the choices for the first of its findings that waits: the next one follows when it is decided. */
  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const found = this.findings.of(document);
    const more = found.length >= MOST_LISTED ? [restLens()] : [];
    const waiting = found.filter(({ span }) => span.decision === null);
    const lines = [...Map.groupBy(waiting, ({ range }) => range.start.line).values()];
    if (lines.length > MOST_LENSES) return more;
    const lenses = lines.flatMap(([first]) => (first ? lensesOf(first) : []));
    return [...more, ...lenses];
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** Says at the top of a document that there may be more than it marks. */
function restLens(): vscode.CodeLens {
  const command = { title: listedAtMost(), command: '' };
  return new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command);
}

/** What can be done with a finding, as commands that do it. */
export function choicesFor(found: Pick<PlacedSpan, 'span' | 'issue_id'>): vscode.Command[] {
  const choices = found.span.decision === null ? CHOICES : [RESET, ...CHOICES];
  return choices.map(choice => commandOf(choice, found));
}

function commandOf(
  { command, title }: (typeof CHOICES)[number],
  { span, issue_id }: Pick<PlacedSpan, 'span' | 'issue_id'>,
): vscode.Command {
  return { command, title: title(), arguments: [{ span, issue_id }] };
}

function lensesOf(found: PlacedSpan): vscode.CodeLens[] {
  const [first, ...others] = CHOICES.map(choice => commandOf(choice, found));
  if (!first) return [];
  const named = { ...first, title: vscode.l10n.t('{0}: {1}', found.span.replacement, first.title) };
  return [named, ...others].map(command => new vscode.CodeLens(found.range, command));
}

function actionOf(command: vscode.Command, found: PlacedSpan): vscode.CodeAction {
  const title = vscode.l10n.t('{0}: {1}', command.title, found.span.replacement);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = command;
  return action;
}

/** What becomes of a finding as it is decided now. */
export function stateOf({ span }: Pick<PlacedSpan, 'span'>): string {
  switch (span.decision) {
    case null:
      return vscode.l10n.t('Waits for a decision, and is redacted until then.');
    case 'redact':
      return vscode.l10n.t('Is redacted.');
    case 'keep':
      return vscode.l10n.t('Is kept.');
  }
}
