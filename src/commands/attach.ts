/** The one road into the store for content: a thread takes each piece, and a sentence says what became of all. */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { StoreError } from '../db/errors.js';
import type { Attachment, Image } from '../db/rows/attachments.js';
import type { Incident } from '../db/rows/incidents.js';
import { attachmentUri, isImage } from '../editor/addresses.js';
import { openRow } from '../editor/open.js';
import { handOver, type Source } from '../evidence/index.js';
import type { JobInput, JobPart } from '../jobs/api.js';
import { inLabel, inMessage, nameWithLines } from '../labels.js';
import { report } from '../userError.js';
import { chooseIncident } from './chooseIncident.js';
import { withProgress } from './job.js';
import { cutSentence, refusalSentence, type Refused } from './evidenceRefusals.js';

/** How many pieces that were not attached are named one by one. */
const NAMED = 3;

/** Content that a person chose, not read yet. */
export interface Candidate {
  readonly source: Source;
  readonly content:
    /** A file of this machine, by its absolute path. */
    | { readonly kind: 'path'; readonly path: string }
    | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
    | { readonly kind: 'stream'; readonly stream: AsyncIterable<Uint8Array> };
  readonly as: JobInput<'attach'>['candidates'][number]['as'];
}

export interface AttachOptions {
  /** Goes before the active incident. */
  readonly incident?: Incident | undefined;
  /** Says in the status bar, for a moment, what became of it, unless something was refused. */
  readonly quiet?: boolean;
}

interface Outcome {
  readonly added: (Attachment | Image)[];
  readonly doubles: (Attachment | Image)[];
  readonly refused: Refused[];
  /** The paths of binary files, also inside of archives, which a person may want to keep all the same. */
  readonly binary: Map<Candidate, string[]>;
  cancelled: boolean;
}

/**
 * Attaches the candidates to the active incident, or to one that the person chooses.
 *
 * @returns the addresses of the attachments, also of those that were there already
 */
export async function attach(
  unlocked: Unlocked,
  candidates: readonly Candidate[],
  { incident: given, quiet = false }: AttachOptions = {},
): Promise<vscode.Uri[] | undefined> {
  const incident = given ?? (await activeOrChosen(unlocked));
  if (!incident) return undefined;
  const outcome = await take(unlocked, incident, candidates);
  // Also where all was refused: the next try of the person goes to the incident that was chosen.
  if (!unlocked.active.incident) await unlocked.active.set(incident);
  if (outcome.added.length > 0) unlocked.app.attached(incident.id);
  // Not awaited: the command is over when the content is stored, not when a person has read the message.
  tell(unlocked, incident, outcome, quiet).catch((error: unknown) => report(unlocked.app, error));
  return [...outcome.added, ...outcome.doubles].map(attachmentUri);
}

/** The active incident, or one that the person chooses. */
export async function activeOrChosen(unlocked: Unlocked): Promise<Incident | undefined> {
  return unlocked.active.incident ?? (await chooseIncident(unlocked, vscode.l10n.t('Attach to Incident')));
}

async function take(
  unlocked: Unlocked,
  incident: Incident,
  candidates: readonly Candidate[],
): Promise<Outcome> {
  const outcome: Outcome = { added: [], doubles: [], refused: [], binary: new Map(), cancelled: false };
  const handed = candidates.map(hand);
  const input = {
    store: unlocked.access,
    issue_id: incident.id,
    candidates: handed.map(({ given }) => given),
  };
  const title = vscode.l10n.t('Attaching to “{0}”', inMessage(incident.title));
  try {
    await withProgress(unlocked.app, title, 'attach', input, {
      part: part => sort(part, candidates[part.candidate], outcome),
      transfer: handed.flatMap(({ port }) => port ?? []),
      inBytes: true,
      // A small one is there before a notification could be read.
      small: candidates.length === 1 && candidates[0]?.content.kind === 'bytes',
    });
  } catch (error) {
    if (!(error instanceof StoreError && error.kind === 'cancelled')) throw error;
    outcome.cancelled = true;
  }
  return outcome;
}

