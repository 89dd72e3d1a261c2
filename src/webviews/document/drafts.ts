/** What is being written in this window, by the document's id: commands save it before they read the document. */
import type { Draft } from './draft.js';

export const drafts = new Map<string, Draft>();

/** @returns once what was typed was saved: whether it is in the store, which it is not while a person has to choose */
export async function flushDraft(id: string): Promise<boolean> {
  const draft = drafts.get(id);
  await draft?.flush();
  return !draft?.unsaved;
}
