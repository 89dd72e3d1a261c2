/** Links to evidence in any text: they can be followed, and show their lines under the pointer. */
import * as vscode from 'vscode';
import type { App } from '../app.js';
import type { Store } from '../db/api.js';
import { StoreError } from '../db/errors.js';
import type { Attachment } from '../db/rows/attachments.js';
import { findLinks, type FoundLink, type LineRange } from '../evidence/index.js';
import { COMMANDS } from '../ids.js';
import { byteSize } from '../labels.js';
import { attachmentUri, commandUri, isImage } from './addresses.js';
import { excerptOf } from './excerpt.js';
import { evidenceOf } from './open.js';

/** Lines that a hover shows at most. */
const SHOWN_LINES = 12;

export class EvidenceLinks implements vscode.DocumentLinkProvider, vscode.HoverProvider {
  private constructor(private readonly app: App) {}

  static register(app: App): vscode.Disposable {
    const links = new EvidenceLinks(app);
    const everywhere = { pattern: '**' };
    return vscode.Disposable.from(
      vscode.languages.registerDocumentLinkProvider(everywhere, links),
      vscode.languages.registerHoverProvider(everywhere, links),
    );
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const text = document.getText();
    return findLinks(text).map(({ start, end }) => {
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      // Not the address itself, which would open in an ordinary editor, and a large log in none.
      const link = new vscode.DocumentLink(range, commandUri(COMMANDS.evidenceOpen, text.slice(start, end)));
      link.tooltip = vscode.l10n.t('Open evidence');
      return link;
    });
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const { text } = document.lineAt(position);
    const link = findLinks(text).find(
      ({ start, end }) => position.character >= start && position.character < end,
    );
    // A hover opens no store: whoever only reads must not be asked for a key.
    if (!link || !this.app.open) return undefined;
    const range = new vscode.Range(position.line, link.start, position.line, link.end);
    return new vscode.Hover(await this.#preview(link), range);
  }

  async #preview(link: FoundLink): Promise<vscode.MarkdownString> {
    const shown = new vscode.MarkdownString();
    const unlocked = this.app.open;
    if (!unlocked) return shown;
    try {
      const row = await evidenceOf(unlocked.store, link.id);
      shown.appendText(attachmentUri(row).path.slice(1));
      // An image has no lines, nor has what was kept as it is.
      if (isImage(row) || row.mime_type === 'application/octet-stream') {
        shown.appendText(` · ${byteSize(row.file_size ?? 0)}`);
      } else {
        // A code block shows the text of others as it is: no markup in it is followed.
        shown.appendCodeblock(await excerpt(unlocked.store, row, link.lines), 'log');
      }
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      shown.appendText(
        error.kind === 'gone'
          ? vscode.l10n.t('This evidence is no longer in the store.')
          : vscode.l10n.t('This evidence cannot be read now.'),
      );
    }
    return shown;
  }
}

async function excerpt(store: Store, attachment: Attachment, lines?: LineRange): Promise<string> {
  const { first, last } = lines ?? { first: 1, last: Infinity };
  const { lines: shown, total } = await excerptOf(
    store,
    attachment,
    first,
    Math.min(SHOWN_LINES, last - first + 1),
  );
  // Of a large log without lines in the link, nobody needs the number of the rest.
  const end = total === undefined ? last : Math.min(last, total);
  const more = Number.isFinite(end) ? end - first + 1 - shown.length : 0;
  return [...shown, ...(more > 0 ? [vscode.l10n.t('… further lines: {0}', more)] : [])].join('\n');
}
