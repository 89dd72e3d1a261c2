/** What the search view says above its rows. */
import * as vscode from 'vscode';
import type { Progress } from '../db/control.js';
import type { SearchSummary } from '../evidence/contract/index.js';
import { nameWithLines } from '../labels.js';
import { describeRange, type TimeRange } from '../timeline/index.js';
import { shownTimes } from '../vscodeZone.js';
import type { Results } from './found.js';

/** A search that a person asked for. */
export interface Asked {
  readonly query: {
    readonly pattern: string;
    readonly isRegex: boolean;
    readonly matchCase: boolean;
    readonly wholeWord: boolean;
  };
  readonly scope:
    { readonly of: 'everything' } | { readonly of: 'incident'; readonly id: string; readonly title: string };
  readonly within?: TimeRange;
}

/** How much of a pattern, and how many names, a message tells. */
const PATTERN = 60;
const NAMES = 3;

const number = (value: number) => value.toLocaleString(vscode.env.language);

/** What is looked for, and where: `“refused” in all incidents`. */
export function wanted({ query, scope, within }: Asked): string {
  const { pattern, isRegex } = query;
  const short = pattern.length > PATTERN ? `${pattern.slice(0, PATTERN)}…` : pattern;
  const text = isRegex ? `/${short}/` : `“${short}”`;
  const shown = shownTimes();
  const time = within && `${describeRange(within, shown)} ${shown.zone}`;
  const where =
    scope.of === 'everything'
      ? vscode.l10n.t('{0} in all incidents', text)
      : vscode.l10n.t('{0} in “{1}”', text, scope.title);
  return [where, ...(time ? [time] : [])].join(', ');
}

/** While results come. */
export function inShort(asked: Asked, { count }: Results, progress?: Progress): string {
  const percent = progress && progress.total > 0 ? Math.floor((100 * progress.done) / progress.total) : 0;
  return vscode.l10n.t('Searching for {0}: {1} %, matches: {2}', wanted(asked), percent, number(count));
}

/** Where the search did not come to its end. */
export function foundSoFar(asked: Asked, { count }: Results, how: 'stopped' | 'failed'): string {
  return how === 'stopped'
    ? vscode.l10n.t(
        'Stopped before the end, searching for {0}; matches so far: {1}.',
        wanted(asked),
        number(count),
      )
    : vscode.l10n.t(
        'The search for {0} failed before its end; matches so far: {1}.',
        wanted(asked),
        number(count),
      );
}

export function nothingFound(asked: Asked, summary: SearchSummary): string {
  if (summary.attachments === 0 && summary.unreadable.length === 0) {
    return vscode.l10n.t('There is nothing to search yet: attach logs or other text to an incident first.');
  }
  return [
    vscode.l10n.t(
      'No match for {0}. Attachments searched: {1}; pictures are not. Try fewer words, or without case, whole words or time.',
      wanted(asked),
      number(summary.attachments),
    ),
    ...reservations(summary),
  ].join(' ');
}

export function summaryOf(asked: Asked, results: Results, summary: SearchSummary): string {
  return [
    vscode.l10n.t(
      '{0}: matches {1}, in {2} of {3} attachments.',
      wanted(asked),
      number(summary.count),
      number(results.attachments),
      number(summary.attachments),
    ),
    ...(results.told < summary.count
      ? [
          vscode.l10n.t(
            'Only {0} of them are shown: search one incident, or for more words, to see others.',
            number(results.told),
          ),
        ]
      : []),
    ...reservations(summary),
  ].join(' ');
}

/** What the search could not decide. */
function reservations({ untimed, unreadable }: SearchSummary): string[] {
  const names = unreadable.slice(0, NAMES).map(({ attachment }) => nameWithLines(attachment));
  const more = unreadable.length > NAMES ? '…' : '';
  return [
    ...(untimed > 0
      ? [
          vscode.l10n.t(
            'Left out, since no time stands on or before their lines: {0} matches; search at any time to see them.',
            number(untimed),
          ),
        ]
      : []),
    ...(unreadable.length > 0
      ? [
          vscode.l10n.t(
            'Not searched to their end, since they could not be read: {0}.',
            `${names.join(', ')}${more}`,
          ),
        ]
      : []),
  ];
}
