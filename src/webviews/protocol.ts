/**
 * What a page and its panel say to each other. A page asks, and each question is answered once, also where the answer
 * is that it failed; a panel tells what happened unasked.
 */

/** From a page: a question with its number. */
export interface Question {
  readonly seq: number;
  readonly name: string;
  readonly input: unknown;
}

/** To a page. */
export type ToPage<Event> =
  | { readonly type: 'answer'; readonly seq: number; readonly value: unknown }
  /** The sentence for the person. */
  | { readonly type: 'failed'; readonly seq: number; readonly text: string }
  | { readonly type: 'event'; readonly event: Event };
