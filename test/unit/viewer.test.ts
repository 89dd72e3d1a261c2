import { describe, expect, it } from 'vitest';
import { runs } from '../../src/webviews/viewer/runs.js';

describe('lines that a filter shows', () => {
  it('are copied without those that it hides', () => {
    expect(runs([])).toEqual([]);
    expect(runs([3, 4, 5, 9, 11, 12])).toEqual([
      { first: 3, last: 5 },
      { first: 9, last: 9 },
      { first: 11, last: 12 },
    ]);
  });
});
