/** How rows of the incidents view look and what a screen reader says of them. */
import * as vscode from 'vscode';
import type { Attachment } from '../db/rows/attachments.js';
import type { SourceClock } from '../db/rows/clocks.js';
import type { Incident } from '../db/rows/incidents.js';
import { milliseconds } from '../db/time.js';
import { withDirectionsClosed } from '../directions.js';
import type { Severity, Status } from '../db/values.js';
import { COMMANDS, ITEM_KINDS } from '../ids.js';
import { byteSize, documentTypeName, lineRange, severityName, statusName } from '../labels.js';
import { isImage } from '../editor/addresses.js';
import { shownTimestamp } from '../vscodeZone.js';
import { MOST_LISTED } from '../redaction/review/index.js';
import { type CountedEvent, durationText, type Metric, metricsOf } from '../timeline/index.js';
import type { AttachmentNode, DocumentNode, IncidentNode, MoreNode } from './nodes.js';
import { shownTimes } from '../vscodeZone.js';
import { clockLines, provenanceLines, verificationLines } from './provenance.js';

/** Severities differ in shape, not only in colour. */
const SEVERITY_ICONS: Record<Severity, readonly [icon: string, color: string]> = {
  critical: ['flame', 'charts.red'],
  high: ['warning', 'editorWarning.foreground'],
  medium: ['info', 'charts.blue'],
  low: ['arrow-small-down', 'charts.green'],
};

const BROKEN_ICON = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));

/** How much of a command line stands beside a name, in UTF-16 units. */
const MOST_COMMAND = 80;

/** How much of a description a tooltip shows, in UTF-16 units. */
const MOST_TEXT = 600;

const isOver = (status: Status) => status === 'resolved' || status === 'closed';

