/** How the rows of the timeline view look and what a screen reader says of them. */
import * as vscode from 'vscode';
import { refFault, refLabel } from '../editor/refs.js';
import { COMMANDS, ITEM_KINDS } from '../ids.js';
import { eventTypeName } from '../labels.js';
import { markKind, type MarkKind, onOneLine, type ShownTimes } from '../timeline/index.js';
import type { DayNode, EventNode } from './timelineNodes.js';

/** How much of a description a row and a tooltip show, in UTF-16 units. */
const MOST_LABEL = 200;
const MOST_TEXT = 1000;

const ICONS: Readonly<Record<string, string>> = {
  triage_started: 'pulse',
  impact_started: 'flame',
  detected: 'bell',
  acknowledged: 'person',
  mitigated: 'shield',
  resolved: 'pass',
  reopened: 'issue-reopened',
  log_uploaded: 'pin',
  log_line: 'list-selection',
  why_level_advanced: 'question',
  root_cause_identified: 'lightbulb',
  rca_generated: 'book',
  postmortem_generated: 'book',
  document_exported: 'export',
};

const COLOURS: Record<MarkKind, string> = {
  milestone: 'editorWarning.foreground',
  evidence: 'charts.blue',
  analysis: 'charts.purple',
  document: 'charts.green',
  note: 'foreground',
};

export function dayItem({ day, events, goesOn }: DayNode): vscode.TreeItem {
  const item = new vscode.TreeItem(day, vscode.TreeItemCollapsibleState.Expanded);
  item.id = day;
  item.description = goesOn ? `${events.length}+` : String(events.length);
  item.accessibilityInformation = {
    label: `${day}, ${vscode.l10n.t('Events: {0}', item.description)}`,
  };
  return item;
}

export function eventItem({ event, parent }: EventNode, times: ShownTimes): vscode.TreeItem {
  const { event_type, description, at, source, tags, refs } = event;
  const label = onOneLine(description).slice(0, MOST_LABEL);
  const item = new vscode.TreeItem(label);
  const type = eventTypeName(event_type);
  const faults = refs.map(refFault).filter(Boolean);
  const clock = times.text(at, at % 1000 === 0 ? 0 : 3).slice(11);
  const broken = faults.length > 0 ? [vscode.l10n.t('broken evidence')] : [];
  item.id = event.id;
  item.iconPath =
    faults.length > 0
      ? new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'))
      : new vscode.ThemeIcon(
          ICONS[event_type] ?? 'circle-filled',
          new vscode.ThemeColor(COLOURS[markKind(event_type)]),
        );
  item.description = [clock, ...(source === null ? [] : [source]), ...(tags ?? []), ...broken].join(' · ');
  item.tooltip = [
    description.slice(0, MOST_TEXT),
    '',
    `${type} · ${times.full(at)}`,
    ...refs.map(ref => [refLabel(ref), refFault(ref)].filter(Boolean).join(': ')),
  ].join('\n');
  item.accessibilityInformation = {
    label: [parent.day, clock, type, label, item.description].join(', '),
  };
  item.contextValue = refs.length > 0 ? ITEM_KINDS.eventWithEvidence : ITEM_KINDS.event;
  item.command = {
    command: COMMANDS.timelineOpen,
    title: vscode.l10n.t('Open Timeline'),
    arguments: [{ incidentId: event.issue_id, eventId: event.id }],
  };
  return item;
}

export function moreEventsItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Load more…'));
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: COMMANDS.timelineLoadMore, title: vscode.l10n.t('Load more…') };
  return item;
}
