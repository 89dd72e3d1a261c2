import { expect, it, onTestFinished } from 'vitest';
import { openTimelinePage } from '../../support/timelinePage.js';
import { incidentIn } from '../attaching.js';
import { openWindow } from '../stores.js';
import type { Event, LogVolume } from '../../../src/webviews/timeline/protocol.js';

const NIGHT = Date.UTC(2026, 10, 20, 2);

async function opened(times: readonly number[], volumes: LogVolume[] = []) {
  const { store, ...window } = await openWindow();
  const issue_id = await incidentIn({ store, ...window });
  const ids: string[] = [];
  for (const [at, at_ms] of times.entries())
    ids.push((await store.addEvent({ issue_id, event_type: 'note', description: `Event ${at}`, at_ms })).id);
  const { page, browser } = await openTimelinePage(store, issue_id, { volumes });
  onTestFinished(() => browser.close());
  return { page, events: () => store.getEvents({ ids }) };
}

it('shows events below the lines of logs, and the list, also on a small page', async () => {
  const counts = { at: [NIGHT], info: [5], other: [0], warning: [0], error: [2] };
  const times = Array.from({ length: 30 }, (_, at) => NIGHT + at * 60_000);
  const { page } = await opened(times, [{ log_file_id: 'log', width: 1000, counts }]);
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

it('leaves an event at its moment, whatever zone is chosen while it is edited, and where its hour comes twice', async () => {
  // 02:30 in Berlin for the second time that night.
  const at = Date.UTC(2026, 9, 25, 1, 30, 0, 7);
  const { page, events } = await opened([at]);
  const tell = (event: Event) =>
    page.evaluate(event => window.postMessage({ type: 'event', event }, '*'), event);
  const show = (zone: string) => tell({ type: 'zone', zone });
  const time = page.locator('#field-time');
  await page.locator('#list .rows .row', { hasText: 'Event 0' }).dblclick();
  await expect.poll(() => time.inputValue()).toBe('2026-10-25 01:30:00.007');
  await show('Asia/Tokyo');
  await expect.poll(() => time.inputValue()).toBe('2026-10-25 10:30:00.007');
  await show('Europe/Berlin');
  await expect.poll(() => time.inputValue()).toBe('2026-10-25 02:30:00.007');
  await page.locator('#field-description').fill('Said otherwise');
  await page.locator('#page form button[type=submit]').click();
  await expect.poll(events).toMatchObject([{ description: 'Said otherwise', at }]);

  // What was typed is a moment, too.
  await tell({ type: 'changed', lines: false });
  await page.locator('#list .rows .row', { hasText: 'Said otherwise' }).dblclick();
  await time.fill('04:00');
  await show('UTC');
  await expect.poll(() => time.inputValue()).toBe('2026-10-25 03:00:00.000');
});
