/** What axe finds in a page: https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md */
import axe from 'axe-core';
import type { Frame } from 'playwright-core';

/** The names of themes: dark, light, and both of high contrast. */
export const THEMES = ['Dark Modern', 'Light Modern', 'Dark High Contrast', 'Light High Contrast'];

/** Every fault that bars somebody, as `rule: element: what is wrong`. */
export async function seriousFaults(frame: Frame): Promise<string[]> {
  // As a script of the debugger: the page itself runs nothing that is not its own.
  await frame.evaluate(axe.source);
  const { violations, passes } = await frame.evaluate(() => window.axe.run(document));
  if (passes.length === 0) throw new Error('axe looked at nothing');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${String(target)}: ${failureSummary ?? ''}`),
    );
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