/** What the thread is given of a candidate; a stream goes through a port, piece by piece. */
function hand({ source, content, as }: Candidate): {
  given: JobInput<'attach'>['candidates'][number];
  port?: MessagePort;
} {
  if (content.kind !== 'stream') return { given: { source, content, as } };
  const { port1, port2 } = new MessageChannel();
  void handOver(content.stream, port1);
  return { given: { source, content: { kind: 'port', port: port2 }, as }, port: port2 };
}

function sort({ outcome }: JobPart<'attach'>, candidate: Candidate | undefined, sorted: Outcome): void {
  if (outcome.kind !== 'refused') {
    const row = outcome.kind === 'image' ? outcome.image : outcome.attachment;
    (outcome.added ? sorted.added : sorted.doubles).push(row);
    return;
  }
  sorted.refused.push(outcome);
  // What came through a pipe is gone.
  if (outcome.refusal.reason !== 'binary' || !candidate || candidate.content.kind === 'stream') return;
  sorted.binary.set(candidate, [...(sorted.binary.get(candidate) ?? []), outcome.path]);
}

async function tell(unlocked: Unlocked, incident: Incident, outcome: Outcome, quiet: boolean): Promise<void> {
  const { added, doubles, refused, cancelled } = outcome;
  void tellOfImages(unlocked, added.filter(isImage));
  const [first] = added;
  const sentences = [
    ...(added.length > 0 && first
      ? [
          added.length === 1
            ? vscode.l10n.t('Attached {0} to “{1}”.', nameWithLines(first), incident.title)
            : vscode.l10n.t('Attached {0} files to “{1}”.', added.length, incident.title),
        ]
      : []),
    ...doubles.map(double =>
      vscode.l10n.t('“{0}” has this content already, as {1}.', incident.title, nameWithLines(double)),
    ),
    ...added
      .filter(row => row.provenance?.partial === 'endCut')
      .slice(0, NAMED)
      .map(cutSentence),
    ...refused.slice(0, NAMED).map(refusalSentence),
    ...(refused.length > NAMED ? [vscode.l10n.t('{0} more were not attached.', refused.length - NAMED)] : []),
    ...(cancelled ? [vscode.l10n.t('The rest was cancelled.')] : []),
  ];
  const message = inMessage(sentences.join(' '));
  if (quiet && refused.length === 0) {
    vscode.window.setStatusBarMessage(`$(pin) ${inLabel(message)}`, 5000);
    return;
  }
  const open = vscode.l10n.t('Open');
  const undo = vscode.l10n.t('Undo');
  const keep = vscode.l10n.t('Attach As It Is');
  const shown = first ?? (added.length + doubles.length === 1 ? doubles[0] : undefined);
  const show = refused.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const answer = await show(
    message,
    ...(shown && added.length <= 1 ? [open] : []),
    ...(first ? [undo] : []),
    ...(outcome.binary.size > 0 ? [keep] : []),
  );
  if (answer === open && shown) await openRow(shown);
  if (answer === undo) await takeBack(unlocked, added);
  if (answer === keep) {
    await attach(
      unlocked,
      [...outcome.binary].map(([candidate, paths]) => ({ ...candidate, as: { kind: 'asIs', paths } })),
      { incident },
    );
  }
}

async function takeBack({ store }: Unlocked, added: readonly (Attachment | Image)[]): Promise<void> {
  for (const row of added) {
    await (isImage(row) ? store.removeImage({ id: row.id }) : store.removeAttachment({ id: row.id }));
  }
}

/** Images lie unscanned in the store until somebody says that this is known. */
async function tellOfImages({ store }: Unlocked, images: readonly Image[]): Promise<void> {
  if (images.length === 0) return;
  const known = vscode.l10n.t('I Know');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Pictures are not searched for passwords and personal data: look at them before you pass them on.',
    ),
    known,
  );
  if (answer !== known) return;
  for (const { id } of images) await store.updateImage({ id, pii_warning_acknowledged: true });
}
