import { expect, it, onTestFinished } from 'vitest';
import { openTimelinePage } from '../../support/timelinePage.js';
import { incidentIn } from '../attaching.js';
import { openWindow } from '../stores.js';
import type { Event, LogVolume } from '../../../src/webviews/timeline/protocol.js';

/** How long a page may take on a busy machine. */
const SOON = { timeout: 30_000 };
const NIGHT = Date.UTC(2026, 10, 20, 2);

async function opened(
  times: readonly number[],
  volumes: LogVolume[] = [],
  counted = () => Promise.resolve(),
) {
  const { store } = await openWindow();
  const issue_id = await incidentIn({ store });
  const ids: string[] = [];
  for (const [at, at_ms] of times.entries())
    ids.push((await store.addEvent({ issue_id, event_type: 'note', description: `Event ${at}`, at_ms })).id);
  const { page, browser } = await openTimelinePage(store, issue_id, { volumes, counted });
  onTestFinished(() => browser.close());
  const tell = (event: Event) =>
    page.evaluate(event => window.postMessage({ type: 'event', event }, '*'), event);
  return {
    page,
    tell,
    events: () => store.getEvents({ ids }),
    add: (at_ms: number) => store.addEvent({ issue_id, event_type: 'note', description: 'Theirs', at_ms }),
  };
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
        }, SOON)
        .toBeGreaterThanOrEqual(least);
    }
  }
});

it('leaves an event at its moment, whatever zone is chosen while it is edited, and where its hour comes twice', async () => {
  // 02:30 in Berlin for the second time that night.
  const at = Date.UTC(2026, 9, 25, 1, 30, 0, 7);
  const { page, tell, events } = await opened([at]);
  const show = (zone: string) => tell({ type: 'zone', zone });
  const time = page.locator('#field-time');
  await page.locator('#list .rows .row', { hasText: 'Event 0' }).dblclick();
  await expect.poll(() => time.inputValue(), SOON).toBe('2026-10-25 01:30:00.007');
  await show('Asia/Tokyo');
  await expect.poll(() => time.inputValue(), SOON).toBe('2026-10-25 10:30:00.007');
  await show('Europe/Berlin');
  await expect.poll(() => time.inputValue(), SOON).toBe('2026-10-25 02:30:00.007');
  await page.locator('#field-description').fill('Said otherwise');
  await page.locator('#page form button[type=submit]').click();
  await expect.poll(events, SOON).toMatchObject([{ description: 'Said otherwise', at }]);

  // What was typed is a moment, too.
  await tell({ type: 'changed', lines: false });
  await page.locator('#list .rows .row', { hasText: 'Said otherwise' }).dblclick();
  await expect.poll(() => page.locator('#field-description:focus').count(), SOON).toBe(1);
  await time.fill('04:00');
  await show('UTC');
  await expect.poll(() => time.inputValue(), SOON).toBe('2026-10-25 03:00:00.000');
});

it('moves the event that is dragged, though another window adds one before it meanwhile', async () => {
  const times = [NIGHT, NIGHT + 600_000, NIGHT + 1_200_000];
  const { page, tell, events, add } = await opened(times);
  await page.locator('#list .rows .row', { hasText: 'Event 1' }).click();
  const box = await page.locator('.mark.selected .shape').boundingBox();
  if (!box) throw new Error('the mark is not drawn');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y, { steps: 5 });
  await page.locator('.ghost').waitFor({ state: 'attached' });
  await add(NIGHT + 60_000);
  await tell({ type: 'changed', lines: false });
  await page.locator('#list .rows .row', { hasText: 'Theirs' }).waitFor();
  await page.mouse.up();
  await expect.poll(async () => (await events())[1]?.at, SOON).toBeGreaterThan(NIGHT + 600_000);
  expect((await events()).map(({ at }) => at)).toEqual([times[0], expect.any(Number), times[2]]);
});

it('counts the lines of logs again where a clock is set while they are counted', async () => {
  const counts = { at: [NIGHT], info: [5], other: [0], warning: [0], error: [2] };
  let release = () => {};
  const held = new Promise<void>(resolve => (release = resolve));
  let calls = 0;
  const { tell } = await opened([NIGHT], [{ log_file_id: 'log', width: 1000, counts }], () => {
    calls++;
    return held;
  });
  await expect.poll(() => calls, SOON).toBe(1);
  await tell({ type: 'changed', lines: true });
  release();
  await expect.poll(() => calls, SOON).toBe(2);
});

it('keeps what is typed in the very moment in which the fields open', async () => {
  const { page } = await opened([NIGHT]);
  await page.locator('#list .rows .row').first().waitFor();
  const kept = await page.evaluate(async () => {
    document.getElementById('add')?.click();
    const field = () => document.querySelector<HTMLTextAreaElement>('#field-description');
    while (!field()) await Promise.resolve();
    const typed = field();
    if (!typed) return undefined;
    typed.value = 'Typed at once';
    typed.dispatchEvent(new InputEvent('input', { bubbles: true }));
    for (let frame = 0; frame < 5; frame++) await new Promise(resolve => requestAnimationFrame(resolve));
    return field()?.value;
  });
  expect(kept).toBe('Typed at once');
});
