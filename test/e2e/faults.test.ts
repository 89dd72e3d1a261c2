import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Machine } from '../support/editor.js';
import type { Workbench } from '../support/workbench.js';

const PAGE = 4096;
const CRASHING = 'Crash the worker';

/** In place of the store's thread: one that ends when it is to make an incident of that title, each time. */
const crashing = (worker: string) => `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ input }) => input?.title === ${JSON.stringify(CRASHING)} && process.exit(1));
  require(${JSON.stringify(worker)});
`;

describe('a store with a fault', () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.make(inject('vsix'));
  });
  afterAll(() => machine.remove());

  async function createIncident(workbench: Workbench, title: string): Promise<void> {
    await workbench.command('Whydunit: New Incident…');
    await workbench.enter('New Incident', title);
    await workbench.pick('high');
  }

  it('goes on with another worker when one crashes, and says so', async () => {
    const [extension] = readdirSync(machine.extensions).filter(name => name.startsWith('whydunit'));
    const dist = join(machine.extensions, extension ?? '', 'dist');
    renameSync(join(dist, 'worker.js'), join(dist, 'storeWorker.js'));
    writeFileSync(join(dist, 'worker.js'), crashing('./storeWorker.js'));
    await machine.run(async workbench => {
      await workbench.showIncidents();
      await createIncident(workbench, 'Saved before');
      await workbench.row('Saved before').waitFor();
      await createIncident(workbench, CRASHING);
      await workbench.told('The store stopped unexpectedly');
      await workbench.row('Saved before').waitFor();
      await createIncident(workbench, 'Saved after');
      await workbench.row('Saved after').waitFor();
      // Twice within a minute is once too often: nothing is started unasked then.
      await createIncident(workbench, CRASHING);
      await workbench.sidebar.getByText('The store of your incidents is not open.').waitFor();
      await workbench.sidebar.getByText('Try Again').click();
      await workbench.row('Saved after').waitFor();
    });
    renameSync(join(dist, 'storeWorker.js'), join(dist, 'worker.js'));
  });

  it('is checked, salvaged and put in place, by the buttons of its own sentences', async () => {
    const file = join(machine.storeFolder, 'tftsr.db');
    const damaged = readFileSync(file);
    damaged.writeUInt8(damaged.readUInt8(PAGE - 100) ^ 1, PAGE - 100);
    writeFileSync(file, damaged);

    await machine.run(async workbench => {
      await workbench.command('Whydunit: Unlock Store');
      const told = await workbench.told('is damaged');
      await workbench.screenshot('damaged');
      await told.getByRole('button', { name: 'Salvage…' }).click();
      const result = await workbench.told('rows of the store could be read');
      await workbench.screenshot('salvaged');
      expect(readFileSync(file).equals(damaged)).toBe(true);
      await result.getByRole('button', { name: 'Put in Place…' }).click();
      await workbench.dialogButton('Put in Place').click();
      await workbench.showIncidents();
      await workbench.row('Saved before').waitFor();
      await workbench.row('Saved after').waitFor();
      await workbench.command('Whydunit: Check Store');
      await workbench.told('The store is sound');
    });
    const names = readdirSync(machine.storeFolder);
    expect(names.filter(name => /^tftsr-damaged-\d{8}-\d{6}\.db$/.test(name))).toHaveLength(1);
    expect(names.filter(name => name.startsWith('tftsr-salvaged'))).toEqual([]);
  });
});
