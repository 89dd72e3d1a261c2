/** Text that leaves through the gate to the clipboard. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { isImage } from '../editor/addresses.js';
import { evidenceOf } from '../editor/open.js';
import type { LogViewer } from '../editor/logViewer.js';
import { attachmentIdOf, type LineRange, mergedIdsOf } from '../evidence/index.js';
import { EVIDENCE_SCHEME } from '../ids.js';
import { countOf, leave, type Parcel } from '../redaction/review/index.js';
import { UserError } from '../userError.js';
import { activeOrChosen } from './attach.js';
import { gateOf, type Origin } from './gate.js';

/**
 * Copies the selected text, or the whole document where nothing is selected, as it may be passed on.
 *
 * @param given lines of a large log, as its viewer gives them when it is asked to
 */
export async function copyRedacted(unlocked: Unlocked, viewer: LogViewer, given?: unknown): Promise<void> {
  if (areLines(given)) {
    const { issue_id } = await evidenceOf(unlocked.store, given.evidenceId);
    return copy(unlocked, { issue_id, log_file_id: given.evidenceId, lines: given.runs }, { texts: [] });
  }
  if (viewer.copyRedacted()) return;
  const editor = vscode.window.activeTextEditor;
  if (!editor) throw new UserError(vscode.l10n.t('Open a text and select what is to be copied first.'));
  const { document, selection } = editor;
  const origin = await originOf(unlocked, document.uri);
  if (!origin) return;
  await copy(unlocked, origin, {
    // The whole of it, since a selection may begin behind the key of a password, or within it.
    texts: [document.getText()],
    ...(!selection.isEmpty && {
      cut: { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) },
    }),
  });
}

/** What a viewer gives: lines in their order. */
interface GivenLines {
  readonly evidenceId: string;
  readonly runs: readonly LineRange[];
}

function areLines(given: unknown): given is GivenLines {
  return typeof given === 'object' && given !== null && 'evidenceId' in given && 'runs' in given;
}

async function copy(
  unlocked: Unlocked,
  origin: Origin,
  what: Pick<Parcel<string>, 'texts' | 'cut'>,
): Promise<void> {
  const left = await leave(gateOf(unlocked, origin), {
    ...what,
    destination: 'clipboard',
    make: ([redacted = '']) => redacted,
    send: redacted => vscode.env.clipboard.writeText(redacted),
  });
  if (!left) return;
  const count = countOf(left.redacted);
  vscode.window.setStatusBarMessage(
    `$(eye-closed) ${vscode.l10n.t('Copied. Findings redacted: {0}.', count)}`,
    5000,
  );
}

/** Evidence belongs to its incident; other text leaves as part of the active one. */
async function originOf(unlocked: Unlocked, uri: vscode.Uri): Promise<Origin | undefined> {
  const isEvidence = uri.scheme === EVIDENCE_SCHEME;
  const id = isEvidence ? attachmentIdOf(uri) : undefined;
  const [merged] = (isEvidence ? mergedIdsOf(uri) : undefined) ?? [];
  // Of merged logs, each line is from another attachment of the incident.
  if (merged !== undefined) return { issue_id: (await evidenceOf(unlocked.store, merged)).issue_id };
  if (id === undefined) {
    const incident = await activeOrChosen(unlocked);
    return incident && { issue_id: incident.id };
  }
  const row = await evidenceOf(unlocked.store, id);
  return isImage(row) ? { issue_id: row.issue_id } : { issue_id: row.issue_id, log_file_id: row.id };
}
