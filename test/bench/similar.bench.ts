import { expect, it } from 'vitest';
import { runJob } from '../../src/jobs/run.js';
import { caseFiles } from '../support/caseFiles.js';
import { JOB, openWindow } from '../unit/stores.js';
import { median, record } from './record.js';

const INCIDENTS = 1000;

it('similar incidents among 1,000', async () => {
  const window = await openWindow();
  const [issue_id = ''] = await caseFiles(window.access, INCIDENTS);
  const input = { store: window.access, issue_id, limit: 30 };
  const timed = async () => {
    const began = performance.now();
    expect((await runJob(JOB, 'similar', input)).length).toBeGreaterThan(10);
    return performance.now() - began;
  };
  record({ name: 'similar incidents among 1,000, their logs read first', value: await timed(), unit: 'ms' });
  const again = [await timed(), await timed(), await timed()];
  record({ name: 'similar incidents among 1,000', value: median(again), unit: 'ms' });
});
