/** A page's end of the conversation with its panel. */
import type { Question, ToPage } from './protocol.js';

const vscode = acquireVsCodeApi();

// VS Code writes this to its state files in the clear: an id, and nothing else of the case.
const id = document.getElementById('page')?.dataset['id'];
if (id !== undefined) vscode.setState({ id });

// All fields stand in one form, for the sake of its attribute; nothing is ever sent by it.
document.addEventListener('submit', event => event.preventDefault());

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

const waiting = new Map<number, Waiting>();
let last = 0;

/**
 * Asks the panel.
 *
 * @throws Error with the sentence for the person
 */
export function ask<T>(name: string, input: unknown): Promise<T> {
  const seq = ++last;
  return new Promise<T>((resolve, reject) => {
    waiting.set(seq, { resolve, reject });
    vscode.postMessage({ seq, name, input } satisfies Question);
  });
}

let heard: ((event: never) => void) | undefined;

/** Hears from now on what the panel tells unasked; the events of its page are the panel's to choose. */
export function listen(hear: (event: never) => void): void {
  heard = hear;
}

window.addEventListener('message', ({ data }: MessageEvent<ToPage<never>>) => {
  if (data.type === 'event') return heard?.(data.event);
  const question = waiting.get(data.seq);
  waiting.delete(data.seq);
  if (data.type === 'answer') question?.resolve(data.value as never);
  else question?.reject(new Error(data.text));
});
