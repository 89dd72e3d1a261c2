/** The viewer's panel: it reads the lines that the page asks for, and searches where the page searches. */
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import * as vscode from 'vscode';
import type { App, Unlocked } from '../../app.js';
import type { Attachment } from '../../db/rows/attachments.js';
import { StoreError } from '../../db/errors.js';
import { findLinks, linkText, readLines } from '../../evidence/index.js';
import { type CommandId, COMMANDS } from '../../ids.js';
import { UserError } from '../../userError.js';
import { serve } from '../vscodeChannel.js';
import { pageHtml, pageOptions } from '../vscodePage.js';
import type { ToPage } from '../protocol.js';
import {
  type Choice,
  type Event,
  type Lines,
  MOST_FOUND,
  MOST_LINES,
  type Query,
  questions,
  type Range,
  type Ready,
  type Strings,
} from './protocol.js';
import { runs } from './runs.js';
import { type MeantFinding, ViewerFindings } from './vscodeFindings.js';

/** What is shown of one line, in UTF-16 units; copying takes all of it. */
const SHOWN = 10_000;
/** Answers above this travel compressed, in bytes. */
const DEFLATE_ABOVE = 16 * 1024;
/** The most lines that are copied at once. */
const MOST_COPIED = 100_000;

/** A viewer that is open: events can be told to its page. */
export interface OpenViewer {
  readonly tell: (event: Event) => void;
  /** The finding that the page is at, or the one with this id. */
  readonly finding: (id?: string) => MeantFinding | undefined;
  readonly showFinding: (id: string) => void;
  readonly close: () => void;
}

/**
 * Fills a panel with the viewer of an attachment that is kept in chunks.
 *
 * @param fragment the lines to begin at, as `L3-L7`; empty for the beginning
 * @throws StoreError `gone`
 */
export async function showLog(
  app: App,
  id: string,
  fragment: string,
  { webview }: vscode.WebviewPanel,
): Promise<OpenViewer> {
  const unlocked = await app.unlocked();
  const attachment = await unlocked.store.getAttachment({ id });
  const content = await unlocked.store.getLogContent({ id });
  if (!content) throw new StoreError('gone', `chunks of log_file ${id}`);
  const tell = (event: Event) => void webview.postMessage({ type: 'event', event } satisfies ToPage<Event>);
  const session = new Session(app, unlocked, attachment, tell);
  const [link] = findLinks(`whydunit:/x?${id}#${fragment}`);
  const ready: Ready = {
    name: attachment.file_name,
    lines: content.line_count,
    ...(link?.lines && { range: link.lines }),
    strings: strings(),
  };
  const findings = new ViewerFindings(unlocked, attachment, tell);
  const served = serve(app, webview, questions, {
    ready: () => {
      findings.read();
      return ready;
    },
    lines: ({ numbers }) => session.lines(numbers),
    search: query => session.search(query),
    stopSearch: () => session.stopSearch(),
    copy: ({ runs }) => session.copy(runs),
    copyRedacted: ({ runs }) =>
      void vscode.commands.executeCommand(COMMANDS.redactedCopy, {
        evidenceId: id,
        runs: session.copied(runs),
      }),
    copyLink: range => session.copyLink(range),
    addToWhy: lines =>
      void vscode.commands.executeCommand(COMMANDS.evidenceAddToWhy, { evidenceId: id, lines }),
    addToTimeline: lines =>
      void vscode.commands.executeCommand(COMMANDS.lineAddToTimeline, { evidenceId: id, lines }),
    enter: ({ id }) => findings.enter(id),
    decide: ({ id, choice }) => decideFinding(findings.meant(id), choice),
  });
  webview.options = pageOptions(app.context.extensionUri);
  webview.html = pageHtml(webview, app.context.extensionUri, 'viewer', attachment.file_name);
  const close = () => {
    served.dispose();
    findings.dispose();
    session.stopSearch();
  };
  return { tell, close, finding: id => findings.meant(id), showFinding: id => findings.show(id) };
}

/** The commands decide, as they do for findings in editors. */
async function decideFinding(meant: MeantFinding | undefined, choice: Choice): Promise<void> {
  if (meant) await vscode.commands.executeCommand(DECIDING[choice], meant);
}

const DECIDING: Record<Choice, CommandId> = {
  redact: COMMANDS.findingRedact,
  keep: COMMANDS.findingKeep,
  keepValue: COMMANDS.valueKeep,
  ignore: COMMANDS.valueIgnore,
  reset: COMMANDS.findingReset,
};

class Session {
  #stop = new AbortController();

  constructor(
    private readonly app: App,
    private readonly unlocked: Unlocked,
    private readonly attachment: Attachment,
    private readonly post: (event: Event) => void,
  ) {}

