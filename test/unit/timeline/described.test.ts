import { expect, it } from 'vitest';
import { described } from '../../../src/timeline/index.js';

it('says a line whole, or cut between words', () => {
  expect(described(' one\ttwo ')).toBe('one two');
  const token = `ghp_${'a1B2'.repeat(9)}`;
  const words = 'word '.repeat(95);
  expect(described(`${words}${token} and more`)).toBe(`${words.trim()}…`);
  expect(described('x'.repeat(600))).toBe(`${'x'.repeat(500)}…`);
  const whole = 'x'.repeat(499);
  expect(described(`${whole} y z`)).toBe(`${whole}…`);
});
