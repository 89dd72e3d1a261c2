/** Deciding what becomes of findings of personal data and secrets. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Span } from '../db/rows/spans.js';
import type { Decision } from '../db/values.js';
import type { Findings, PlacedSpan } from '../editor/review/findings.js';
import type { LogViewer } from '../editor/logViewer.js';
import { evidenceOf, isLarge, openLogs, openRow } from '../editor/open.js';
import { isImage } from '../editor/addresses.js';
import { choicesFor, stateOf } from '../editor/review/actions.js';
import { findingTypeName, ruleReason } from '../editor/review/labels.js';
import { FindingNode, ValueNode } from '../tree/findingNodes.js';
import { UserError } from '../userError.js';

/** Where findings are shown. */
export interface Shown {
  readonly findings: Findings;
  readonly viewer: LogViewer;
}

/** A finding that a command was started from. */
type Meant = Pick<PlacedSpan, 'span' | 'issue_id'>;

/** Decides a single finding, or all of a value where the command was started from its row. */
export async function decide(
  unlocked: Unlocked,
  shown: Shown,
  decision: Decision | null,
  given: unknown,
): Promise<void> {
  const { store } = unlocked;
  if (given instanceof ValueNode) {
    const { issue_id, finding } = given;
    await store.decideValue({ ...valueOf(issue_id, finding), everywhere: false, decision });
    return;
  }
  const { span } = meantBy(given, shown);
  await store.decideSpans({ ids: [span.id], decision });
}

/** Keeps a value wherever it stands, in this incident or in all. */
export async function keepValue(
  { store }: Unlocked,
  shown: Shown,
  everywhere: boolean,
  given: unknown,
): Promise<void> {
  const { issue_id, ...value } =
    given instanceof ValueNode ? valueOf(given.issue_id, given.finding) : valueOfSpan(meantBy(given, shown));
  await store.decideValue({ issue_id, ...value, everywhere, decision: 'keep' });
}

function valueOf(issue_id: string, { pii_type, value_mark }: { pii_type: string; value_mark: string }) {
  return { issue_id, pii_type, value_mark };
}

function valueOfSpan({ span, issue_id }: Meant) {
  if (span.value_mark === null)
    throw new UserError(
      vscode.l10n.t('Another program found this, so it can only be decided here: scan the attachment first.'),
    );
  return valueOf(issue_id, { pii_type: span.pii_type, value_mark: span.value_mark });
}

/** The finding that the command was given, or the one at the cursor. */
function meantBy(given: unknown, { findings, viewer }: Shown): Meant {
  if (given instanceof FindingNode) return { span: given.span, issue_id: given.parent.issue_id };
  if (isMeant(given)) return given;
  const viewed = viewer.finding(idIn(given));
  if (viewed) return viewed;
  const editor = vscode.window.activeTextEditor;
  const found = editor && findings.at(editor.document, editor.selection.active);
  if (!found)
    throw new UserError(vscode.l10n.t('There is no finding at the cursor: go to the next one with Alt+F9.'));
  return found;
}

/** What the menu of a viewer's page gives. */
function idIn(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null || !('finding' in given)) return undefined;
  return typeof given.finding === 'string' ? given.finding : undefined;
}

/** What code actions and lenses give. */
function isMeant(given: unknown): given is Meant {
  return typeof given === 'object' && given !== null && 'span' in given && 'issue_id' in given;
}

/**
 * Lets a person choose what becomes of the finding at the cursor. VS Code shows no quick fixes where a document is
 * read-only, so their key leads here.
 */
export async function chooseDecision(shown: Shown): Promise<void> {
  const found = meantBy(undefined, shown);
  const items = choicesFor(found).map(command => ({ label: command.title, command }));
  const { span } = found;
  const picked = await vscode.window.showQuickPick(items, {
    title: `${findingTypeName(span.pii_type)} → ${span.replacement}`,
    placeHolder: `${ruleReason(span)} ${stateOf(found)}`,
  });
  const given: readonly unknown[] = picked?.command.arguments ?? [];
  if (picked) await vscode.commands.executeCommand(picked.command.command, ...given);
}

/** Goes to the next finding that waits, around the end of the document. */
export async function goToFinding(
  { findings, viewer }: Shown,
  direction: 'next' | 'previous',
): Promise<void> {
  if (viewer.goToFinding(direction === 'next' ? 1 : -1)) return;
  const editor = vscode.window.activeTextEditor;
  const waiting = editor ? findings.of(editor.document).filter(({ span }) => span.decision === null) : [];
  const [first] = waiting;
  if (!editor || !first) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('No finding waits here.'), 5000);
    return;
  }
  const cursor = editor.selection.active;
  const found =
    direction === 'next'
      ? (waiting.find(({ range }) => range.start.isAfter(cursor)) ?? first)
      : (waiting.findLast(({ range }) => range.start.isBefore(cursor)) ?? waiting.at(-1) ?? first);
  editor.selection = new vscode.Selection(found.range.start, found.range.start);
  editor.revealRange(found.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  const { span } = found;
  vscode.window.setStatusBarMessage(`${findingTypeName(span.pii_type)} → ${span.replacement}`, 5000);
  await vscode.commands.executeCommand('editor.action.showHover');
}

/** Opens the evidence at a finding of the view. */
export async function openFinding({ store }: Unlocked, findings: Findings, given: unknown): Promise<void> {
  if (!(given instanceof FindingNode)) return;
  const row = await evidenceOf(store, given.span.log_file_id);
  await openRow(row);
  if (isImage(row)) return;
  if (isLarge(row)) return openLogs.get(row.id)?.showFinding(given.span.id);
  await selectWhenThere(findings, given.span);
}

/** The document may be there before its findings are. */
async function selectWhenThere(findings: Findings, { id }: Span): Promise<void> {
  const select = () => {
    const editor = vscode.window.activeTextEditor;
    const found = editor && findings.of(editor.document).find(({ span }) => span.id === id);
    if (!found) return false;
    editor.selection = new vscode.Selection(found.range.start, found.range.end);
    editor.revealRange(found.range, vscode.TextEditorRevealType.InCenter);
    return true;
  };
  if (select()) return;
  await new Promise<void>(resolve => {
    const listening = findings.onDidChange(() => {
      listening.dispose();
      select();
      resolve();
    });
  });
}