export function severityIcon(severity: Severity, status: Status = 'open'): vscode.ThemeIcon {
  const [icon, color] = SEVERITY_ICONS[severity];
  if (isOver(status)) return new vscode.ThemeIcon('pass', new vscode.ThemeColor('disabledForeground'));
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

export function incidentItem({ incident }: IncidentNode, active: boolean): vscode.TreeItem {
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(
    withDirectionsClosed(incident.title),
    incident.attachments + (incident.documents ?? 0) > 0 ? Collapsed : None,
  );
  const severity = severityName(incident.severity);
  const status = statusName(incident.status);
  const activeMark = active ? [vscode.l10n.t('active')] : [];
  item.id = incident.id;
  item.iconPath = severityIcon(incident.severity, incident.status);
  item.description = [status, ...activeMark].join(' · ');
  item.accessibilityInformation = {
    label: vscode.l10n.t(
      '{0}, severity {1}, {2}, attachments: {3}',
      incident.title,
      severity,
      item.description,
      incident.attachments,
    ),
  };
  item.contextValue = active ? ITEM_KINDS.activeIncident : ITEM_KINDS.incident;
  return item;
}

/** What a row says where the pointer rests on it, or the keyboard asks. */
export function incidentTooltip(
  { incident }: IncidentNode,
  details: Incident,
  milestones: readonly CountedEvent[],
): string {
  const { description, category, assigned_to, tags, resolved_at } = details;
  const { mttd, mtta, mttr } = metricsOf(milestones, resolved_at === null ? null : milliseconds(resolved_at));
  return [
    withDirectionsClosed(incident.title),
    [severityName(incident.severity), statusName(incident.status)].join(' · '),
    ...(description ? ['', shortened(description), ''] : []),
    ...(category ? [vscode.l10n.t('Category: {0}', category)] : []),
    ...(assigned_to ? [vscode.l10n.t('Assignee: {0}', assigned_to)] : []),
    ...(tags?.length ? [vscode.l10n.t('Tags: {0}', tags.join(', '))] : []),
    vscode.l10n.t('Created {0}', shownTimestamp(incident.created_at)),
    vscode.l10n.t('Attachments: {0}', incident.attachments),
    vscode.l10n.t('Time to detect: {0}', metricText(mttd)),
    vscode.l10n.t('Time to acknowledge: {0}', metricText(mtta)),
    vscode.l10n.t('Time to resolve: {0}', metricText(mttr)),
  ].join('\n');
}

function metricText(metric: Metric): string {
  return metric.state === 'known' ? durationText(metric.ms) : vscode.l10n.t('not known');
}

function shortened(text: string): string {
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}…`;
}

export function attachmentItem(node: AttachmentNode): vscode.TreeItem {
  const { attachment } = node;
  const item = new vscode.TreeItem(withDirectionsClosed(attachment.file_name));
  const lines = isImage(attachment) ? [] : lineRange(attachment);
  const size = attachment.file_size === null ? [] : [byteSize(attachment.file_size)];
  const command = attachment.provenance?.command?.line.slice(0, MOST_COMMAND);
  const about = [...(command === undefined ? [] : [command]), ...lines, ...size];
  item.id = attachment.id;
  // Only the name matters, for the icon; the evidence's own address would add a lock to every row.
  // With the id, so that the row can be dragged onto a why.
  item.resourceUri = vscode.Uri.from({
    scheme: 'whydunit-icon',
    path: `/${attachment.file_name}`,
    query: attachment.id,
  });
  const broken = attachment.fault === null ? [] : [vscode.l10n.t('broken')];
  item.iconPath = attachment.fault === null ? vscode.ThemeIcon.File : BROKEN_ICON;
  const waiting = isImage(attachment) ? [] : waitingOf(attachment);
  const state = [...about, ...broken, ...waiting];
  item.description = state.join(' · ');
  item.accessibilityInformation = { label: [attachment.file_name, ...state].join(', ') };
  item.contextValue = ITEM_KINDS.attachment;
  item.command = { command: COMMANDS.attachmentOpen, title: vscode.l10n.t('Open'), arguments: [node] };
  return item;
}

/** What a row says where the pointer rests on it, or the keyboard asks. */
export function attachmentTooltip({ attachment }: AttachmentNode, clock: SourceClock | null): string {
  const lines = isImage(attachment) ? [] : lineRange(attachment);
  const size = attachment.file_size === null ? [] : [byteSize(attachment.file_size)];
  return [
    ...verificationLines(attachment),
    [attachment.file_path, ...lines].join(' · '),
    ...size,
    ...provenanceLines(attachment),
    ...(clock === null ? [] : clockLines(clock)),
  ].join('\n');
}

export function documentItem(node: DocumentNode): vscode.TreeItem {
  const { document } = node;
  const type = documentTypeName(document.doc_type);
  const item = new vscode.TreeItem(type);
  const title = document.title === type ? [] : [document.title];
  const changed = vscode.l10n.t('changed {0}', shownTimes().full(document.updated_at, 0));
  item.id = document.id;
  item.iconPath = new vscode.ThemeIcon(DOCUMENT_ICONS[document.doc_type] ?? 'book');
  item.description = withDirectionsClosed(title.join(''));
  item.tooltip = [type, ...title, changed].join('\n');
  item.accessibilityInformation = { label: [type, ...title, vscode.l10n.t('document')].join(', ') };
  item.contextValue = ITEM_KINDS.document;
  item.command = { command: COMMANDS.documentOpen, title: vscode.l10n.t('Open'), arguments: [node] };
  return item;
}

const DOCUMENT_ICONS: Readonly<Record<string, string>> = { rca: 'notebook', postmortem: 'book' };

/** How many findings wait for a person. */
function waitingOf({ waiting }: Attachment): string[] {
  if (waiting === null || waiting === 0) return [];
  // No more than these are listed.
  return waiting < MOST_LISTED
    ? [vscode.l10n.t('{0} to review', waiting)]
    : [vscode.l10n.t('{0} or more to review', waiting.toLocaleString())];
}

export function moreItem(node: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Load more…'));
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = {
    command: COMMANDS.incidentsLoadMore,
    title: vscode.l10n.t('Load more…'),
    arguments: [node],
  };
  return item;
}
