/** Set Time Zone and Clock Offset…: what a person says of the clock that wrote an attachment. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import type { SourceClock } from '../db/rows/clocks.js';
import { milliseconds } from '../db/time.js';
import { isImage } from '../editor/addresses.js';
import { nameWithLines } from '../labels.js';
import { describeOffset, parseOffset, zoneOf } from '../timeline/index.js';
import { report, UserError } from '../userError.js';
import { offerMoves } from './movedEvents.js';
import { attachmentOf } from './target.js';

type Clock = Pick<SourceClock, 'zone' | 'offset_ms' | 'boot_time'>;

/** Nothing is changed where the person leaves before the end. */
export async function setClock(unlocked: Unlocked, row?: unknown): Promise<SourceClock | undefined> {
  const { store } = unlocked;
  const attachment = await attachmentOf(unlocked, row);
  if (isImage(attachment))
    throw new UserError(vscode.l10n.t('{0} is an image, which has no times.', attachment.file_name));
  const log_file_id = attachment.id;
  const known = await store.getClock({ log_file_id });
  const name = nameWithLines(attachment);
  const zone = await askZone(name, known?.zone ?? null);
  if (zone === undefined) return undefined;
  const offset_ms = await askOffset(name, known?.offset_ms ?? 0);
  if (offset_ms === undefined) return undefined;
  const boot_time = await askBoot(name, known?.boot_time ?? null);
  if (boot_time === undefined) return undefined;
  const clock: Clock = { zone, offset_ms, boot_time };
  const set = await store.setClock({ log_file_id, ...clock });
  // Not awaited: the command is over when the clock is set, not when a person has read the message.
  offerMoves(unlocked, attachment, known, set).catch((error: unknown) => report(unlocked.app, error));
  return set;
}

interface ZoneItem extends vscode.QuickPickItem {
  readonly zone: string | null;
}

/** Hours that machines are set to where they have no zone's name. */
const HOURS = Array.from({ length: 27 }, (_, at) => at - 12);

async function askZone(name: string, now: string | null): Promise<string | null | undefined> {
  const mark = (zone: string | null) => (zone === now ? vscode.l10n.t('now') : '');
  const named = [
    ...Intl.supportedValuesOf('timeZone'),
    ...HOURS.map(hours => describeOffset(hours * 3_600_000).slice(0, 6)),
  ];
  const utc = { label: 'UTC', description: mark(null), zone: null };
  const items: ZoneItem[] = [utc, ...named.map(zone => ({ label: zone, description: mark(zone), zone }))];
  const current = items.filter(({ zone }) => zone === now);
  const sorted = [...current, ...items.filter(({ zone }) => zone !== now)];
  const chosen = await vscode.window.showQuickPick(sorted, {
    title: vscode.l10n.t('Time Zone of {0}', name),
    placeHolder: vscode.l10n.t('The zone of those times that say none themselves'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return chosen?.zone;
}

async function askOffset(name: string, now: number): Promise<number | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Clock Offset of {0}', name),
    prompt: vscode.l10n.t(
      'What is added to its times, such as +00:02:30 for a clock that is two and a half minutes slow',
    ),
    value: describeOffset(now),
    ignoreFocusOut: true,
    validateInput: text =>
      parseOffset(text) === undefined ? vscode.l10n.t('Type it as +00:02:30 or -01:00:00.') : undefined,
  });
  return typed === undefined ? undefined : parseOffset(typed);
}

/** `2026-05-17 02:00:05`, a zone behind it or UTC. */
const BOOT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)\s*(Z|UTC|[+-]\d\d:\d\d)?$/i;

async function askBoot(name: string, now: string | null): Promise<string | null | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Start of the Machine of {0}', name),
    prompt: vscode.l10n.t('For times in seconds since the start, as dmesg has them; empty where it has none'),
    placeHolder: '2026-05-17 02:00:05',
    value: now ?? '',
    ignoreFocusOut: true,
    validateInput: text =>
      text.trim() === '' || bootTime(text) !== undefined
        ? undefined
        : vscode.l10n.t('Type it as 2026-05-17 02:00:05, in UTC, or with +02:00 behind it.'),
  });
  if (typed === undefined) return undefined;
  return typed.trim() === '' ? null : bootTime(typed);
}

function bootTime(text: string): string | undefined {
  const [, day, clock, zone = 'Z'] = BOOT.exec(text.trim()) ?? [];
  if (day === undefined || clock === undefined) return undefined;
  const written = milliseconds(`${day} ${clock}`);
  // `Date` takes 30 February for 2 March.
  if (Number.isNaN(written) || new Date(written).toISOString().slice(0, 10) !== day) return undefined;
  const ahead = zoneOf(/^utc$/i.test(zone) ? 'UTC' : zone)?.ahead(written) ?? 0;
  return new Date(written - ahead).toISOString().slice(0, 19).replace('T', ' ');
}
