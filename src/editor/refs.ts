/** References to evidence, for those who look at them. */
import * as vscode from 'vscode';
import type { Store } from '../db/api.js';
import type { ListedRef, Step } from '../db/rows/analysis.js';
import { evidenceFault, nameWithLines } from '../labels.js';
import { evidenceOf, openRow } from './open.js';

type Place = Pick<ListedRef, 'evidence_id' | 'first_line' | 'last_line'>;

/** @throws StoreError `gone` where the evidence was removed */
export async function openRef(store: Store, { evidence_id, first_line, last_line }: Place): Promise<void> {
  const row = await evidenceOf(store, evidence_id);
  const lines = first_line === null ? undefined : { first: first_line, last: last_line ?? first_line };
  await openRow(row, lines);
}

/** The file and its lines. */
export function refLabel({ file_name, first_line, last_line }: ListedRef): string {
  return nameWithLines({ file_name, start_line: first_line, end_line: last_line });
}

/** Why it is broken; empty where it is not. */
export function refFault({ kind, fault }: Pick<ListedRef, 'kind' | 'fault'>): string {
  if (kind === 'removed') return vscode.l10n.t('Broken: it was removed from the incident.');
  return fault === null ? '' : vscode.l10n.t('Broken: {0}.', evidenceFault(fault));
}

/** What shows the answer of a why, and what does not any more: as drawings say it. */
export function whatShows(
  { id, evidence }: Pick<Step, 'id' | 'evidence'>,
  refs: readonly ListedRef[],
): { readonly shownBy: string[]; readonly broken: string[] } {
  const own = refs.filter(({ step_id }) => step_id === id);
  const [whole, broken] = [own.filter(ref => !isBroken(ref)), own.filter(isBroken)];
  const said = evidence?.trim() ? [evidence.trim()] : [];
  return {
    shownBy: [...said, ...whole.map(refLabel)],
    broken: broken.map(ref => vscode.l10n.t('{0} (broken)', refLabel(ref))),
  };
}

/** Whether it shows nothing any more. */
export const isBroken = ({ kind, fault }: Pick<ListedRef, 'kind' | 'fault'>): boolean =>
  kind === 'removed' || fault !== null;
