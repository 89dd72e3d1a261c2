import { expect, it, onTestFinished } from 'vitest';
import { openTimelinePage } from '../../support/timelinePage.js';
import { incidentIn } from '../attaching.js';
import { openWindow } from '../stores.js';

const NIGHT = Date.UTC(2026, 10, 20, 2);

it('shows events below the lines of logs, and the list, also on a small page', async () => {
  const window = await openWindow();
  const issue_id = await incidentIn(window);
  for (let at = 0; at < 30; at++)
    await window.store.addEvent({
      issue_id,
      event_type: 'note',
      description: `Event ${at}`,
      at_ms: NIGHT + at * 60_000,
    });
  const counts = { at: [NIGHT], info: [5], other: [0], warning: [0], error: [2] };
  const { page, browser } = await openTimelinePage(window.store, issue_id, {
    volumes: [{ log_file_id: 'log', width: 1000, counts }],
  });
  onTestFinished(() => browser.close());
  await page.locator('.volume .error').waitFor({ state: 'attached' });
  for (const size of [
    { width: 560, height: 540 },
    { width: 430, height: 640 },
    { width: 900, height: 360 },
  ]) {
    await page.setViewportSize(size);
    for (const [part, least] of [
      ['.lanes', 38],
      ['#list', 60],
    ] as const) {
      await page.locator(part).scrollIntoViewIfNeeded();
      await expect
        .poll(async () => {
          const box = await page.locator(part).boundingBox();
          return box && Math.min(box.y + box.height, size.height) - Math.max(box.y, 0);
        })
        .toBeGreaterThanOrEqual(least);
    }
  }
});
