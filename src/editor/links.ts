/** Links to evidence in any text: they can be followed, and show their lines under the pointer. */
import * as vscode from 'vscode';
import type { App } from '../app.js';
import { StoreError } from '../db/errors.js';
import { findLinks, type FoundLink, type LineRange, unpackAttachment } from '../evidence/index.js';
import { attachmentUri } from './addresses.js';

/** Lines that a hover shows at most, and characters of each. */
const SHOWN_LINES = 12;
const SHOWN_CHARACTERS = 240;

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
      const link = new vscode.DocumentLink(range, vscode.Uri.parse(text.slice(start, end)));
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
      const attachment = await unlocked.store.getAttachment({ id: link.id });
      const bytes = await unpackAttachment(await unlocked.store.readAttachment({ id: link.id }));
      const lines = new TextDecoder().decode(bytes).split(/\r\n|\r|\n/);
      shown.appendText(attachmentUri(attachment).path.slice(1));
      // A code block shows the text of others as it is: no markup in it is followed.
      shown.appendCodeblock(excerpt(lines, link.lines ?? { first: 1, last: lines.length }), 'log');
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

function excerpt(lines: readonly string[], { first, last }: LineRange): string {
  const chosen = lines.slice(first - 1, last);
  const shown = chosen.slice(0, SHOWN_LINES).map(line => line.slice(0, SHOWN_CHARACTERS));
  const more = chosen.length - shown.length;
  return [...shown, ...(more > 0 ? [vscode.l10n.t('… {0} more lines', more)] : [])].join('\n');
}
