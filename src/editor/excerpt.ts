/** Lines of evidence for a hover or a tooltip. */
import * as vscode from 'vscode';
import type { Store } from '../db/api.js';
import type { Attachment } from '../db/rows/attachments.js';
import { readLines, readText, withoutAnsi } from '../evidence/index.js';
import { isLarge } from './open.js';

/** How much of a line is shown, in UTF-16 units. */
const SHOWN = 240;

export interface Excerpt {
  /** The beginnings of the lines, without the colours of terminals. */
  readonly lines: readonly string[];
  /** How many lines there are in all; not known of a large log. */
  readonly total: number | undefined;
}

/**
 * @param first counted from 1
 * @throws StoreError `gone`
 */
export async function excerptOf(
  store: Store,
  attachment: Attachment,
  first: number,
  count: number,
): Promise<Excerpt> {
  const short = (lines: readonly string[]) => lines.map(line => withoutAnsi(line).slice(0, SHOWN));
  if (isLarge(attachment)) {
    return { lines: short(await readLines(store, attachment, first, count)), total: undefined };
  }
  const whole = (await readText(store, attachment)).split(/\r\n|\r|\n/);
  return { lines: short(whole.slice(first - 1, first - 1 + count)), total: whole.length };
}

/** How many lines before and after a line its surroundings have. */
const AROUND = 3;

/** A line with those around it, numbered. */
export async function surroundings(
  store: Store,
  attachment: Attachment,
  line: number,
): Promise<vscode.MarkdownString> {
  const first = Math.max(1, line - AROUND);
  const { lines } = await excerptOf(store, attachment, first, line + AROUND - first + 1);
  const digits = String(first + lines.length).length;
  const numbered = lines.map((text, at) => {
    const mark = first + at === line ? '▸' : ' ';
    return `${mark} ${String(first + at).padStart(digits)}  ${text}`;
  });
  // A code block shows the text of others as it is: no markup in it is followed.
  return new vscode.MarkdownString().appendCodeblock(numbered.join('\n'), 'log');
}
