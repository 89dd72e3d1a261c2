/** The zone in which times are shown, as the setting has it. */
import * as vscode from 'vscode';
import { milliseconds } from './db/time.js';
import { SETTINGS } from './ids.js';
import { localZone, ShownTimes } from './timeline/index.js';

/** For every label with a time. Read again after a change of the setting: see `onDidChangeShownTimes`. */
export function shownTimes(): ShownTimes {
  const zone = vscode.workspace.getConfiguration().get<string>(SETTINGS.timelineZone, 'utc');
  return new ShownTimes(zone === 'local' ? localZone() : zone);
}

/** A time of the store, as it is shown: `2026-05-17 02:00:05 UTC`. */
export function shownTimestamp(timestamp: string): string {
  return shownTimes().full(milliseconds(timestamp), 0);
}

/** Calls back after the zone was changed. */
export function onDidChangeShownTimes(changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(
    change => change.affectsConfiguration(SETTINGS.timelineZone) && changed(),
  );
}
