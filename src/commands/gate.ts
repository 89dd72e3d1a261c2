/** The gate as a person meets it: what will leave is shown before it goes. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { findingTypeName } from '../editor/review/labels.js';
import { SETTINGS } from '../ids.js';
import type { LineRange } from '../evidence/index.js';
import type { JobOutput } from '../jobs/api.js';
import type { Gate, Manner, Redacted } from '../redaction/review/index.js';
import { showRedacted } from '../editor/review/redactedText.js';
import { ownPatterns } from './backgroundScan.js';
import { runAlone, withProgress } from './job.js';

/** What the texts are of. */
export interface Origin {
  readonly issue_id: string;
  /** The attachment that they are from: what was decided of its findings holds for them. */
  readonly log_file_id?: string;
  /** Lines of the attachment, which leave in place of texts that are given. */
  readonly lines?: readonly LineRange[];
  /** The document that they are of, for the audit log. */
  readonly document_id?: string;
  /** The file that a document goes to, for the event that says so. */
  readonly file_path?: string;
}

/** How much of the text the question shows. */
const SHOWN_LINES = 15;
const SHOWN_UNITS = 1500;

/** From this length on it takes long enough to be watched, and cancelled. */
const LONG_TEXT = 4 * 1024 * 1024;

/** Only that it was seen once, never what. */
const SEEN_KEY = 'whydunit.redaction.seen';

/** The gate for what is of an incident; `leave` lets things through. */
export function gateOf(unlocked: Unlocked, { document_id, file_path, lines, ...origin }: Origin): Gate {
  let leftOut: readonly string[] = [];
  return {
    redact: async (texts, cut) => {
      const { refused, ...redacted } = await redactTexts(unlocked, {
        ...origin,
        ...(lines ? { lines } : { texts }),
        ...(cut && { cut }),
        ...(document_id && { isMarkdown: true as const }),
      });
      leftOut = refused.map(({ name }) => name);
      return redacted;
    },
    approve: (redacted, manner) => approve(unlocked, redacted, manner, leftOut),
    record: (leaving, outcome) =>
      unlocked.store.recordLeaving({
        ...leaving,
        ...origin,
        ...(document_id && { document_id }),
        ...(file_path && { file_path }),
        outcome,
      }),
  };
}

/** Redacts texts, or the whole text of an attachment, as it was decided. */
export function redactTexts(
  { app, access }: Unlocked,
  of: Omit<Origin, 'document_id' | 'file_path'> & {
    readonly texts?: readonly string[];
    readonly cut?: { readonly start: number; readonly end: number };
    readonly isMarkdown?: true;
  },
): Promise<JobOutput<'redactTexts'>> {
  const { texts, lines, ...origin } = of;
  const input = {
    ...origin,
    ...(texts && { texts: [...texts] }),
    ...(lines && { lines: [...lines] }),
    store: access,
    ...redactionOptions(),
  };
  const length = texts?.reduce((sum, text) => sum + text.length, 0) ?? 0;
  if (length < LONG_TEXT && !lines) return runAlone(app, 'redactTexts', input);
  return withProgress(app, vscode.l10n.t('Redacting'), 'redactTexts', input);
}

/** As the settings have it. */
export function redactionOptions() {
  const numbered = vscode.workspace.getConfiguration().get(SETTINGS.redactionNumbers) !== false;
  return {
    patterns: ownPatterns(),
    replacements: numbered ? ('numbered' as const) : ('plain' as const),
  };
}

/** @param leftOut names of own patterns that cannot be used, so that a person is asked whatever they set */
async function approve(
  { app: { context } }: Unlocked,
  redacted: Redacted,
  manner: Manner,
  leftOut: readonly string[],
): Promise<boolean> {
  const { destination, images = 0 } = manner;
  const preview = vscode.workspace.getConfiguration().get(SETTINGS.redactionPreview);
  const seen = context.globalState.get<string[]>(SEEN_KEY, []);
  const isUsual = images === 0 && leftOut.length === 0 && seen.includes(destination);
  if (preview !== 'always' && isUsual) return true;
  if (!(await ask(redacted, manner, leftOut))) return false;
  if (!seen.includes(destination)) await context.globalState.update(SEEN_KEY, [...seen, destination]);
  return true;
}

async function ask(
  redacted: Redacted,
  { destination, images = 0 }: Manner,
  leftOut: readonly string[],
): Promise<boolean> {
  const go = destination === 'clipboard' ? vscode.l10n.t('Copy') : vscode.l10n.t('Write');
  const whole = vscode.l10n.t('Show Whole Text');
  const question =
    destination === 'clipboard'
      ? vscode.l10n.t('Copy this text?')
      : vscode.l10n.t('Write this text to a file?');
  const text = redacted.texts.join('\n\n');
  const detail = [summary(redacted, images, leftOut), '', excerpt(text)].join('\n');
  const answer = await vscode.window.showInformationMessage(question, { modal: true, detail }, go, whole);
  if (answer !== whole) return answer === go;
  await showRedacted(text);
  // The text can be read now, which a modal question would cover.
  return (await vscode.window.showInformationMessage(question, go)) === go;
}

function summary({ redacted, kept }: Redacted, images: number, leftOut: readonly string[]): string {
  const counts = Object.entries(redacted).map(([type, count]) => `${findingTypeName(type)}: ${count}`);
  return [
    counts.length > 0
      ? vscode.l10n.t('Redacted: {0}', counts.join(', '))
      : vscode.l10n.t('Nothing private was found.'),
    ...(kept > 0 ? [vscode.l10n.t('Kept as you decided: {0}', kept)] : []),
    ...(leftOut.length > 0
      ? [
          vscode.l10n.t(
            'Your own patterns that cannot be used, so that what they mean is not redacted: {0}',
            leftOut.join(', '),
          ),
        ]
      : []),
    ...(images > 0
      ? [vscode.l10n.t('Pictures that go as they are: {0}. Nothing looks into them but you.', images)]
      : []),
  ].join('\n');
}

function excerpt(text: string): string {
  const shown = text.split('\n', SHOWN_LINES).join('\n').slice(0, SHOWN_UNITS);
  return shown.length < text.trimEnd().length ? `${shown}\n…` : shown;
}
