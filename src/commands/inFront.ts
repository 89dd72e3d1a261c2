/** What commands work on that were started from no row. */
import type { Unlocked } from '../app.js';
import { unlessGone } from '../db/errors.js';
import type { Pages } from '../webviews/vscodePages.js';

/** The pages that are each on one incident or document. */
interface PagesOfThings {
  readonly whys: Pages;
  readonly timelinePages: Pages;
  readonly documents: Pages;
}

/** The thing of the page in front, as a menu of the page would give it; a page may show what is no longer there. */
export async function inFront({ store }: Unlocked, { whys, timelinePages, documents }: PagesOfThings) {
  const incidentId = whys.front ?? timelinePages.front;
  if (incidentId !== undefined)
    return (await unlessGone(store.getIncident({ id: incidentId }))) && { incidentId };
  const documentId = documents.front;
  if (documentId === undefined) return undefined;
  return (await unlessGone(store.getDocument({ id: documentId }))) && { documentId };
}
