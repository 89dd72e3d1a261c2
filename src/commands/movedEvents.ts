/** Events that were made of lines of a log whose clock is another one now. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { Attachment } from '../db/rows/attachments.js';
import type { SourceClock } from '../db/rows/clocks.js';
import type { EventWithRefs } from '../db/rows/timeline.js';
import { inMessage, nameWithLines } from '../labels.js';
import { lineReader, timeOf } from './lineTime.js';

/** How many events of an incident are looked at. */
const MOST = 500;

interface Move {
  readonly id: string;
  readonly revision: number;
  readonly at_ms: number;
}

/** Offers to give them the times that their lines have now. One whose time a person set is left alone. */
export async function offerMoves(
  unlocked: Unlocked,
  attachment: Attachment,
  before: SourceClock | null,
  now: SourceClock,
): Promise<void> {
  const { store } = unlocked;
  const moves: Move[] = [];
  const events = await eventsOf(unlocked, attachment);
  if (events.length === 0) return;
  const read = lineReader(unlocked, attachment);
  for (const event of events) {
    const line = event.refs.find(({ evidence_id }) => evidence_id === attachment.id)?.first_line;
    if (line === undefined || line === null) continue;
    const lines = await read(line);
    const at_ms = timeOf(attachment, now, lines).own;
    if (timeOf(attachment, before, lines).own !== event.at || at_ms === undefined || at_ms === event.at)
      continue;
    moves.push({ id: event.id, revision: event.revision, at_ms });
  }
  if (moves.length === 0) return;
  const move = vscode.l10n.t('Move');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'Events with the times that {0} had until now: {1}. They can move to the times that its lines have now.',
      inMessage(nameWithLines(attachment)),
      moves.length,
    ),
    move,
  );
  if (answer === move) for (const one of moves) await store.updateEvent(one);
}

async function eventsOf({ store }: Unlocked, { id, issue_id }: Attachment): Promise<EventWithRefs[]> {
  const listed = await store.listEvents({ issue_id, limit: 1000 });
  const made = listed.filter(({ event_type }) => event_type === 'log_line').slice(0, MOST);
  const events = await store.getEvents({ ids: made.map(event => event.id) });
  return events.filter(({ refs }) => refs.some(({ evidence_id }) => evidence_id === id));
}
