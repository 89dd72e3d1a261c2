/** Several attachments merged by time, as one read-only document that exists in memory only. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { App, Unlocked } from '../app.js';
import type { LineRange } from '../evidence/index.js';
import { linkText, mergedAddress, mergedIdsOf } from '../evidence/index.js';
import { COMMANDS, EVIDENCE_SCHEME } from '../ids.js';
import type { JobPart } from '../jobs/api.js';
import { type JobWatcher, runJob } from '../jobs/run.js';
import { byteSize } from '../labels.js';
import { report, UserError } from '../userError.js';
import { onDidChangeShownTimes, shownTimes } from '../vscodeZone.js';
import { attachmentUri, commandUri, isImage } from './addresses.js';
import { evidenceOf, isLarge, openRow } from './open.js';

/** The most that VS Code's editors take and still tell extensions of, in bytes. */
const MOST_BYTES = 50 * 1024 * 1024;

type Part = JobPart<'mergeLogs'>;

/** Runs the job, under a notification or without one. */
type RunMerge = (
  input: { store: Unlocked['access']; ids: string[]; zone: string; limit: number },
  watcher: Required<Pick<JobWatcher<'mergeLogs'>, 'part'>>,
) => Promise<{ whole: boolean }>;

interface Merged {
  /** When it was made, in milliseconds since the epoch. */
  readonly made: number;
  readonly bytes: Uint8Array;
  readonly ids: readonly string[];
  /** What its times were read and shown by. */
  readonly clocks: string;
  readonly parts: readonly Pick<Part, 'sources' | 'lines'>[];
}

