/** Add to Timeline: makes an event of lines of evidence, with the time that they bear. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { MAX_EVENT } from '../db/values.js';
import { isImage } from '../editor/addresses.js';
import { evidenceOf } from '../editor/open.js';
import { attachmentIdOf, type LineRange, withoutAnsi } from '../evidence/index.js';
import { COMMANDS, EVIDENCE_SCHEME } from '../ids.js';
import { inMessage } from '../labels.js';
import { described } from '../timeline/index.js';
import { FoundMatch } from '../tree/found.js';
import { UserError } from '../userError.js';
import { shownTimes } from '../vscodeZone.js';
import { askTime } from './askEvent.js';
import { lineReader, timeOf } from './lineTime.js';

/** A place in evidence that a person selected. */
interface Place {
  readonly id: string;
  readonly lines: LineRange;
}

/** @returns the event's id; undefined where the person leaves */
export async function addToTimeline(unlocked: Unlocked, given?: unknown): Promise<string | undefined> {
  const { store } = unlocked;
  const { id, lines } = placeOf(given);
  const attachment = await evidenceOf(store, id);
  if (isImage(attachment)) throw nothingSelected();
  const before = await lineReader(unlocked, attachment)(lines.first);
  const line = withoutAnsi(before.at(-1) ?? '');
  const description = described(line) || vscode.l10n.t('Line {0} of {1}', lines.first, attachment.file_name);
  const { own, last } = timeOf(attachment, await store.getClock({ log_file_id: id }), before);
  const prompt = vscode.l10n.t('This line bears no time that is recognised; the one before it is suggested.');
  const at_ms = own ?? (await askTime(vscode.l10n.t('Add to Timeline'), last, prompt));
  if (at_ms === undefined) return undefined;
  const event = await store.addEvent({
    issue_id: attachment.issue_id,
    event_type: 'log_line',
    description,
    at_ms,
    source: attachment.file_name.slice(0, MAX_EVENT.source),
    refs: [{ evidence_id: id, first_line: lines.first, last_line: lines.last }],
  });
  void told(event.id, attachment.issue_id, at_ms);
  return event.id;
}

async function told(eventId: string, incidentId: string, at: number): Promise<void> {
  const open = vscode.l10n.t('Open Timeline');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Added to the timeline at {0}.', inMessage(shownTimes().full(at))),
    open,
  );
  if (answer === open) await vscode.commands.executeCommand(COMMANDS.timelineOpen, { incidentId, eventId });
}

/** The lines of a match, of the viewer, or those selected in an editor with evidence. */
function placeOf(given: unknown): Place {
  if (given instanceof FoundMatch) {
    const { line } = given.match;
    return { id: given.parent.attachment.id, lines: { first: line, last: line } };
  }
  if (isPlace(given)) return { id: given.evidenceId, lines: given.lines };
  const editor = vscode.window.activeTextEditor;
  const id =
    editor?.document.uri.scheme === EVIDENCE_SCHEME ? attachmentIdOf(editor.document.uri) : undefined;
  if (!editor || id === undefined) throw nothingSelected();
  const { start, end } = editor.selection;
  // A selection that ends before the first sign of a line ends with the line before.
  const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  return { id, lines: { first: start.line + 1, last } };
}

function isPlace(given: unknown): given is { readonly evidenceId: string; readonly lines: LineRange } {
  return (
    typeof given === 'object' &&
    given !== null &&
    'evidenceId' in given &&
    typeof given.evidenceId === 'string' &&
    'lines' in given &&
    typeof given.lines === 'object'
  );
}

function nothingSelected(): UserError {
  return new UserError(
    vscode.l10n.t('Open stored evidence and put the cursor on the line that is to be added to the timeline.'),
  );
}
