/** The gate as a person meets it: what will leave is shown before it goes. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { findingTypeName } from '../editor/review/labels.js';
import { SETTINGS } from '../ids.js';
import type { Destination, Leaving, Redacted } from '../redaction/review/index.js';
import { showRedacted } from '../editor/review/redactedText.js';
import { ownPatterns } from './backgroundScan.js';
import { runAlone } from './job.js';

/** What the text is of. */
export interface Origin {
  readonly issue_id: string;
  /** The attachment that it is from. */
  readonly log_file_id?: string;
}

/** How much of the text the question shows. */
const SHOWN_LINES = 15;
const SHOWN_UNITS = 1500;

/** Only that it was seen once, never what. */
const SEEN_KEY = 'whydunit.redaction.seen';

export function gateOf(unlocked: Unlocked, origin: Origin) {
  return {
    redact: (text: string) => redactText(unlocked, { ...origin, text }),
    approve: (redacted: Redacted, destination: Destination) => approve(unlocked, redacted, destination),
    record: (leaving: Leaving) => unlocked.store.recordLeaving({ ...leaving, issue_id: origin.issue_id }),
  };
}

/** Redacts text, or the whole text of an attachment, as it was decided. */
export function redactText(
  { app, access }: Unlocked,
  of: Origin & { readonly text?: string },
): Promise<Redacted> {
  return runAlone(app, 'redactText', { ...of, store: access, ...redactionOptions() });
}

/** As the settings have it. */
export function redactionOptions() {
  const numbered = vscode.workspace.getConfiguration().get(SETTINGS.redactionNumbers) !== false;
  return {
    patterns: ownPatterns(),
    replacements: numbered ? ('numbered' as const) : ('plain' as const),
  };
}

async function approve(
  { app: { context } }: Unlocked,
  redacted: Redacted,
  destination: Destination,
): Promise<boolean> {
  const preview = vscode.workspace.getConfiguration().get(SETTINGS.redactionPreview);
  const seen = context.globalState.get<string[]>(SEEN_KEY, []);
  if (preview !== 'always' && seen.includes(destination)) return true;
  if (!(await ask(redacted, destination))) return false;
  if (!seen.includes(destination)) await context.globalState.update(SEEN_KEY, [...seen, destination]);
  return true;
}

async function ask(redacted: Redacted, destination: Destination): Promise<boolean> {
  const go = destination === 'clipboard' ? vscode.l10n.t('Copy') : vscode.l10n.t('Write');
  const whole = vscode.l10n.t('Show Whole Text');
  const question =
    destination === 'clipboard'
      ? vscode.l10n.t('Copy this text?')
      : vscode.l10n.t('Write this text to a file?');
  const detail = [summary(redacted), '', excerpt(redacted.text)].join('\n');
  const answer = await vscode.window.showInformationMessage(question, { modal: true, detail }, go, whole);
  if (answer !== whole) return answer === go;
  await showRedacted(redacted.text);
  // The text can be read now, which a modal question would cover.
  return (await vscode.window.showInformationMessage(question, go)) === go;
}

function summary({ redacted, kept }: Redacted): string {
  const counts = Object.entries(redacted).map(([type, count]) => `${findingTypeName(type)}: ${count}`);
  return [
    counts.length > 0
      ? vscode.l10n.t('Redacted: {0}', counts.join(', '))
      : vscode.l10n.t('Nothing private was found.'),
    ...(kept > 0 ? [vscode.l10n.t('Kept as you decided: {0}', kept)] : []),
  ].join('\n');
}

function excerpt(text: string): string {
  const shown = text.split('\n', SHOWN_LINES).join('\n').slice(0, SHOWN_UNITS);
  return shown.length < text.trimEnd().length ? `${shown}\n…` : shown;
}
