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

/**
 * Every drawn shape and text that does not stand out from the page: below three to one, which WCAG 1.4.11 asks of graphics.
 * axe looks at no drawings.
 */
export function faintDrawings(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => {
    type Colour = readonly [red: number, green: number, blue: number, alpha: number];
    const parse = (text: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const over = ([r, g, b, a]: Colour, [R, G, B]: Colour): Colour => [
      r * a + R * (1 - a),
      g * a + G * (1 - a),
      b * a + B * (1 - a),
      1,
    ];
    const light = ([r, g, b]: Colour) => {
      const linear = [r, g, b].map(value => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
    };
    const variable = getComputedStyle(document.documentElement).getPropertyValue(
      '--vscode-editor-background',
    );
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.backgroundColor = variable;
    const page = over(parse(getComputedStyle(probe).backgroundColor), [255, 255, 255, 1]);
    probe.remove();
    return [...document.querySelectorAll('svg .mark .shape, svg text:not(.count)')].flatMap(element => {
      const { fill } = getComputedStyle(element);
      const [a, b] = [light(over(parse(fill), page)), light(page)];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return ratio >= 3 ? [] : [`${element.outerHTML.slice(0, 120)}: ${fill} is ${ratio.toFixed(1)} to one`];
    });
  });
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
