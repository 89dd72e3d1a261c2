/** What is being written in this window, by the document's id: commands save it before they read the document. */
import type { Draft } from './draft.js';

export const drafts = new Map<string, Draft>();

/** @returns once what was typed is in the store */
export async function flushDraft(id: string): Promise<void> {
  await drafts.get(id)?.flush();
}
