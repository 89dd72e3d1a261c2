import { join } from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../app.js';
import type { JobInput, JobOutput, LoneJob, RedactionJob } from '../jobs/api.js';
import { type JobWatcher, runJob } from '../jobs/run.js';
import { byteSize } from '../labels.js';

/** Runs a job that is over before a person could watch it. */
export function runAlone<J extends ShownJob>(app: App, name: J, input: JobInput<J>): Promise<JobOutput<J>> {
  return app.job(({ signal }) => run(app, name, input, { signal }));
}

type ShownJob = LoneJob | RedactionJob;

/** In a thread of its own, or in one that stays. */
function run<J extends ShownJob>(
  { context, redactions }: App,
  name: J,
  input: JobInput<J>,
  watcher: JobWatcher<J>,
): Promise<JobOutput<J>> {
  if (STAYING.has(name)) return redactions.work(name, input, watcher);
  // To render takes libraries that no other job needs.
  const script = name === 'renderDocument' ? 'export.js' : 'job.js';
  return runJob(join(context.extensionPath, 'dist', script), name, input, watcher);
}

const STAYING = new Set<ShownJob>([
  'scan',
  'redact',
  'redactTexts',
  'placeFindings',
] satisfies RedactionJob[]);

export interface Shown<J extends ShownJob> extends Pick<JobWatcher<J>, 'part' | 'transfer'> {
  /** The progress is in bytes: it is shown with the rate and the time that is left. */
  readonly inBytes?: boolean;
  /** It is over before a notification could be read, so the status bar shows it. */
  readonly small?: boolean;
  /** Nobody waits for it: the status bar shows it, and the store may lock itself meanwhile. */
  readonly background?: boolean;
}

/**
 * Runs a job under a notification with its progress, which a person can cancel.
 *
 * @throws StoreError, of kind `cancelled` where the person did
 */
export function withProgress<J extends ShownJob>(
  app: App,
  title: string,
  name: J,
  input: JobInput<J>,
  { inBytes = false, small = false, background = false, ...watcher }: Shown<J> = {},
): Promise<JobOutput<J>> {
  const work = async (
    bar: vscode.Progress<{ message?: string; increment?: number }>,
    token: vscode.CancellationToken,
    stop: AbortController,
  ) => {
    token.onCancellationRequested(() => stop.abort());
    let shown = 0;
    const pace = new Pace();
    return run(app, name, input, {
      ...watcher,
      signal: stop.signal,
      progress: ({ done, total, items }) => {
        const percent = total === 0 ? 0 : Math.min(100, Math.floor((100 * done) / total));
        const counted = items ? [vscode.l10n.t('{0} of {1}', items.done, items.total)] : [];
        const message = [...counted, inBytes ? pace.describe(done, total) : `${percent} %`].join(' · ');
        bar.report({ increment: percent - shown, message });
        shown = percent;
      },
    });
  };
  const location =
    small || background ? vscode.ProgressLocation.Window : vscode.ProgressLocation.Notification;
  const show = (stop: AbortController) =>
    vscode.window.withProgress({ location, title, cancellable: true }, (bar, token) =>
      work(bar, token, stop),
    );
  return app.job(stop => Promise.resolve(show(stop)), !background);
}

/** How fast bytes go by, and how long the rest of them takes. */
class Pace {
  #began = Date.now();
  #last = 0;

  describe(done: number, total: number): string {
    // The next of several files began.
    if (done < this.#last) this.#began = Date.now();
    this.#last = done;
    const seconds = (Date.now() - this.#began) / 1000;
    const of = total > 0 ? vscode.l10n.t('{0} of {1}', byteSize(done), byteSize(total)) : byteSize(done);
    if (seconds < 1 || done === 0) return of;
    const rate = done / seconds;
    const left = total > done ? vscode.l10n.t('{0} s left', Math.ceil((total - done) / rate)) : '';
    return [of, `${byteSize(rate)}/s`, left].filter(Boolean).join(' · ');
  }
}
