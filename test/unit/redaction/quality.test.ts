import { expect, it } from 'vitest';
import { samples } from '../../support/labelled.js';
import { measure, scores, total } from '../../support/measure.js';

const tuned = measure([...samples('found'), ...samples('clean')]);
const unseen = measure(samples('unseen'));

it('is measured on enough lines', () => {
  expect(total(tuned.rows).labels + total(unseen.rows).labels).toBeGreaterThanOrEqual(600);
  expect(tuned.cleanLines + unseen.cleanLines).toBeGreaterThanOrEqual(3000);
  expect(tuned.rows.filter(({ labels }) => labels > 0)).toHaveLength(23);
});

it.each([
  ['the lines that rules were tuned on', tuned],
  ['the lines held back', unseen],
])('finds what is private in %s, whole', (_, { rows }) => {
  expect(scores(total(rows)).f1).toBeGreaterThanOrEqual(0.97);
  expect(rows.filter(row => row.labels > 0 && scores(row).f1 < 0.9)).toEqual([]);
});

it.each([
  ['the lines that rules were tuned on', tuned],
  ['the lines held back', unseen],
])('finds at most one thing in a thousand clean lines of %s', (_, { cleanLines, wrongInCleanLines }) => {
  expect(wrongInCleanLines * 1000).toBeLessThanOrEqual(cleanLines);
});
