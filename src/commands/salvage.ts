/** Salvaging a damaged store. */
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { App } from '../app.js';
import { needsKey, StoreError } from '../db/errors.js';
import { inspect } from '../db/inspect.js';
import type { StoreFile } from '../db/protocol.js';
import { keySources } from '../db/session.js';
import type { JobOutput } from '../jobs/api.js';
import { report as reportError, UserError } from '../userError.js';
import { runAlone, withProgress } from './job.js';
import { askForStoreKey } from './unlock.js';

type Report = JobOutput<'salvage'>;

/** Writes what can be read of the store into a new one beside it; nothing is written to the store itself. */
export async function salvageStore(app: App): Promise<Report | undefined> {
  const file = app.storeFile;
  const at = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  const to = join(dirname(file), `tftsr-salvaged-${at}.db`);
  const head = await headOf(app);
  const report = await salvageWithKey(app, to);
  const salvaged = { by: to, aside: join(dirname(file), `tftsr-damaged-${at}.db`), head };
  if (report) tell(app, report, salvaged).catch((error: unknown) => reportError(app, error));
  return report;
}

interface Salvaged {
  readonly by: string;
  readonly aside: string;
  /** The last change that the store knew of before it was salvaged; undefined where it could not be opened. */
  readonly head: number | undefined;
}

/** Of a store that can still be opened. */
async function headOf(app: App): Promise<number | undefined> {
  try {
    const { store } = await app.unlocked();
    return (await store.auditHead({})).seq;
  } catch {
    // Its page is damaged as well; then nothing can be written to the store either.
    return undefined;
  }
}

/** With the key of the open store, or one that this editor keeps, or one that the person gives. */
async function salvageWithKey(app: App, to: string): Promise<Report | undefined> {
  const salvage = (store: StoreFile) =>
    withProgress(app, vscode.l10n.t('Salvaging the store'), 'salvage', { store, to });
  const { open, storeFile: file } = app;
  if (open) return salvage(open.access);
  const found = inspect(file);
  if (found.kind !== 'encrypted') throw new StoreError('notAStore', 'there is nothing to salvage');
  for (const source of keySources(app.context.secrets, process.env['TFTSR_DB_KEY'])) {
    const key = await source(found.salt);
    const report = key === undefined ? undefined : await salvage({ file, key }).catch(unlessKey);
    if (report) return report;
  }
  return askForStoreKey(file, async source => salvage({ file, key: (await source(found.salt)) ?? null }));
}

function unlessKey(error: unknown): undefined {
  if (!needsKey(error)) throw error;
}

async function tell(app: App, report: Report, salvaged: Salvaged): Promise<void> {
  const to = salvaged.by;
  const rows = sum(report, ({ rows }) => rows);
  const lost = lines(report).length;
  const details = vscode.l10n.t('Details');
  const replace = vscode.l10n.t('Put in Place…');
  const message =
    lost === 0
      ? vscode.l10n.t('All {0} rows of the store could be read; they are in {1}.', rows, basename(to))
      : vscode.l10n.t(
          '{0} rows of the store could be read; they are in {1}. {2} of its {3} pages are damaged.',
          rows,
          basename(to),
          report.brokenPages,
          report.pages,
        );
  const chosen = await vscode.window.showInformationMessage(message, replace, ...(lost > 0 ? [details] : []));
  if (chosen === replace) await putInPlace(app, salvaged);
  if (chosen !== details) return;
  await vscode.window.showQuickPick(lines(report), { title: vscode.l10n.t('What Could Not Be Read') });
  return tell(app, report, salvaged);
}

async function putInPlace(app: App, { by, aside, head }: Salvaged): Promise<void> {
  if ((await headOf(app)) !== head) {
    throw new UserError(
      vscode.l10n.t(
        'The store was written to since it was salvaged, so it stays in its place: salvage it again.',
      ),
    );
  }
  const yes = vscode.l10n.t('Put in Place');
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Put the salvaged store in the place of the damaged one?'),
    { modal: true, detail: vscode.l10n.t('The damaged one is kept as {0}.', basename(aside)) },
    yes,
  );
  if (chosen !== yes) return;
  await runAlone(app, 'replaceDamaged', { file: app.storeFile, by, aside });
  await app.unlock();
}

const sum = ({ tables }: Report, of: (table: Report['tables'][number]) => number) =>
  tables.reduce((sum, table) => sum + of(table), 0);

/** One line for each row that is lost or not whole, as far as they are known. */
function lines({ tables, unassigned, log }: Report): string[] {
  const perTable = tables.flatMap(({ name, lost, partial, gaps, placeholders, refused }) => [
    ...(lost.length === 0 && gaps.length > 0
      ? [vscode.l10n.t('{0}: rows on {1} pages are lost.', name, gaps.length)]
      : []),
    ...lost.map(key => vscode.l10n.t('{0}: row {1} is lost.', name, key)),
    ...partial.map(key => vscode.l10n.t('{0}: the end of row {1} is lost.', name, key)),
    ...(placeholders > 0
      ? [vscode.l10n.t('{0}: {1} lost rows that others belong to have placeholders.', name, placeholders)]
      : []),
    ...(refused > 0 ? [vscode.l10n.t('{0}: {1} rows break the rules of the table.', name, refused)] : []),
  ]);
  return [
    ...(log === 'foreign' ? [vscode.l10n.t('The log beside the store belongs to another store.')] : []),
    ...(log === 'damaged' ? [vscode.l10n.t('The log beside the store is damaged too.')] : []),
    ...perTable,
    ...(unassigned > 0 ? [vscode.l10n.t('Of {0} rows nothing tells the table.', unassigned)] : []),
  ];
}
