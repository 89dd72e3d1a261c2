/** A panel's end of the conversation with its page. */
import * as vscode from 'vscode';
import * as z from 'zod';
import type { App } from '../app.js';
import { toUserError } from '../userError.js';
import type { ToPage } from './protocol.js';

const Question = z.object({ seq: z.int(), name: z.string().max(50), input: z.unknown() });

/** Each question that a page may ask, by its name: what it must look like. */
type Questions = Readonly<Record<string, z.ZodType>>;

/** The work for each question. */
export type Answers<Q extends Questions> = {
  readonly [N in keyof Q]: (input: z.output<Q[N]>) => unknown;
};

/**
 * Answers a page. What is not one of its questions is dropped and noted in the log, and one that does not look as it must
 * is refused: the page shows text of others, and a page that was taken over must not reach further than its questions do.
 */
export function serve<Q extends Questions>(
  app: App,
  webview: vscode.Webview,
  questions: Q,
  answers: Answers<Q>,
): vscode.Disposable {
  const post = (message: ToPage<never>) => void webview.postMessage(message);
  return webview.onDidReceiveMessage(async (message: unknown) => {
    const asked = Question.safeParse(message);
    if (!asked.success) return app.log.warn('a page said what no page says');
    const { seq, name, input: given } = asked.data;
    const schema = Object.hasOwn(questions, name) ? questions[name] : undefined;
    const input = schema?.safeParse(given);
    if (!input) return app.log.warn('a page asked what it may not');
    if (!input.success) {
      app.log.warn(`a page asked “${name}” in a form that is not taken`);
      return post({ type: 'failed', seq, text: refusal(input.error) });
    }
    try {
      // The type of an answer picked at run time is the union of all; the schema beside it has checked the input.
      const answer = answers[name] as (input: unknown) => unknown;
      post({ type: 'answer', seq, value: await answer(input.data) });
    } catch (error) {
      app.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      post({ type: 'failed', seq, text: toUserError(error, app.storeFile).message });
    }
  });
}

/** Why what a person typed is not taken; nothing of it is said. */
function refusal({ issues }: z.ZodError): string {
  const long = issues.find(({ code }) => code === 'too_big');
  if (long?.code === 'too_big' && long.origin === 'string')
    return vscode.l10n.t(
      'Nothing was changed: a text is longer than the {0} characters that are taken. Shorten it, and try again.',
      Number(long.maximum),
    );
  return vscode.l10n.t('Nothing was changed: what was typed is not taken in this form.');
}
