import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { activeOrChosen, attach } from './attach.js';
import { chooseIncident } from './chooseIncident.js';

/**
 * Opens a page that takes an image from the clipboard and attaches it.
 *
 * @param noText whether a person came here because the clipboard holds no text
 */
export async function attachImage(unlocked: Unlocked, { noText = false } = {}): Promise<void> {
  let incident = unlocked.active.incident;
  // Loaded when it is needed: the host starts without it.
  const { showPaste } = await import('../webviews/paste/panel.js');
  showPaste(unlocked.app, {
    noText,
    target: () => incident?.title ?? null,
    choose: async () => {
      incident = (await chooseIncident(unlocked, vscode.l10n.t('Attach to Incident'))) ?? incident;
    },
    attach: async (fileName, bytes) => {
      // What was locked meanwhile is asked for anew.
      const open = await unlocked.app.unlocked();
      incident ??= await activeOrChosen(open);
      if (!incident) return false;
      const source = { uri: null, path: '', fileName, origin: { via: 'clipboard' } } as const;
      const candidate = { source, content: { kind: 'bytes', bytes }, as: { kind: 'anything' } } as const;
      return (await attach(open, [candidate], { incident })) !== undefined;
    },
  });
}
