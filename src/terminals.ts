/** The commands that ran in terminals with shell integration, and the terminals that a person records. */
import * as vscode from 'vscode';

/** A command that came to its end, with what it wrote. */
export interface RanCommand {
  readonly line: string;
  /** The folder that it ran in, where the shell told it. */
  readonly cwd: vscode.Uri | undefined;
  /** Undefined where the shell told none. */
  readonly exitCode: number | undefined;
  readonly started: Date;
  readonly ended: Date;
  /** As it was written to the terminal, colours included. */
  readonly output: string;
  /** Whether the beginning of the output was let go because it was too long. */
  readonly cut: boolean;
}

/** A command of a recorded terminal. */
export interface Recorded {
  readonly ran: RanCommand;
  /** Recording ends no sooner than this. */
  readonly waitUntil: (attached: Promise<void>) => void;
}

/** The most that is kept of one command's output, in UTF-16 units. The end is kept: failures are told last. */
const MOST_OUTPUT = 32 * 1024 * 1024;

interface Running {
  readonly started: Date;
  readonly output: Promise<Pick<RanCommand, 'output' | 'cut'>>;
}

/**
 * Listens to terminals in memory alone: the last command of each is there to be attached, and each command of a
 * recorded terminal is told when it ends.
 */
export class Terminals implements vscode.Disposable {
  readonly #running = new Map<vscode.TerminalShellExecution, Running>();
  readonly #last = new WeakMap<vscode.Terminal, RanCommand>();
  readonly #recorded = new Set<vscode.Terminal>();
  readonly #ran = new vscode.EventEmitter<Recorded>();
  /** After a command of a recorded terminal. */
  readonly onDidRecord = this.#ran.event;
  /** What has ended and is not yet read to its end, or not yet attached. */
  readonly #unfinished = new Set<Promise<void>>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** After a terminal began or ceased to be recorded, or another one became the active one. */
  readonly onDidChange = this.#changed.event;
  readonly #disposables: readonly { dispose(): unknown }[];

  constructor() {
    const { window } = vscode;
    this.#disposables = [
      this.#ran,
      this.#changed,
      window.onDidStartTerminalShellExecution(({ execution }) => {
        this.#running.set(execution, { started: new Date(), output: collect(execution.read()) });
      }),
      window.onDidEndTerminalShellExecution(event => this.#finish(this.#ended(event))),
      window.onDidChangeActiveTerminal(() => this.#changed.fire()),
      window.onDidCloseTerminal(terminal => this.#recorded.delete(terminal) && this.#changed.fire()),
    ];
  }

  /** The last command that ended in a terminal. */
  last(terminal: vscode.Terminal): RanCommand | undefined {
    return this.#last.get(terminal);
  }

  isRecorded(terminal: vscode.Terminal | undefined): boolean {
    return terminal !== undefined && this.#recorded.has(terminal);
  }

  /** Begins to record a terminal, or ceases once every command that ended before is attached. */
  async record(terminal: vscode.Terminal, on: boolean): Promise<void> {
    if (on) this.#recorded.add(terminal);
    else this.#recorded.delete(terminal);
    this.#changed.fire();
    while (!on && this.#unfinished.size > 0) await Promise.all(this.#unfinished);
  }

  #finish(work: Promise<void>): void {
    const finished = work.finally(() => this.#unfinished.delete(finished));
    this.#unfinished.add(finished);
  }

  async #ended({ execution, exitCode, terminal }: vscode.TerminalShellExecutionEndEvent): Promise<void> {
    const running = this.#running.get(execution);
    this.#running.delete(execution);
    // It began before we did.
    if (!running) return;
    const ended = new Date();
    // Recording may be turned off before the last of the output is here.
    const recorded = this.#recorded.has(terminal);
    const { commandLine, cwd } = execution;
    const ran: RanCommand = {
      ...(await running.output),
      ...{ line: commandLine.value, cwd, exitCode, started: running.started, ended },
    };
    this.#last.set(terminal, ran);
    if (recorded) this.#ran.fire({ ran, waitUntil: attached => this.#finish(attached) });
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

async function collect(stream: AsyncIterable<string>): Promise<Pick<RanCommand, 'output' | 'cut'>> {
  const parts: string[] = [];
  let length = 0;
  let cut = false;
  for await (const part of stream) {
    parts.push(part);
    length += part.length;
    while (length > MOST_OUTPUT && parts.length > 1) {
      length -= parts.shift()?.length ?? 0;
      cut = true;
    }
  }
  return { output: withoutMarks(parts.join('')), cut };
}

/**
 * The marks of shell integration (OSC 633 and OSC 133) are the editor's and no part of what the command wrote.
 * https://code.visualstudio.com/docs/terminal/shell-integration#_vs-code-custom-sequences-osc-633-st
 */
function withoutMarks(output: string): string {
  return output.replaceAll(/\u001b\](?:633|133);[^\u0007\u001b]*(?:\u0007|\u001b\\)/g, '');
}
