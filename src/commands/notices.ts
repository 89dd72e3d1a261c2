/** What a person should know of a store that is open nevertheless. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Notice } from '../db/protocol.js';
import { inMessage } from '../labels.js';

/** Says each thing once a window. */
export class Notices {
  readonly #said = new Set<Notice>();

  readonly show = ({ app, notices }: Unlocked): void => {
    for (const notice of notices) {
      app.log.warn(`store: ${notice}`);
      if (this.#said.has(notice)) continue;
      this.#said.add(notice);
      void vscode.window.showWarningMessage(inMessage(SENTENCES[notice](app.storeFile)));
    }
  };
}

const SENTENCES: Record<Notice, (file: string) => string> = {
  sharedDrive: file =>
    vscode.l10n.t(
      '{0} lies on a network drive or one that is shared with another system: it works there, more slowly; do not open it on two machines at once.',
      file,
    ),
  synchronised: file =>
    vscode.l10n.t(
      '{0} lies in a folder that is synchronised with other machines: a copy that was taken while the store is open may be of no use, so move the store to another folder and keep backups there.',
      file,
    ),
  logLost: file =>
    vscode.l10n.t(
      'The log that belonged beside {0} is missing: the store is whole, but what was saved last before a crash may not be in it.',
      file,
    ),
};
