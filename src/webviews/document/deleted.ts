/** A document that was deleted while a person writes it: its text is in this window until its page closes. */
import type { Store } from '../../db/api.js';
import type { Document } from '../../db/rows/analysis.js';

/**
 * Keeps a text as a new document, which has all but its id from the one that was deleted.
 *
 * @param seen as it was read last
 * @returns its id
 * @throws StoreError `gone` where its incident was deleted, too
 */
export async function keepAsNew(
  store: Pick<Store, 'addDocument' | 'updateDocument'>,
  { issue_id, doc_type, title, generated_md, base_md }: Document,
  content_md: string,
): Promise<string> {
  const { id, revision } = await store.addDocument({ issue_id, doc_type, title, content_md });
  // So that it can be generated anew as before.
  if (generated_md !== null) await store.updateDocument({ id, revision, generated_md, base_md });
  return id;
}
