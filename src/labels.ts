/** Words for values, in the person's language. */
import * as vscode from 'vscode';
import type { Evidence } from './db/rows/attachments.js';
import {
  type ActionKind,
  type ActionState,
  EVENT_TYPES,
  type EventType,
  type EvidenceFault,
  type Severity,
  type Status,
} from './db/values.js';
import { withDirectionsClosed } from './directions.js';

export function severityName(severity: Severity): string {
  return {
    critical: vscode.l10n.t('critical'),
    high: vscode.l10n.t('high'),
    medium: vscode.l10n.t('medium'),
    low: vscode.l10n.t('low'),
  }[severity];
}

export function statusName(status: Status): string {
  return {
    open: vscode.l10n.t('open'),
    investigating: vscode.l10n.t('investigating'),
    resolved: vscode.l10n.t('resolved'),
    closed: vscode.l10n.t('closed'),
  }[status];
}

/** What kind of event it is; a person's own type is its own name. */
export function eventTypeName(type: string): string {
  const names: Record<EventType, string> = {
    triage_started: vscode.l10n.t('Triage started'),
    log_uploaded: vscode.l10n.t('Evidence attached'),
    why_level_advanced: vscode.l10n.t('Why answered'),
    root_cause_identified: vscode.l10n.t('Root cause'),
    rca_generated: vscode.l10n.t('RCA generated'),
    postmortem_generated: vscode.l10n.t('Postmortem generated'),
    document_exported: vscode.l10n.t('Document exported'),
    impact_started: vscode.l10n.t('Impact started'),
    detected: vscode.l10n.t('Detected'),
    acknowledged: vscode.l10n.t('Acknowledged'),
    mitigated: vscode.l10n.t('Mitigated'),
    resolved: vscode.l10n.t('Resolved'),
    reopened: vscode.l10n.t('Reopened'),
    log_line: vscode.l10n.t('Log line'),
    note: vscode.l10n.t('Note'),
  };
  const known = EVENT_TYPES.find(name => name === type);
  return known ? names[known] : type;
}

/** What an action item is for. */
export function actionKindName(kind: ActionKind): string {
  return {
    immediate: vscode.l10n.t('immediate'),
    prevent: vscode.l10n.t('prevent'),
    detect: vscode.l10n.t('detect'),
    mitigate: vscode.l10n.t('mitigate'),
    process: vscode.l10n.t('process'),
  }[kind];
}

export function actionStateName(state: ActionState): string {
  return {
    open: vscode.l10n.t('to do'),
    done: vscode.l10n.t('done'),
    dropped: vscode.l10n.t('dropped'),
  }[state];
}

/** What a document is; an imported one may be of any type. */
export function documentTypeName(type: string): string {
  const names: Readonly<Record<string, string>> = {
    rca: vscode.l10n.t('Root cause analysis'),
    postmortem: vscode.l10n.t('Postmortem'),
  };
  return Object.hasOwn(names, type) ? (names[type] ?? type) : type;
}

/** Why evidence is broken. */
export function evidenceFault(fault: EvidenceFault): string {
  return {
    hashDiffers: vscode.l10n.t('its content is not what was attached: it has another SHA-256'),
    contentMissing: vscode.l10n.t('its content is not in the store'),
    chunkMissing: vscode.l10n.t('a part of its content is not in the store'),
    notUnpacked: vscode.l10n.t('its content cannot be unpacked any more'),
    unreadable: vscode.l10n.t('a page of the store that holds its content is damaged'),
  }[fault];
}

/** `L3` or `L3–L7`; nothing for a whole document. */
export function lineRange(lines: {
  readonly start_line: number | null;
  readonly end_line: number | null;
}): [] | [string] {
  const { start_line: start, end_line: end } = lines;
  if (start === null || end === null) return [];
  return [start === end ? `L${start}` : `L${start}–L${end}`];
}

/** An attachment's name for people, who may have several of one file. */
export function nameWithLines(row: {
  readonly file_name: string;
  readonly start_line?: number | null;
  readonly end_line?: number | null;
}): string {
  const { file_name, start_line = null, end_line = null } = row;
  return [file_name, ...lineRange({ start_line, end_line })].join(' ');
}

/** What evidence is. */
export function typeName({ type, mime_type }: Pick<Evidence, 'type' | 'mime_type'>): string {
  switch (type) {
    case 'text':
      return mime_type === 'application/json' ? vscode.l10n.t('Journal') : vscode.l10n.t('Text');
    case 'document':
      return mime_type === 'application/pdf' ? vscode.l10n.t('PDF') : vscode.l10n.t('Word document');
    case 'image':
      return vscode.l10n.t('{0} image', (mime_type ?? '').replace('image/', '').toUpperCase());
    case 'other':
      return vscode.l10n.t('Binary');
  }
}

/** A size in powers of 1024, with at most one decimal. */
export function byteSize(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let size = bytes;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1;
  return `${size.toLocaleString(vscode.env.language, { maximumFractionDigits: digits })} ${units[unit] ?? ''}`;
}

/** Text of a case in a message, where VS Code would make a link of `[words](command:…)`. */
export function inMessage(text: string): string {
  return text.replaceAll('](', ']\u200b(');
}

/** Text of a case in a label that can hold icons, where VS Code would make one of `$(name)`; what it turns ends with it. */
export function inLabel(text: string): string {
  return withDirectionsClosed(text).replaceAll('$(', '\\$(');
}
