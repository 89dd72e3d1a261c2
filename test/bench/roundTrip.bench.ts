import { expect, it } from 'vitest';
import { openWindow } from '../unit/stores.js';
import { median, record } from './record.js';

const CALLS = 5000;

it('round trip of a store call', async () => {
  const { store } = await openWindow();
  const { id } = await store.createIncident({ title: 'Measured', severity: 'low' });
  const times: number[] = [];
  for (let call = 0; call < CALLS; call++) {
    const began = performance.now();
    await store.getIncident({ id });
    times.push(performance.now() - began);
  }
  const value = median(times);
  expect(value).toBeGreaterThan(0);
  record({ name: 'store call, round trip', value, unit: 'ms', goal: '< 0.2 ms', met: value < 0.2 });
});
