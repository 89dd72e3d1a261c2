/** Places in an incident's evidence, as a person chooses or drops them. */
import * as vscode from 'vscode';
import type { Unlocked } from '../../app.js';
import type { Store } from '../../db/api.js';
import { StoreError } from '../../db/errors.js';
import type { Attachment, Image } from '../../db/rows/attachments.js';
import { isImage } from '../../editor/addresses.js';
import { askLines } from '../../editor/askLines.js';
import { evidenceOf } from '../../editor/open.js';
import { attachmentIdOf, findLinks, type LineRange } from '../../evidence/index.js';
import { EVIDENCE_SCHEME } from '../../ids.js';
import { byteSize, inLabel, nameWithLines } from '../../labels.js';
import { UserError } from '../../userError.js';
import type { Place } from './protocol.js';

/** How many attachments are offered. */
const OFFERED = 500;

interface Item extends vscode.QuickPickItem {
  readonly choose: () => Promise<Place | null>;
}

/** Asks for evidence and its lines; null where the person leaves. */
export async function choosePlace({ store }: Unlocked, issue_id: string): Promise<Place | null> {
  const page = { issue_id, limit: OFFERED };
  const [attachments, images] = await Promise.all([store.listAttachments(page), store.listImages(page)]);
  if (attachments.length + images.length === 0) {
    throw new UserError(
      vscode.l10n.t(
        'The incident has no attachments yet: attach a log first, for example by dropping it on the incident.',
      ),
    );
  }
  const rows = [...images, ...attachments];
  const items = [...selectionItems(rows), ...rows.map(row => itemOf(store, row))];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Add Evidence'),
    placeHolder: vscode.l10n.t('Choose what shows the answer'),
    matchOnDescription: true,
  });
  return picked?.choose() ?? null;
}

/** Lines that are selected in an editor with evidence of the incident. */
function selectionItems(rows: readonly (Attachment | Image)[]): Item[] {
  return vscode.window.visibleTextEditors.flatMap(({ document, selection }) => {
    const id = document.uri.scheme === EVIDENCE_SCHEME ? attachmentIdOf(document.uri) : undefined;
    const row = rows.find(row => row.id === id);
    if (!row || selection.isEmpty) return [];
    const { first, last } = linesOfSelection(selection);
    const place = { evidence_id: row.id, first_line: first, last_line: last };
    return {
      label: inLabel(nameWithLines({ file_name: row.file_name, start_line: first, end_line: last })),
      iconPath: new vscode.ThemeIcon('selection'),
      description: vscode.l10n.t('the selection of the open editor'),
      choose: () => Promise.resolve(place),
    };
  });
}

/** Whole lines: a selection that ends at the beginning of a line does not hold it. */
export function linesOfSelection({ start, end }: vscode.Range): LineRange {
  const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  return { first: start.line + 1, last };
}

function itemOf(store: Store, row: Attachment | Image): Item {
  return {
    label: inLabel(nameWithLines(row)),
    iconPath: new vscode.ThemeIcon(isImage(row) ? 'file-media' : 'file'),
    description: [
      ...(row.fault === null ? [] : [vscode.l10n.t('broken')]),
      byteSize(row.file_size ?? 0),
    ].join(' · '),
    choose: async () => {
      const lines = isImage(row) ? null : await askLines(store, row);
      return lines === undefined
        ? null
        : { evidence_id: row.id, first_line: lines?.first ?? null, last_line: lines?.last ?? null };
    },
  };
}

/**
 * The evidence that was dropped, from its addresses: rows of the Incidents view, tabs, links.
 *
 * @throws UserError where there is none of this incident
 */
export async function droppedPlaces({ store }: Unlocked, issue_id: string, text: string): Promise<Place[]> {
  const places: Place[] = [];
  for (const { id, lines } of findLinks(text.replaceAll('whydunit-icon:', `${EVIDENCE_SCHEME}:`))) {
    const row = await evidenceOf(store, id).catch(onlyGone);
    if (row?.issue_id !== issue_id || places.some(place => samePlace(place, id, lines))) continue;
    places.push({ evidence_id: id, first_line: lines?.first ?? null, last_line: lines?.last ?? null });
  }
  if (places.length > 0) return places;
  throw new UserError(
    vscode.l10n.t(
      'That is no evidence of this incident, so nothing was added: drop one of its attachments, or a link to its lines.',
    ),
  );
}

const samePlace = (place: Place, id: string, lines: LineRange | undefined) =>
  place.evidence_id === id && place.first_line === (lines?.first ?? null);

function onlyGone(error: unknown): undefined {
  if (!(error instanceof StoreError && error.kind === 'gone')) throw error;
}
