/** The values that columns take. Nothing is imported here, so that the host needs no zod to start. */

/** What a view can show; a change names the topics whose views are to read again. */
export const TOPICS = [
  'incidents',
  'attachments',
  'spans',
  'timeline',
  'clocks',
  'whys',
  'documents',
  'actions',
  'conversations',
  'settings',
  'integrations',
  'shell',
  'audit',
] as const;
export type Topic = (typeof TOPICS)[number];

/** From worst to least: the order of pickers and menus. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** In the order of an incident's life. */
export const STATUSES = ['open', 'investigating', 'resolved', 'closed'] as const;
export type Status = (typeof STATUSES)[number];

/**
 * Why evidence is broken: its hash is another one, it or a chunk of it is not in the store, its bytes cannot be unpacked,
 * or a page of the store that holds it cannot be read.
 */
export const EVIDENCE_FAULTS = [
  'hashDiffers',
  'contentMissing',
  'chunkMissing',
  'notUnpacked',
  'unreadable',
] as const;
export type EvidenceFault = (typeof EVIDENCE_FAULTS)[number];

/** What becomes of a finding of personal data or a secret when its text leaves. */
export const DECISIONS = ['redact', 'keep'] as const;
export type Decision = (typeof DECISIONS)[number];

/** What a why is besides one of many: the analysis ends at root causes. */
export const STEP_ROLES = ['root_cause', 'contributing'] as const;
export type StepRole = (typeof STEP_ROLES)[number];

/** How sure an answer is. */
export const STEP_STATES = ['confirmed', 'assumed', 'refuted'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** What an action item is for, as a postmortem groups them. */
export const ACTION_KINDS = ['immediate', 'prevent', 'detect', 'mitigate', 'process'] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

export const ACTION_STATES = ['open', 'done', 'dropped'] as const;
export type ActionState = (typeof ACTION_STATES)[number];

/** The documents that are generated from an incident; others come with an import. */
export const GENERATED_TYPES = ['rca', 'postmortem'] as const;
export type GeneratedType = (typeof GENERATED_TYPES)[number];

/**
 * Why a version of a document was kept: while it was written, before it was generated anew or an older version was
 * restored, or as it was exported.
 */
export const VERSION_CAUSES = ['edited', 'generated', 'restored', 'exported'] as const;
export type VersionCause = (typeof VERSION_CAUSES)[number];

/**
 * Types of events: those that the schema documents, what the metrics of an incident are counted from, and a person's
 * note.
 */
export const EVENT_TYPES = [
  'triage_started',
  'log_uploaded',
  'why_level_advanced',
  'root_cause_identified',
  'rca_generated',
  'postmortem_generated',
  'document_exported',
  'impact_started',
  'detected',
  'acknowledged',
  'mitigated',
  'resolved',
  'reopened',
  'log_line',
  'note',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** How long the description, the source and a tag of an event may be that a person writes, in UTF-16 units. */
export const MAX_EVENT = { description: 10_000, source: 200, tag: 100, type: 100 } as const;

/** Longest title, in UTF-16 units: long enough for an alert's subject, short enough for a row of a tree. */
export const MAX_TITLE = 300;

/** A title on one line, without control characters, without space around it. */
export function normalTitle(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** The setting in the store that is present once somebody was shown the recovery key. */
export const RECOVERY_KEY_SHOWN = 'store.recoveryKeyShown';
/** The setting in the store with the key, in hex, that values of findings are marked by. */
export const MARK_KEY = 'redaction.markKey';
