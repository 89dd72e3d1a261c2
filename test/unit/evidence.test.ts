import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  attachmentAddress,
  attachmentIdOf,
  draftAttachment,
  locate,
  MAX_BYTES,
  unpackAttachment,
} from '../../src/evidence/index.js';

const ID = '0199c0de-0000-7000-8000-000000000000';
const encode = (text: string) => new TextEncoder().encode(text);
const source = (fileName: string) => ({
  uri: `file:///${fileName}`,
  path: `/${fileName}`,
  fileName,
  origin: { via: 'file' as const },
});
const draft = (content: Uint8Array<ArrayBuffer>, fileName = 'app.log') =>
  draftAttachment(ID, source(fileName), content);

describe('a draft', () => {
  it('holds any text, to the byte, under the hash of the original', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async text => {
        const bytes = encode(text.replaceAll('\0', '␀'));
        const made = await draft(bytes);
        expect(await unpackAttachment(made.content_compressed)).toEqual(Buffer.from(bytes));
        expect(made.content_hash).toBe(createHash('sha256').update(bytes).digest('hex'));
        expect(made.file_size).toBe(bytes.length);
      }),
    );
  });

  it('keeps UTF-16 with its mark, Latin-1 and a byte order mark as they are', async () => {
    for (const hex of ['fffe610062000a00', 'feff00610062', 'e9740a', 'efbbbf61']) {
      const bytes = new Uint8Array(Buffer.from(hex, 'hex'));
      expect(
        Buffer.from(await unpackAttachment((await draft(bytes)).content_compressed)).toString('hex'),
      ).toBe(hex);
    }
  });

  it('refuses what is empty, binary or too large, by name', async () => {
    await expect(draft(encode(''))).rejects.toMatchObject({ reason: 'empty' });
    await expect(draft(encode('\x7fELF\0\0'))).rejects.toMatchObject({ reason: 'binary' });
    await expect(draft(new Uint8Array(MAX_BYTES + 1).fill(65))).rejects.toMatchObject({ reason: 'tooLarge' });
    expect((await draft(new Uint8Array(MAX_BYTES).fill(65))).file_size).toBe(MAX_BYTES);
  });

  it.each([
    ['../../.ssh/authorized_keys', 'authorized_keys'],
    ['C:\\Windows\\..\\evil.log', 'evil.log'],
    ['..', 'attachment'],
    ['trailing. . ', 'trailing'],
    ['gnp.\u202Egol', 'gnp._gol'],
    ['a\nb:c?.log', 'a_b_c_.log'],
    ['', 'attachment'],
  ])('gives %j the name %j', async (name, safe) => {
    expect((await draft(encode('x'), name)).file_name).toBe(safe);
  });

  it('gives any name one that is a name only', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async name => {
        const { file_name } = await draft(encode('x'), name);
        expect(file_name).toMatch(/^[^\\/\p{Cc}]+$/u);
        expect(['.', '..']).not.toContain(file_name);
      }),
    );
  });
});

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
