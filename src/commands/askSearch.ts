/** Asking for a search: the text, and beside it how, where and of what time it is looked for. */
import * as vscode from 'vscode';
import { expressionOf } from '../evidence/pattern/index.js';
import { inLabel } from '../labels.js';
import { describeRange, parseRange, type ShownTimes, type TimeRange } from '../timeline/index.js';
import { type Asked, wanted } from '../tree/searchMessages.js';
import { shownTimes } from '../vscodeZone.js';

interface Incident {
  readonly id: string;
  readonly title: string;
}

/** What choosing a row does: it begins the search, changes how to search, or asks for the time. */
type Choice = 'search' | 'time' | ((asked: Asked) => Asked);

interface Row extends vscode.QuickPickItem {
  readonly choice: Choice;
}

/**
 * Asks what to search for, beginning with `asked`; undefined where the person leaves.
 *
 * @param incident the one that the search can be limited to
 */
export async function askSearch(asked: Asked, incident: Incident | undefined): Promise<Asked | undefined> {
  for (let now: Asked | undefined = asked; ;) {
    const { next, asked: typed } = await pick(now, incident);
    if (next === 'leave') return undefined;
    if (next === 'search') return typed;
    now = await askTime(typed);
  }
}

function pick(
  asked: Asked,
  incident: Incident | undefined,
): Promise<{ readonly next: 'search' | 'time' | 'leave'; readonly asked: Asked }> {
  const box = vscode.window.createQuickPick<Row>();
  box.title = vscode.l10n.t('Search Attachments');
  box.placeholder = vscode.l10n.t('Text or expression to look for in logs, selections and documents');
  box.ignoreFocusOut = true;
  box.value = asked.query.pattern;
  let now = asked;
  const show = (active: number) => {
    box.items = rows(now, incident);
    const row = box.items[active];
    if (row) box.activeItems = [row];
  };
  return new Promise(resolve => {
    const leave = (next: 'search' | 'time' | 'leave') => {
      resolve({ next, asked: now });
      // A browser keeps what stands in the fields of a page, shown or not, in its own files.
      box.value = '';
      box.hide();
    };
    box.onDidChangeValue(pattern => {
      now = { ...now, query: { ...now.query, pattern } };
      show(0);
    });
    box.onDidAccept(() => {
      const [row] = box.activeItems;
      if (!row) return;
      if (row.choice === 'search') return faultOf(now) === undefined && leave('search');
      if (row.choice === 'time') return leave('time');
      const at = box.items.indexOf(row);
      now = row.choice(now);
      show(at);
    });
    box.onDidHide(() => {
      leave('leave');
      box.dispose();
    });
    show(0);
    box.show();
  });
}

/** Why there can be no search yet. */
function faultOf({ query }: Asked): string | undefined {
  if (query.pattern === '') return vscode.l10n.t('Type what to look for.');
  try {
    expressionOf(query);
    return undefined;
  } catch {
    return query.isRegex
      ? vscode.l10n.t('That is no regular expression.')
      : vscode.l10n.t('That is too long: type less.');
  }
}

/** The search itself first, so that Enter begins it. */
function rows(asked: Asked, incident: Incident | undefined): Row[] {
  const { query, scope, within } = asked;
  const fault = faultOf(asked);
  const change = (of: Partial<Asked['query']>) => (asked: Asked) => ({
    ...asked,
    query: { ...asked.query, ...of },
  });
  const here = scope.of === 'incident' ? scope : incident;
  const shown = shownTimes();
  return [
    row(
      fault === undefined ? 'search' : 'warning',
      fault ?? vscode.l10n.t('Search for {0}', wanted(asked)),
      'search',
    ),
    option(
      'case-sensitive',
      vscode.l10n.t('Match case'),
      query.matchCase,
      change({ matchCase: !query.matchCase }),
    ),
    option(
      'whole-word',
      vscode.l10n.t('Match whole word'),
      query.wholeWord,
      change({ wholeWord: !query.wholeWord }),
    ),
    option(
      'regex',
      vscode.l10n.t('Use regular expression'),
      query.isRegex,
      change({ isRegex: !query.isRegex }),
    ),
    ...(here
      ? [
          option(
            'target',
            vscode.l10n.t('Only in “{0}”', here.title),
            scope.of === 'incident',
            (asked: Asked): Asked => ({
              ...asked,
              scope:
                asked.scope.of === 'incident'
                  ? { of: 'everything' }
                  : { of: 'incident', id: here.id, title: here.title },
            }),
          ),
        ]
      : []),
    row(
      'clock',
      within
        ? vscode.l10n.t('Lines of {0} ({1})', describeRange(within, shown), shown.zone)
        : vscode.l10n.t('Lines of any time'),
      'time',
    ),
  ];
}

/** The words stand behind the label, by which VS Code would sort the rows as one types. */
function row(icon: string, words: string, choice: Choice): Row {
  return { label: `$(${icon})`, description: inLabel(words), alwaysShow: true, choice };
}

function option(icon: string, words: string, on: boolean, choice: Choice): Row {
  return row(icon, `${words}: ${on ? vscode.l10n.t('on') : vscode.l10n.t('off')}`, choice);
}

/** Asks for a range of time; who leaves keeps the one there was. */
async function askTime(asked: Asked): Promise<Asked> {
  const { within, ...others } = asked;
  const shown = shownTimes();
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Search Attachments: Time'),
    value: within ? typedForm(within, shown) : '',
    prompt: vscode.l10n.t(
      'In the zone {0}; empty for any time. It is compared with the time that stands on each line, or on the last one before it.',
      shown.zone,
    ),
    placeHolder: '2026-05-17 02:00 to 03:30',
    ignoreFocusOut: true,
    validateInput: text =>
      text.trim() === '' || parseRange(text, shown)
        ? undefined
        : vscode.l10n.t('Write a range as {0} or {1}.', '2026-05-17 02:00 to 03:30', '2026-05-17'),
  });
  if (typed === undefined) return asked;
  const range = parseRange(typed, shown);
  return range ? { ...others, within: range } : others;
}

/** To the second, as it can be typed again: the end is behind the last second. */
function typedForm({ from, to }: TimeRange, shown: ShownTimes): string {
  const range = { ...(from !== undefined && { from }), ...(to !== undefined && { to: to - 1000 }) };
  return describeRange(range, shown).replace('–', 'to');
}
