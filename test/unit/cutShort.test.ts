import { expect, it } from 'vitest';
import { cutShort } from '../../src/cutShort.js';

it('cuts between words, and takes no half of a token or of a number in groups', () => {
  const words = 'word '.repeat(9).trim();
  expect(cutShort(`${words} ghp_a1B2a1B2`, 50)).toBe(`${words}…`);
  expect(cutShort(`${words} 4111 1111 1111 1111`, 58)).toBe(`${words}…`);
  expect(cutShort('short', 5)).toBe('short');
  expect(cutShort('x'.repeat(60), 50)).toBe(`${'x'.repeat(50)}…`);
  expect(cutShort(`${'x'.repeat(49)} y z`, 50)).toBe(`${'x'.repeat(49)}…`);
  expect(cutShort(`${'x'.repeat(49)}😀`, 50)).toBe(`${'x'.repeat(49)}\ufffd…`);
});
