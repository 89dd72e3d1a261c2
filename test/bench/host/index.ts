import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { EXTENSION_ID } from '../../../src/ids.js';

/** Inside a fresh extension host: how long each of the two extensions takes to activate, in the order of the variable. */
export async function run(): Promise<void> {
  const report = process.env['WHYDUNIT_REPORT'];
  const order = (process.env['WHYDUNIT_ORDER'] ?? '').split(',');
  const times: Record<string, number> = {};
  for (const id of order) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension || extension.isActive) throw new Error(`${id} is ${extension ? 'active' : 'not there'}`);
    const began = performance.now();
    await extension.activate();
    times[id] = performance.now() - began;
  }
  if (report)
    writeFileSync(report, JSON.stringify({ whydunit: times[EXTENSION_ID], empty: times['bench.empty'] }));
}