  async lines(numbers: readonly number[]): Promise<Lines> {
    const texts = await Promise.all(
      runs(numbers).map(({ first, last }) => this.#read(first, last - first + 1)),
    );
    const lines = texts.flat().map(text => ({ text: text.slice(0, SHOWN), length: text.length }));
    const bytes = Buffer.from(JSON.stringify(lines));
    if (bytes.length <= DEFLATE_ABOVE) return { deflated: false, bytes: new Uint8Array(bytes) };
    return { deflated: true, bytes: new Uint8Array(await promisify(deflate)(bytes)) };
  }

  /** Lines that a store of eight chunks does not give at once come with the next reads. */
  async #read(first: number, count: number): Promise<string[]> {
    const lines: string[] = [];
    while (lines.length < count) {
      const more = await readLines(
        this.unlocked.store,
        this.attachment,
        first + lines.length,
        count - lines.length,
      );
      if (more.length === 0) break;
      lines.push(...more);
    }
    return lines;
  }

  async search(query: Query): Promise<void> {
    this.#stop.abort();
    const stop = (this.#stop = new AbortController());
    const asked = {
      scope: { of: 'attachment', id: this.attachment.id },
      query,
      limit: MOST_FOUND,
      limitOfEach: MOST_FOUND,
    } as const;
    let last = 0;
    const tell = (lines: readonly number[], done: boolean) =>
      stop.signal.aborted || this.post({ type: 'found', query, lines, done });
    try {
      await this.app.search(this.unlocked, asked, {
        signal: stop.signal,
        part: ({ matches }) => {
          const lines = matches.map(({ line }) => line).filter(line => line !== last && (last = line));
          if (lines.length > 0) tell([...new Set(lines)], false);
        },
      });
      tell([], true);
    } catch (error) {
      if (error instanceof StoreError && error.kind === 'cancelled') return;
      if (error instanceof StoreError && error.kind === 'invalid') {
        return this.post({ type: 'searchFailed', text: vscode.l10n.t('That is no regular expression.') });
      }
      throw error;
    }
  }

  stopSearch(): void {
    this.#stop.abort();
  }

  /** @throws UserError where they are too many */
  copied(runs: readonly Range[]): readonly Range[] {
    const count = runs.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    if (count > MOST_COPIED) {
      throw new UserError(
        vscode.l10n.t('{0} lines are too many to copy: select at most {1}.', count, MOST_COPIED),
      );
    }
    return runs;
  }

  async copy(runs: readonly Range[]): Promise<void> {
    const lines: string[] = [];
    for (const { first, last } of this.copied(runs)) {
      for (let from = first; from <= last; from += MOST_LINES) {
        lines.push(...(await this.#read(from, Math.min(MOST_LINES, last - from + 1))));
      }
    }
    await vscode.env.clipboard.writeText(`${lines.join('\n')}\n`);
  }

  async copyLink(lines: Range): Promise<void> {
    const { id, file_name } = this.attachment;
    await vscode.env.clipboard.writeText(linkText(file_name, { id, lines }));
  }
}

function strings(): Strings {
  return {
    find: vscode.l10n.t('Find'),
    filter: vscode.l10n.t('Show only lines that match'),
    regex: vscode.l10n.t('Use regular expression'),
    matchCase: vscode.l10n.t('Match case'),
    wholeWord: vscode.l10n.t('Match whole word'),
    next: vscode.l10n.t('Next match'),
    previous: vscode.l10n.t('Previous match'),
    goToLine: vscode.l10n.t('Go to line'),
    wrap: vscode.l10n.t('Wrap lines'),
    copy: vscode.l10n.t('Copy selected lines'),
    copyRedacted: vscode.l10n.t('Copy selected lines redacted'),
    copyLink: vscode.l10n.t('Copy link to selected lines'),
    addToTimeline: vscode.l10n.t('Add selected lines to the timeline'),
    noMatch: vscode.l10n.t('No line matches'),
    searching: vscode.l10n.t('Searching…'),
    matches: vscode.l10n.t('Lines that match: {0}'),
    lines: vscode.l10n.t('Lines of the log'),
    line: vscode.l10n.t('Line'),
    findings: vscode.l10n.t('Findings'),
    nextFinding: vscode.l10n.t('Next finding'),
    previousFinding: vscode.l10n.t('Previous finding'),
    redact: vscode.l10n.t('Redact'),
    keep: vscode.l10n.t('Keep'),
    keepValue: vscode.l10n.t('Keep Everywhere in This Incident'),
    ignore: vscode.l10n.t('Not Private: Always Ignore'),
    reset: vscode.l10n.t('Decide Again'),
    waits: vscode.l10n.t('Waits for a decision, and is redacted until then.'),
    redacted: vscode.l10n.t('Is redacted.'),
    kept: vscode.l10n.t('Is kept.'),
    waiting: vscode.l10n.t('Findings that wait: {0}'),
    noneWaits: vscode.l10n.t('No finding waits here.'),
    moreFound: vscode.l10n.t('The first {0} of {1} are listed; all are redacted in what leaves.'),
  };
}
