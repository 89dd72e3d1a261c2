/** Why a file is not imported or restored, in a sentence. */
import * as vscode from 'vscode';
import type { Refusal } from '../db/import/report.js';
import { UserError } from '../userError.js';

export function refusedFile(refusal: Refusal, file: string): UserError {
  return new UserError(
    {
      nothing: vscode.l10n.t('{0} is not there; nothing was changed.', file),
      notAFile: vscode.l10n.t(
        '{0} is a folder, a link or a device; nothing was changed: choose the file itself.',
        file,
      ),
      empty: vscode.l10n.t('{0} is empty; nothing was changed.', file),
      unreadable: vscode.l10n.t(
        '{0} cannot be read; nothing was changed: check its permissions and try again.',
        file,
      ),
      notADatabase: vscode.l10n.t(
        '{0} is not a database that can be used here; nothing was changed: choose another file.',
        file,
      ),
      passphraseNeeded: vscode.l10n.t(
        '{0} is encrypted; nothing was changed: its passphrase is needed.',
        file,
      ),
      wrongPassphrase: vscode.l10n.t(
        'This key does not open {0}, or it is not an encrypted database; nothing was changed.',
        file,
      ),
      otherProgram: vscode.l10n.t(
        '{0} is a database of another program: it holds no incidents, and nothing was changed.',
        file,
      ),
      caseBundle: vscode.l10n.t(
        '{0} is a case bundle and no backup; nothing was changed: choose Import Case Bundle to bring its incidents.',
        file,
      ),
      damaged: vscode.l10n.t(
        '{0} is damaged and cannot be read to its end; nothing was changed: try an older copy of it.',
        file,
      ),
      inUse: vscode.l10n.t(
        'Another program wrote to {0} while it was read; nothing was changed: close that program and try again.',
        file,
      ),
      unfinished: vscode.l10n.t(
        'The program that wrote {0} did not end cleanly; nothing was changed: open and close it there once, and try again.',
        file,
      ),
      tooLarge: vscode.l10n.t(
        '{0} is larger than 1 GiB and not encrypted, which cannot be imported at once; nothing was changed: encrypt it with SQLCipher first.',
        file,
      ),
      ownStore: vscode.l10n.t('{0} is the store itself; nothing was changed: choose another file.', file),
      newer: vscode.l10n.t(
        '{0} was written by a newer version of Whydunit; nothing was changed: update the extension.',
        file,
      ),
    }[refusal],
  );
}
