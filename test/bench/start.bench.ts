import { it } from 'vitest';
import { packageFor, thisTarget } from '../../scripts/package.mjs';
import { Machine } from '../support/editor.js';
import { median, record } from './record.js';

const RUNS = 5;

it('start of the host to the tree drawn', async () => {
  const machine = await Machine.make(await packageFor(thisTarget()));
  try {
    await machine.run(async workbench => {
      await workbench.showIncidents();
      await workbench.command('Whydunit: New Incident…');
      await workbench.enter('New Incident', 'Drawn at start');
      await workbench.pick('low');
      await workbench.row('Drawn at start').waitFor();
    });
    const workbenches: number[] = [];
    const trees: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const began = performance.now();
      await machine.run(async workbench => {
        workbenches.push(performance.now() - began);
        await workbench.activity('Whydunit').click();
        await workbench.row('Drawn at start').waitFor();
        trees.push(performance.now() - began);
      });
    }
    record({
      name: 'start of the host to the tree drawn',
      value: median(trees),
      unit: 'ms',
      beside: { name: 'to the workbench drawn', value: median(workbenches) },
      ratio: median(trees.map((tree, run) => tree / (workbenches[run] ?? NaN))),
    });
  } finally {
    await machine.remove();
  }
});
