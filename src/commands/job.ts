import { join } from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../app.js';
import type { JobInput, JobName, JobOutput } from '../jobs/api.js';
import { runJob } from '../jobs/run.js';

/** Runs a job that is over before a person could watch it. */
export function runAlone<J extends JobName>(app: App, name: J, input: JobInput<J>): Promise<JobOutput<J>> {
  return app.job(({ signal }) => runJob(scriptOf(app), name, input, { signal }));
}

const scriptOf = ({ context }: App) => join(context.extensionPath, 'dist', 'job.js');

/**
 * Runs a job under a notification with its progress in percent, which a person can cancel.
 *
 * @throws StoreError, of kind `cancelled` where the person did
 */
export function withProgress<J extends JobName>(
  app: App,
  title: string,
  name: J,
  input: JobInput<J>,
): Promise<JobOutput<J>> {
  const work = async (
    bar: vscode.Progress<{ message?: string; increment?: number }>,
    token: vscode.CancellationToken,
    stop: AbortController,
  ) => {
    token.onCancellationRequested(() => stop.abort());
    let shown = 0;
    return runJob(scriptOf(app), name, input, {
      signal: stop.signal,
      progress: ({ done, total }) => {
        const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
        bar.report({ increment: percent - shown, message: `${percent} %` });
        shown = percent;
      },
    });
  };
  const location = vscode.ProgressLocation.Notification;
  const show = (stop: AbortController) =>
    vscode.window.withProgress({ location, title, cancellable: true }, (bar, token) =>
      work(bar, token, stop),
    );
  return app.job(stop => Promise.resolve(show(stop)));
}
