/** What is known of an incident, as documents are generated from it. */
import { allRows } from '../db/allRows.js';
import type { Store } from '../db/api.js';
import type { ActionItem, ListedRef, Step } from '../db/rows/analysis.js';
import type { Attachment, Image } from '../db/rows/attachments.js';
import type { Incident } from '../db/rows/incidents.js';
import type { TimelineEvent } from '../db/rows/timeline.js';

export interface Facts {
  readonly incident: Incident;
  readonly evidence: readonly (Attachment | Image)[];
  readonly steps: readonly Step[];
  readonly refs: readonly ListedRef[];
  /** In the order of time. */
  readonly events: readonly TimelineEvent[];
  readonly actions: readonly ActionItem[];
}

/** Rows that are read at once. */
const PAGE = 1000;

type Reader = Pick<
  Store,
  'getIncident' | 'listAttachments' | 'listImages' | 'listSteps' | 'listRefs' | 'listEvents' | 'listActions'
>;

/** @throws StoreError `gone` */
export async function readFacts(store: Reader, issue_id: string): Promise<Facts> {
  const page = { issue_id, limit: PAGE };
  const [incident, attachments, images, steps, refs, events, actions] = await Promise.all([
    store.getIncident({ id: issue_id }),
    allRows<Attachment>(PAGE, after => store.listAttachments({ ...page, ...(after && { after: after.id }) })),
    allRows<Image>(PAGE, after => store.listImages({ ...page, ...(after && { after }) })),
    allRows<Step>(PAGE, after => store.listSteps({ ...page, ...(after && { after }) })),
    allRows<ListedRef>(PAGE, after => store.listRefs({ ...page, ...(after && { after: after.id }) })),
    allRows<TimelineEvent>(PAGE, after => store.listEvents({ ...page, ...(after && { after }) })),
    allRows<ActionItem>(PAGE, after => store.listActions({ ...page, ...(after && { after: after.id }) })),
  ]);
  return { incident, evidence: [...attachments, ...images], steps, refs, events, actions };
}
