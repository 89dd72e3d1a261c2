/** Asking a person for the parts of an event. */
import * as vscode from 'vscode';
import { EVENT_TYPES, MAX_EVENT } from '../db/values.js';
import { eventTypeName } from '../labels.js';
import { parseMoment } from '../timeline/index.js';
import { shownTimes } from '../vscodeZone.js';
import { pickFrom } from './chooseIncident.js';

/** The types that a person gives, the most usual first. */
const OFFERED = [
  'note',
  'impact_started',
  'detected',
  'acknowledged',
  'mitigated',
  'resolved',
  'log_line',
  'root_cause_identified',
] as const satisfies readonly (typeof EVENT_TYPES)[number][];

export async function askType(title: string): Promise<string | undefined> {
  const items = OFFERED.map(type => ({ label: eventTypeName(type), type }));
  return (await pickFrom(items, ({ type }) => type === 'note', title))?.type;
}

export async function askDescription(title: string, value = ''): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    value,
    prompt: vscode.l10n.t('What happened, in a few words'),
    ignoreFocusOut: true,
    validateInput: text => {
      const { length } = text.trim();
      if (length === 0) return vscode.l10n.t('Say what happened in a few words.');
      return length > MAX_EVENT.description
        ? vscode.l10n.t(
            'A description has at most {0} characters; this one has {1}.',
            MAX_EVENT.description,
            length,
          )
        : undefined;
    },
  });
  return typed?.trim();
}

/**
 * Asks for a moment, in the zone that times are shown in.
 *
 * @param suggested milliseconds since the epoch: it stands in the field, and a time without a day is on its day
 */
export async function askTime(
  title: string,
  suggested: number | undefined,
  prompt?: string,
): Promise<number | undefined> {
  const clock = shownTimes();
  const near = suggested ?? Date.now();
  // What was not changed is this moment, though its hour may come twice that day.
  const read = (text: string) =>
    text === clock.text(near) ? near : parseMoment(text, { now: Date.now(), near, clock });
  const typed = await vscode.window.showInputBox({
    title,
    value: suggested === undefined ? '' : clock.text(suggested),
    prompt: [
      ...(prompt === undefined ? [] : [prompt]),
      vscode.l10n.t(
        'As 14:05, yesterday 14:05:30, 5 min ago, +90s, or with the whole date; in {0}',
        clock.zone,
      ),
    ].join(' '),
    ignoreFocusOut: true,
    validateInput: text => {
      const at = read(text);
      return at === undefined
        ? vscode.l10n.t(
            'That is no time: type it as 14:05, yesterday 14:05:30.250, 2026-05-17 14:05, or 5 min ago.',
          )
        : { message: clock.full(at), severity: vscode.InputBoxValidationSeverity.Info };
    },
  });
  return typed === undefined ? undefined : read(typed);
}

export async function askTags(title: string, tags: readonly string[]): Promise<string[] | undefined> {
  const typed = await vscode.window.showInputBox({
    title,
    value: tags.join(', '),
    prompt: vscode.l10n.t('Tags, separated by commas; empty for none'),
    ignoreFocusOut: true,
  });
  if (typed === undefined) return undefined;
  const given = typed.split(',').map(tag => tag.trim().slice(0, MAX_EVENT.tag));
  return [...new Set(given.filter(tag => tag !== ''))];
}
