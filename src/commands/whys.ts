/** Commands on the whys of an incident. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { type DrawnWhy, drawWhys, inOrder, whyTree } from '../analysis/index.js';
import type { Step } from '../db/rows/analysis.js';
import { evidenceOf } from '../editor/open.js';
import { whatShows } from '../editor/refs.js';
import { attachmentIdOf, type LineRange } from '../evidence/index.js';
import { WriteError, writeReplacing } from '../export/files/index.js';
import { COMMANDS, EVIDENCE_SCHEME } from '../ids.js';
import { inLabel, inMessage, nameWithLines } from '../labels.js';
import { leave } from '../redaction/review/index.js';
import { UserError } from '../userError.js';
import type { Pages } from '../webviews/vscodePages.js';
import { linesOfSelection } from '../webviews/whys/vscodePlaces.js';
import { chooseTarget } from './files.js';
import { gateOf } from './gate.js';
import { incidentAtHand } from './target.js';

/** More whys than anybody draws. */
const MOST = 1000;

/** Opens the page of an incident. */
export async function openWhys(unlocked: Unlocked, whys: Pages, given?: unknown): Promise<void> {
  const incident = await incidentAtHand(unlocked, given, vscode.l10n.t('5 Whys'));
  if (incident) await whys.show(incident.id);
}

/** A place in evidence that a person selected. */
interface Place {
  readonly id: string;
  readonly lines?: LineRange;
}

interface WhyItem extends vscode.QuickPickItem {
  readonly step: Step | undefined;
}

/** Adds the selected lines of open evidence to a why that the person chooses. */
export async function addToWhy(unlocked: Unlocked, whys: Pages, given?: unknown): Promise<void> {
  const { store } = unlocked;
  const { id, lines } = placeOf(given);
  const { issue_id, file_name } = await evidenceOf(store, id);
  const steps = await store.listSteps({ issue_id, limit: MOST });
  const picked = await vscode.window.showQuickPick(whyItems(steps), {
    title: vscode.l10n.t('Add Selection to Why'),
    placeHolder: vscode.l10n.t('Which answer does it show?'),
    matchOnDetail: true,
  });
  if (!picked) return;
  const step_id = picked.step?.id ?? randomUUID();
  const range = { first_line: lines?.first ?? null, last_line: lines?.last ?? null };
  const ref = { id: randomUUID(), step_id, evidence_id: id, ...range };
  await store.changeWhys({
    issue_id,
    changes: [...(picked.step ? [] : [firstWhy(step_id, steps)]), { kind: 'refer', ref }],
  });
  if (!picked.step) return whys.show(issue_id);
  const shown = nameWithLines({ file_name, start_line: range.first_line, end_line: range.last_line });
  const message = vscode.l10n.t('Added {0} to “{1}”.', inMessage(shown), inMessage(picked.step.why_question));
  const show = vscode.l10n.t('Show');
  // Not awaited: the command is over when the evidence is added.
  void vscode.window.showInformationMessage(message, show).then(answer => {
    if (answer === show) void whys.show(issue_id);
  });
}

function firstWhy(id: string, steps: readonly Step[]) {
  const position = steps.filter(({ parent_id }) => parent_id === null).length;
  const step = {
    ...{ id, parent_id: null, position, why_question: vscode.l10n.t('Why?') },
    ...{ answer: null, evidence: null, role: null },
    state: 'assumed' as const,
  };
  return { kind: 'add' as const, step };
}

function whyItems(steps: readonly Step[]): WhyItem[] {
  const asked = inOrder(whyTree(steps)).map(({ step, level }): WhyItem => ({
    label: `${'\u2003'.repeat(level - 1)}${inLabel(step.why_question.replaceAll(/\s+/g, ' '))}`,
    ...(step.answer && {
      detail: `${'\u2003'.repeat(level)}${inLabel(step.answer.replaceAll(/\s+/g, ' '))}`,
    }),
    step,
  }));
  const first = { label: vscode.l10n.t('New why…'), iconPath: new vscode.ThemeIcon('add'), alwaysShow: true };
  return [...asked, { ...first, step: undefined }];
}

