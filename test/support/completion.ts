/** The completion of the document editor. */
import type { Frame, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export const offered = (page: Frame | Page, text: string) =>
  page.locator('.cm-tooltip-autocomplete li', { hasText: text }).first();

/** Chooses what is offered; a list that is drawn anew at that moment takes no click. */
export async function choose(page: Frame | Page, text: string, taken: Locator): Promise<void> {
  const chosen = async () => {
    if (!(await taken.isVisible()))
      await offered(page, text)
        .click({ timeout: 2000 })
        .catch(() => undefined);
    return taken.isVisible();
  };
  await expect.poll(chosen, { timeout: 20_000 }).toBe(true);
}