export class MergedLogs implements vscode.DefinitionProvider, vscode.HoverProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  /** After a text was made anew. */
  readonly onDidChange = this.#changed.event;
  /** By the address's query. */
  readonly #texts = new Map<string, Promise<Merged>>();
  readonly #disposables: readonly { dispose(): unknown }[];

  constructor(private readonly app: App) {
    const merged = { scheme: EVIDENCE_SCHEME, pattern: '/merged-*-logs.log' };
    this.#disposables = [
      this.#changed,
      vscode.languages.registerDefinitionProvider(merged, this),
      vscode.languages.registerHoverProvider(merged, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.query)),
      // What a locked store holds is not kept in memory.
      app.onDidChange(topics => {
        if (!app.open) this.#texts.clear();
        else if (topics.includes('clocks')) this.#renew(app.open);
      }),
      onDidChangeShownTimes(() => app.open && this.#renew(app.open)),
    ];
  }

  #renew(unlocked: Unlocked): void {
    this.#renewed(unlocked).catch((error: unknown) => {
      // A store that was locked meanwhile has none of these texts any more.
      if (this.app.open) report(this.app, error);
    });
  }

  /** Has texts made anew whose lines stand at other times by now. */
  async #renewed(unlocked: Unlocked): Promise<void> {
    for (const [query, merging] of this.#texts) {
      // One that failed is made anew when it is asked for.
      const merged = await merging.catch(() => undefined);
      if (!merged || merged.clocks === (await clocksOf(unlocked, merged.ids))) continue;
      this.#texts.delete(query);
      const uri = vscode.Uri.from({ scheme: EVIDENCE_SCHEME, ...mergedAddress(merged.ids) });
      this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    }
  }

  /** Merges attachments and shows the text; what was merged of them before is made anew. */
  async open(unlocked: Unlocked, ids: readonly string[], run: RunMerge): Promise<void> {
    const uri = vscode.Uri.from({ scheme: EVIDENCE_SCHEME, ...mergedAddress(ids) });
    const merging = this.#merge(unlocked, ids, run);
    await merging;
    this.#texts.set(uri.query, merging);
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
  }

  /** The text of an address; undefined where it is none of merged logs. */
  async textOf(unlocked: Unlocked, uri: vscode.Uri): Promise<Pick<Merged, 'bytes' | 'made'> | undefined> {
    return this.#of(unlocked, uri);
  }

  /** An editor that comes back after a reload has its text made again. */
  #of(unlocked: Unlocked, uri: vscode.Uri): Promise<Merged> | undefined {
    const ids = mergedIdsOf(uri);
    if (!ids) return undefined;
    const known = this.#texts.get(uri.query);
    if (known) return known;
    const script = join(this.app.context.extensionPath, 'dist', 'job.js');
    const merging = this.#merge(unlocked, ids, (input, watcher) =>
      this.app.job(({ signal }) => runJob(script, 'mergeLogs', input, { ...watcher, signal })),
    );
    this.#texts.set(uri.query, merging);
    merging.catch(() => this.#texts.delete(uri.query));
    return merging;
  }

  async #merge(unlocked: Unlocked, ids: readonly string[], run: RunMerge): Promise<Merged> {
    const parts: Part[] = [];
    const clocks = await clocksOf(unlocked, ids);
    const input = { store: unlocked.access, ids: [...ids], zone: shownTimes().zone, limit: MOST_BYTES };
    const { whole } = await run(input, { part: part => parts.push(part) });
    if (!whole)
      throw new UserError(
        vscode.l10n.t(
          'Merged, these logs are larger than the {0} that an editor takes, so they were not merged: choose fewer, or attach only the lines of the time that matters.',
          byteSize(MOST_BYTES),
        ),
      );
    const bytes = Buffer.concat(parts.map(({ bytes }) => bytes));
    const places = parts.map(({ sources, lines }) => ({ sources, lines }));
    return { made: Date.now(), bytes, ids, clocks, parts: places };
  }

  /** The attachment and its line that the cursor's line is from; undefined where no merged text is looked at. */
  async lineOfCursor(
    unlocked: Unlocked,
  ): Promise<{ readonly evidenceId: string; readonly lines: LineRange } | undefined> {
    const editor = vscode.window.activeTextEditor;
    const source =
      editor && (await this.#sourceOf(unlocked, editor.document.uri, editor.selection.active.line));
    return source && { evidenceId: source.id, lines: source.lines };
  }

  /** Opens the attachment that the cursor's line is from, at its line; false where no merged text is looked at. */
  async openSource(unlocked: Unlocked): Promise<boolean> {
    const source = await this.lineOfCursor(unlocked);
    if (!source) return false;
    await openRow(await evidenceOf(unlocked.store, source.evidenceId), source.lines);
    return true;
  }

  async provideDefinition(
    { uri }: vscode.TextDocument,
    { line }: vscode.Position,
  ): Promise<vscode.Location | undefined> {
    const unlocked = this.app.open;
    const source = unlocked && (await this.#sourceOf(unlocked, uri, line));
    if (!source) return undefined;
    const row = await evidenceOf(unlocked.store, source.id);
    // A large log opens in no ordinary editor; the hover and the menu lead there.
    if (isImage(row) || isLarge(row)) return undefined;
    return new vscode.Location(attachmentUri(row), new vscode.Position(source.lines.first - 1, 0));
  }

  async provideHover(
    { uri }: vscode.TextDocument,
    { line }: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    // A hover opens no store: whoever only reads must not be asked for a key.
    const unlocked = this.app.open;
    const source = unlocked && (await this.#sourceOf(unlocked, uri, line));
    if (!source) return undefined;
    const { file_name } = await evidenceOf(unlocked.store, source.id);
    const link = linkText('log', source);
    const shown = new vscode.MarkdownString();
    shown.isTrusted = { enabledCommands: [COMMANDS.evidenceOpen, COMMANDS.clockSet] };
    shown.appendText(`${file_name} · `);
    const to = (command: string, argument: unknown, title: string) =>
      `[${title}](${commandUri(command, argument).toString()})`;
    shown.appendMarkdown(to(COMMANDS.evidenceOpen, link, vscode.l10n.t('Open line {0}', source.lines.first)));
    shown.appendMarkdown('\n\n');
    shown.appendText(`${vscode.l10n.t('Times in {0}', shownTimes().zone)} · `);
    shown.appendMarkdown(
      to(COMMANDS.clockSet, { evidenceId: source.id }, vscode.l10n.t('Set Time Zone and Clock Offset…')),
    );
    return new vscode.Hover(shown);
  }

  /** Where a line of a merged text is from; lines count from 0 there, and from 1 in the attachment. */
  async #sourceOf(
    unlocked: Unlocked,
    uri: vscode.Uri,
    line: number,
  ): Promise<{ readonly id: string; readonly lines: LineRange } | undefined> {
    const merged = await this.#of(unlocked, uri);
    let before = 0;
    for (const { sources, lines } of merged?.parts ?? []) {
      const source = sources[line - before];
      const number = lines[line - before];
      const id = source === undefined ? undefined : merged?.ids[source];
      if (id !== undefined && number !== undefined) return { id, lines: { first: number, last: number } };
      before += lines.length;
    }
    return undefined;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** What the times of attachments are read and shown by. */
async function clocksOf({ store }: Unlocked, ids: readonly string[]): Promise<string> {
  const said = await Promise.all(ids.map(log_file_id => store.getClock({ log_file_id })));
  return JSON.stringify([shownTimes().zone, said]);
}
