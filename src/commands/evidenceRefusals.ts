/** The sentence for everything that is no evidence. */
import * as vscode from 'vscode';
import type { JobPart } from '../jobs/api.js';
import { byteSize } from '../labels.js';

export type Refused = Extract<JobPart<'attach'>['outcome'], { kind: 'refused' }>;

/** What was attached as far as it could be read, as something that is cut off, or made to be endless. */
export function cutSentence({ file_name }: { readonly file_name: string }): string {
  return vscode.l10n.t('Of {0} the end is missing, since it could not be read.', file_name);
}

export function refusalSentence({ path: name, refusal }: Refused): string {
  switch (refusal.reason) {
    case 'empty':
      return vscode.l10n.t('{0} is empty, so there is nothing to attach.', name);
    case 'binary':
      return refusal.looksLike
        ? vscode.l10n.t(
            '{0} is neither text nor a format that is read (it looks like {1}) and was not attached.',
            name,
            refusal.looksLike.extension,
          )
        : vscode.l10n.t('{0} is neither text nor a format that is read and was not attached.', name);
    case 'passwordProtected':
      return vscode.l10n.t(
        '{0} is protected by a password, so it was not attached: attach a copy without one.',
        name,
      );
    case 'unsafePath':
      return vscode.l10n.t(
        '{0} holds an entry whose name leads out of it ({1}); that entry was not attached.',
        name,
        refusal.entry,
      );
    case 'link':
      return vscode.l10n.t('{0} is a link inside an archive and was not attached.', name);
    case 'special':
      return vscode.l10n.t('{0} is a device or a pipe inside an archive and was not attached.', name);
    case 'gone':
      return vscode.l10n.t('{0} is no longer there, so it was not attached.', name);
    case 'noPermission':
      return vscode.l10n.t('{0} may not be read, so it was not attached: check its permissions.', name);
    case 'folder':
      return vscode.l10n.t('{0} is a folder and was not attached: choose the files in it.', name);
    case 'notAFile':
      return vscode.l10n.t('{0} is not a regular file and was not attached.', name);
    case 'linkLoop':
      return vscode.l10n.t('{0} is a link that leads back to itself and was not attached.', name);
    case 'unreadable':
      return vscode.l10n.t('{0} could not be read, so it was not attached.', name);
    case 'senderEnded':
      return vscode.l10n.t('The command that sends {0} ended in the middle, so it was not attached.', name);
    case 'limit':
      return refusal.limit.toLowerCase().endsWith('bytes')
        ? vscode.l10n.t(
            '{0} unpacks to more than {1}, so it was not attached: unpack it and attach what matters.',
            name,
            byteSize(refusal.value),
          )
        : vscode.l10n.t(
            '{0} goes beyond what is unpacked ({1}), so it was not attached: unpack it and attach what matters.',
            name,
            refusal.value,
          );
    case 'unsupportedCompression':
      return vscode.l10n.t(
        '{0} is packed in a way that is not unpacked here ({1}), so it was not attached: unpack it and attach what matters.',
        name,
        refusal.method,
      );
    default:
      return vscode.l10n.t('{0} is damaged or cut off, so it was not attached.', name);
  }
}