/** What the viewer gives, or the active editor's selection. */
function placeOf(given: unknown): Place {
  if (typeof given === 'object' && given !== null && 'evidenceId' in given) {
    const { evidenceId, lines } = given as { evidenceId: string; lines?: LineRange };
    return { id: evidenceId, ...(lines && { lines }) };
  }
  const editor = vscode.window.activeTextEditor;
  const id =
    editor?.document.uri.scheme === EVIDENCE_SCHEME ? attachmentIdOf(editor.document.uri) : undefined;
  if (!editor || id === undefined) {
    throw new UserError(
      vscode.l10n.t('Open an attachment and select its lines first: a why is shown by stored evidence.'),
    );
  }
  return { id, lines: linesOfSelection(editor.selection) };
}

/** Writes the whys as a drawing, redacted, to a file that the person chooses. */
export async function exportWhys(unlocked: Unlocked, given?: unknown): Promise<vscode.Uri | undefined> {
  const { store } = unlocked;
  const incident = await incidentAtHand(unlocked, given, vscode.l10n.t('Export Why Tree'));
  if (!incident) return undefined;
  const issue_id = incident.id;
  const [steps, refs] = await Promise.all([
    store.listSteps({ issue_id, limit: MOST }),
    store.listRefs({ issue_id, limit: MOST }),
  ]);
  if (steps.length === 0) {
    throw new UserError(vscode.l10n.t('The incident has no whys yet, so there is nothing to export.'), [
      { title: vscode.l10n.t('Open 5 Whys'), command: COMMANDS.whysOpen },
    ]);
  }
  const target = await chooseTarget(vscode.l10n.t('Export Why Tree'), 'why-tree.svg', 'svg');
  if (!target) return undefined;
  const drawn = steps.map((step): DrawnWhy => ({ ...step, ...whatShows(step, refs) }));
  const left = await leave(gateOf(unlocked, { issue_id }), {
    destination: 'file',
    format: 'svg',
    texts: [incident.title, ...drawn.flatMap(textsOf)],
    make: ([title = '', ...texts]) => drawing(title, drawn, texts),
    send: svg => writeWhole(target.fsPath, svg),
  });
  if (!left) return undefined;
  void vscode.window.showInformationMessage(vscode.l10n.t('The why tree is in {0}.', target.fsPath));
  return target;
}

/** All that a why says, in the order in which it is put back. */
function textsOf({ why_question, answer, shownBy, broken }: DrawnWhy): string[] {
  return [why_question, answer ?? '', ...shownBy, ...broken];
}

function drawing(title: string, whys: readonly DrawnWhy[], texts: readonly string[]): string {
  const redacted = texts.values();
  const next = () => redacted.next().value ?? '';
  const drawn = whys.map(why => ({
    ...why,
    why_question: next(),
    answer: next(),
    shownBy: why.shownBy.map(next),
    broken: why.broken.map(next),
  }));
  return drawWhys(drawn, {
    title,
    description: vscode.l10n.t('The whys of the incident “{0}” as a tree.', title),
    colours: PAPER,
    words: {
      unanswered: vscode.l10n.t('No answer yet'),
      rootCause: vscode.l10n.t('Root cause'),
      contributing: vscode.l10n.t('Contributing factor'),
      confirmed: vscode.l10n.t('confirmed'),
      assumed: vscode.l10n.t('assumed'),
      refuted: vscode.l10n.t('refuted'),
      withoutEvidence: vscode.l10n.t('without evidence'),
    },
  });
}

/** On white, each with a contrast of 4.5 or more. */
const PAPER = {
  text: '#1b2330',
  quiet: '#5b6472',
  background: '#ffffff',
  card: '#f6f7f9',
  line: '#b4bcc8',
  rootCause: '#b3261e',
  contributing: '#8a5a00',
  refuted: '#5b6472',
};

/** Writes a file that is there whole or not at all. */
async function writeWhole(path: string, text: string): Promise<void> {
  try {
    await writeReplacing(path, Buffer.from(text));
  } catch (error) {
    throw notWritten(path, error instanceof WriteError ? error.cause : error);
  }
}

function notWritten(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return error;
  return new UserError(
    vscode.l10n.t(
      '{0} could not be written ({1}), and what was there before is as it was: choose another place.',
      path,
      code,
    ),
  );
}
