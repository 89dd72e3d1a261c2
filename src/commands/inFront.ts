/** What commands work on that were started from no row. */
import type { Unlocked } from '../app.js';
import { StoreError } from '../db/errors.js';
import type { Pages } from '../webviews/vscodePages.js';

/** The pages that are each on one incident or document. */
interface PagesOfThings {
  readonly whys: Pages;
  readonly timelinePages: Pages;
  readonly documents: Pages;
}

/** The thing of the page in front, as a menu of the page would give it; a page may show what is no longer there. */
export async function inFront({ store }: Unlocked, { whys, timelinePages, documents }: PagesOfThings) {
  const [incidentId, documentId] = [whys.front ?? timelinePages.front, documents.front];
  try {
    if (incidentId !== undefined) await store.getIncident({ id: incidentId });
    else if (documentId !== undefined) await store.getDocument({ id: documentId });
    else return undefined;
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'gone') return undefined;
    throw error;
  }
  return { incidentId, documentId };
}
