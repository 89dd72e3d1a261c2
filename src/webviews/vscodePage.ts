/** The HTML of every page: only its own script and style, nothing from elsewhere, nothing inline without the nonce. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What a page may load, and from where: the extension's own folder of pages. */
export function pageOptions(extension: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extension, 'dist', 'pages')] };
}

/**
 * All stands in a form without autocompletion: of other fields, a browser that VS Code runs in writes what was typed to
 * its session files, in the clear.
 *
 * @param name the page's script and style in `dist/pages`
 * @param title what a screen reader calls the page
 * @param id the thing of the store that the page shows, which it names to VS Code to be brought back after a reload
 */
export function pageHtml(
  webview: vscode.Webview,
  extension: vscode.Uri,
  name: string,
  title: string,
  id?: string,
): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (suffix: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'pages', `${name}.${suffix}`)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width">
  <title>${escape(title)}</title>
  <link rel="stylesheet" href="${file('css')}">
  <style nonce="${nonce}">form:has(> #page) { display: contents; }</style>
</head>
<body>
  <form autocomplete="off">
  <main id="page"${id === undefined ? '' : ` data-id="${escape(id)}"`}></main>
  </form>
  <script nonce="${nonce}" src="${file('js')}"></script>
</body>
</html>`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
