/** The panel that takes an image from the clipboard, which VS Code gives extensions as text only. */
import * as vscode from 'vscode';
import type { App } from '../../app.js';
import { byteSize } from '../../labels.js';
import { serve } from '../vscodeChannel.js';
import { pageHtml, pageOptions } from '../vscodePage.js';
import { questions, type Ready, type Strings, type Target } from './protocol.js';

/** What the panel does with an image. */
export interface Taker {
  readonly noText: boolean;
  readonly target: () => Target;
  /** Lets the person choose another incident. */
  readonly choose: () => Promise<void>;
  /** False where the person left before it was attached. */
  readonly attach: (name: string, bytes: Uint8Array) => Promise<boolean>;
}

/** The largest image that is taken, in bytes: the same as of files. */
const MOST_BYTES = 32 * 1024 * 1024;

const VIEW_TYPE = 'whydunit.pasteImage';

/** Opens the panel; it closes once an image was attached. */
export function showPaste(app: App, taker: Taker): void {
  const strings = texts();
  const { Active } = vscode.ViewColumn;
  const panel = vscode.window.createWebviewPanel(VIEW_TYPE, strings.title, Active, {
    ...pageOptions(app.context.extensionUri),
    // The pasted image is nowhere else.
    retainContextWhenHidden: true,
  });
  const { webview } = panel;
  const served = serve(app, webview, questions, {
    ready: (): Ready => ({
      target: taker.target(),
      name: vscode.l10n.t('pasted {0}', new Date().toISOString().slice(0, 19).replaceAll(/[:T]/g, '-')),
      noText: taker.noText,
      mostBytes: MOST_BYTES,
      strings,
    }),
    chooseIncident: async (): Promise<Target> => {
      await taker.choose();
      return taker.target();
    },
    attach: async ({ name, bytes }) => {
      if (await taker.attach(name, bytes)) panel.dispose();
    },
    close: () => void panel.dispose(),
  });
  panel.onDidDispose(() => void served.dispose());
  webview.html = pageHtml(webview, app.context.extensionUri, 'paste', strings.title);
}

function texts(): Strings {
  return {
    title: vscode.l10n.t('Attach Image from Clipboard'),
    paste: vscode.l10n.t(
      'Press {0} to paste the image here.',
      process.platform === 'darwin' ? '⌘V' : 'Ctrl+V',
    ),
    pasteButton: vscode.l10n.t('Paste Image'),
    noText: vscode.l10n.t('The clipboard holds no text. If it holds an image, paste it here.'),
    noImage: vscode.l10n.t(
      'The clipboard holds no image, so there is nothing to attach: copy one first. For text choose Attach Clipboard to Incident.',
    ),
    denied: vscode.l10n.t('This editor does not let a button read the clipboard: use the key instead.'),
    tooLarge: vscode.l10n.t(
      'The image is larger than {0}: save it as a file and attach that.',
      byteSize(MOST_BYTES),
    ),
    preview: vscode.l10n.t('The pasted image'),
    name: vscode.l10n.t('Name'),
    incident: vscode.l10n.t('Incident'),
    noIncident: vscode.l10n.t('none chosen yet'),
    choose: vscode.l10n.t('Choose…'),
    notScanned: vscode.l10n.t(
      'Pictures are not searched for passwords and personal data: look at them before you pass them on.',
    ),
    attach: vscode.l10n.t('Attach to Incident'),
    cancel: vscode.l10n.t('Cancel'),
  };
}
