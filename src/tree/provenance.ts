/** Where an attachment came from, in words. */
import * as vscode from 'vscode';
import type { Attachment, Image } from '../db/rows/attachments.js';
import type { SourceClock } from '../db/rows/clocks.js';
import type { Provenance } from '../db/rows/provenance.js';
import { isImage } from '../editor/addresses.js';
import { evidenceFault } from '../labels.js';
import { describeOffset } from '../timeline/index.js';
import { shownTimestamp } from '../vscodeZone.js';

/** A line for everything that is known, the hash last. */
export function provenanceLines(row: Attachment | Image): string[] {
  const hash = isImage(row) ? row.upload_hash : row.content_hash;
  return [
    vscode.l10n.t('Attached {0}', shownTimestamp(row.uploaded_at)),
    ...(row.provenance ? known(row.provenance) : []),
    ...(isImage(row) || row.encoding === null ? [] : [vscode.l10n.t('Encoding: {0}', row.encoding)]),
    ...(isImage(row) && !row.pii_warning_acknowledged
      ? [vscode.l10n.t('Not searched for passwords and personal data')]
      : []),
    `SHA-256 ${hash ?? vscode.l10n.t('not known')}`,
  ];
}

/** What the last verification found; nothing where there was none. */
export function verificationLines({ verified_at, fault }: Attachment | Image): string[] {
  if (verified_at === null) return [];
  if (fault === null) return [vscode.l10n.t('Verified whole {0}', shownTimestamp(verified_at))];
  return [
    vscode.l10n.t(
      'Broken: {0} (verified {1}). Attach it again from where it came from, or restore a backup that holds it.',
      evidenceFault(fault),
      shownTimestamp(verified_at),
    ),
  ];
}

/** What a person said of the clock that wrote an attachment. */
export function clockLines({ zone, offset_ms, boot_time }: SourceClock): string[] {
  return [
    ...(zone === null ? [] : [vscode.l10n.t('Times without a zone are in {0}', zone)]),
    ...(offset_ms === 0 ? [] : [vscode.l10n.t('Added to its times: {0}', describeOffset(offset_ms))]),
    ...(boot_time === null ? [] : [vscode.l10n.t('The machine started {0}', shownTimestamp(boot_time))]),
  ];
}

function known({ via, host, user, git, command, redactionOf, partial, grew }: Provenance): string[] {
  const way = {
    selection: vscode.l10n.t('a selection in an editor'),
    editor: vscode.l10n.t('an editor, as it was on the screen'),
    file: vscode.l10n.t('a file'),
    drop: vscode.l10n.t('a drop on the view'),
    terminal: vscode.l10n.t('a selection in a terminal'),
    command: vscode.l10n.t('a command in a terminal'),
    clipboard: vscode.l10n.t('the clipboard'),
    pipe: vscode.l10n.t('the command whydunit'),
    redaction: vscode.l10n.t('an attachment that was redacted'),
  }[via];
  return [
    vscode.l10n.t('From {0}, by {1} on {2}', way, user, host),
    ...(git
      ? [
          git.dirty
            ? vscode.l10n.t('Commit {0}, with changes', git.commit)
            : vscode.l10n.t('Commit {0}', git.commit),
        ]
      : []),
    ...(command ? commandLines(command) : []),
    ...(redactionOf?.hash ? [vscode.l10n.t('SHA-256 before it was redacted: {0}', redactionOf.hash)] : []),
    ...(partial
      ? [
          partial === 'beginningCut'
            ? vscode.l10n.t('Its beginning is missing')
            : vscode.l10n.t('Its end is missing'),
        ]
      : []),
    ...(grew ? [vscode.l10n.t('The file grew meanwhile; what came later is not in it')] : []),
  ];
}

function commandLines({ line, cwd, exitCode, started, ended }: NonNullable<Provenance['command']>): string[] {
  return [
    `$ ${line}`,
    vscode.l10n.t(
      'In {0}, from {1} to {2}, exit code {3}',
      cwd ?? vscode.l10n.t('an unknown folder'),
      started,
      ended,
      exitCode ?? vscode.l10n.t('not known'),
    ),
  ];
}
