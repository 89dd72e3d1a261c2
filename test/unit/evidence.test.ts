import { describe, expect, it } from 'vitest';
import { attachmentAddress, attachmentIdOf, locate } from '../../src/evidence/index.js';

const ID = '0199c0de-0000-7000-8000-000000000000';
describe('an address', () => {
  it('leads back to the attachment, and tells people the name and the lines', () => {
    const whole = attachmentAddress({ id: ID, file_name: 'größe #1.log', start_line: null, end_line: null });
    expect(whole).toEqual({ path: '/größe #1.log', query: ID });
    const lines = attachmentAddress({ id: ID, file_name: 'app.log', start_line: 3, end_line: 7 });
    expect(lines.path).toBe('/L3-L7/app.log');
    expect(attachmentIdOf(lines)).toBe(ID);
  });

  it('that names no attachment leads to none', () => {
    for (const query of ['', 'x', `${ID}x`, `${ID}/${ID}`, ID.toUpperCase().replaceAll('0', 'Z')]) {
      expect(attachmentIdOf({ path: '/app.log', query })).toBeUndefined();
    }
  });
});

describe('locating evidence in its source', () => {
  const text = 'one\ntwo\nthree\ntwo\n';

  it('prefers the line that it was taken from', () => {
    expect(locate(text, 'two', 14)).toEqual({ start: 14, end: 17, moved: false });
    expect(locate(text, 'wo\nthree', 4)).toEqual({ start: 5, end: 13, moved: false });
  });

  it('finds it where it moved to', () => {
    expect(locate(text, 'three', 0)).toEqual({ start: 8, end: 13, moved: true });
    expect(locate(text, 'one', 8)).toEqual({ start: 0, end: 3, moved: true });
  });

  it('says when it is gone', () => {
    expect(locate(text, 'four', 4)).toBeUndefined();
    expect(locate('', 'four', 0)).toBeUndefined();
  });
});
