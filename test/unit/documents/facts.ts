/** An incident of which much is known, for tests. */
import type { ActionItem, ListedRef, Step } from '../../../src/db/rows/analysis.js';
import type { Attachment } from '../../../src/db/rows/attachments.js';
import type { TimelineEvent } from '../../../src/db/rows/timeline.js';
import type { Facts } from '../../../src/documents/index.js';

export const uuid = (number: number): string =>
  `0197a000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

const ISSUE = uuid(1);
const AT = '2026-11-20 02:41:00';

export const attachment = (number: number, file_name: string): Attachment => ({
  id: uuid(number),
  issue_id: ISSUE,
  file_name,
  file_path: `/var/log/${file_name}`,
  file_size: 120,
  mime_type: 'text/plain',
  content_hash: number.toString(16).padStart(64, '0'),
  uploaded_at: AT,
  redacted: false,
  source_uri: null,
  start_line: null,
  end_line: null,
  encoding: 'utf-8',
  provenance: null,
  verified_at: AT,
  fault: null,
  waiting: null,
});

export const step = (number: number, answer: string | null, more: Partial<Step> = {}): Step => ({
  id: uuid(number),
  issue_id: ISSUE,
  step_order: 1,
  why_question: `Why number ${number}?`,
  answer,
  evidence: null,
  created_at: AT,
  parent_id: null,
  position: 0,
  role: null,
  state: 'assumed',
  revision: 0,
  ...more,
});

export const event = (
  number: number,
  event_type: string,
  minute: number,
  description: string,
): TimelineEvent => ({
  id: uuid(number),
  issue_id: ISSUE,
  event_type,
  description,
  metadata: null,
  created_at: `2026-11-20 02:${String(minute).padStart(2, '0')}:00`,
  at_ms: null,
  source: null,
  tags: null,
  revision: 0,
  at: Date.UTC(2026, 10, 20, 2, minute),
});

export const ref = (number: number, of: Partial<ListedRef>): ListedRef => ({
  id: uuid(number),
  issue_id: ISSUE,
  event_id: null,
  step_id: null,
  evidence_id: uuid(20),
  file_name: 'app.log',
  content_hash: '20'.padStart(64, '0'),
  first_line: 3,
  last_line: 7,
  created_at: AT,
  kind: 'text',
  fault: null,
  ...of,
});

export const action = (number: number, title: string, more: Partial<ActionItem> = {}): ActionItem => ({
  id: uuid(number),
  issue_id: ISSUE,
  title,
  owner: null,
  due_on: null,
  kind: 'prevent',
  state: 'open',
  tracking_url: null,
  created_at: AT,
  updated_at: AT,
  ...more,
});

export function someFacts(more: Partial<Facts> = {}): Facts {
  return {
    incident: {
      id: ISSUE,
      title: 'Checkout answers 502',
      description: 'Half of the orders fail.\n\nSince the deploy.',
      severity: 'critical',
      status: 'resolved',
      category: 'database',
      source: 'whydunit',
      created_at: AT,
      updated_at: AT,
      resolved_at: AT,
      assigned_to: 'Ada Lovelace',
      tags: ['db', 'pool'],
    },
    evidence: [attachment(20, 'app.log'), attachment(21, 'db.log')],
    steps: [
      step(30, 'The pool was empty', { state: 'confirmed' }),
      step(31, 'Its limit is 5', {
        step_order: 2,
        parent_id: uuid(30),
        role: 'root_cause',
        state: 'confirmed',
      }),
      step(32, 'Retries doubled the load', {
        step_order: 2,
        parent_id: uuid(30),
        position: 1,
        role: 'contributing',
      }),
    ],
    refs: [
      ref(40, { step_id: uuid(31) }),
      ref(41, { event_id: uuid(50), first_line: null, last_line: null }),
    ],
    events: [
      event(50, 'impact_started', 10, 'First 502'),
      event(51, 'detected', 15, 'Pager rang'),
      event(52, 'acknowledged', 17, 'On call looked'),
      event(53, 'resolved', 41, 'Limit raised'),
    ],
    actions: [
      action(60, 'Raise the limit', { kind: 'immediate', state: 'done', owner: 'Ada', due_on: '2026-11-21' }),
      action(61, 'Alert on an empty pool', { kind: 'detect', tracking_url: 'https://example.org/T-1' }),
    ],
    ...more,
  };
}
