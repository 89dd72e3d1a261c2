/** How the rows of the search view look and what a screen reader says of them. */
import * as vscode from 'vscode';
import { withDirectionsClosed } from '../directions.js';
import { COMMANDS, ITEM_KINDS } from '../ids.js';
import { nameWithLines, severityName, statusName } from '../labels.js';
import { FoundAttachment, FoundIncident, type FoundMatch, type FoundNode } from './found.js';
import { severityIcon } from './items.js';
import { matchLabel } from './matchLabel.js';

const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

export function foundItem(node: FoundNode): vscode.TreeItem {
  if (node instanceof FoundIncident) return incidentItem(node);
  return node instanceof FoundAttachment ? attachmentItem(node) : matchItem(node);
}

function incidentItem({ incident, attachments }: FoundIncident): vscode.TreeItem {
  const item = new vscode.TreeItem(withDirectionsClosed(incident.title), Expanded);
  const count = attachments.reduce((sum, attachment) => sum + attachment.count, 0);
  item.id = incident.id;
  item.iconPath = severityIcon(incident.severity, incident.status);
  item.description = vscode.l10n.t('Matches: {0}', count.toLocaleString(vscode.env.language));
  item.tooltip = [
    incident.title,
    [severityName(incident.severity), statusName(incident.status)].join(' · '),
    item.description,
  ].join('\n');
  item.accessibilityInformation = { label: [incident.title, item.description].join(', ') };
  return item;
}

function attachmentItem({ attachment, matches, count, unfolded }: FoundAttachment): vscode.TreeItem {
  const name = withDirectionsClosed(nameWithLines(attachment));
  const item = new vscode.TreeItem(name, unfolded ? Expanded : Collapsed);
  const number = (value: number) => value.toLocaleString(vscode.env.language);
  item.id = attachment.id;
  item.resourceUri = vscode.Uri.from({ scheme: 'whydunit-icon', path: `/${attachment.file_name}` });
  item.iconPath = vscode.ThemeIcon.File;
  item.description =
    matches.length === count
      ? number(count)
      : vscode.l10n.t('the first {0} of {1}', number(matches.length), number(count));
  item.tooltip = [name, vscode.l10n.t('Matches: {0}', item.description)].join('\n');
  item.accessibilityInformation = {
    label: [name, vscode.l10n.t('Matches: {0}', item.description)].join(', '),
  };
  return item;
}

function matchItem(node: FoundMatch): vscode.TreeItem {
  const { label, highlight } = matchLabel(node.match);
  const item = new vscode.TreeItem({ label, highlights: [[...highlight]] });
  item.accessibilityInformation = {
    label: vscode.l10n.t('Line {0}', label),
  };
  item.contextValue = ITEM_KINDS.match;
  item.command = { command: COMMANDS.matchOpen, title: vscode.l10n.t('Open'), arguments: [node] };
  return item;
}
