import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { identify } from '../../../src/evidence/formats/index.js';
import { bytesOf, fixture, listing, streamed, takeApart, tar, zip } from './made.js';

describe('a document', () => {
  it('in PDF yields its text page by page, and keeps the original', async () => {
    const bytes = fixture('runbook.pdf');
    expect(await takeApart(streamed(bytes, 'runbook.pdf'))).toMatchObject([
      {
        is: {
          kind: 'document',
          format: 'pdf',
          text: 'Runbook: payments are slow\n\nSecond page: restart the broker',
        },
      },
    ]);
    const [only] = await takeApart(streamed(bytes, 'notes.txt', 100));
    expect(
      only && 'is' in only && only.is.kind === 'document' && Buffer.from(only.is.bytes).equals(bytes),
    ).toBe(true);
  });

  it('in PDF with a password is refused, with a password only for changes it is read', async () => {
    expect(await listing(streamed(fixture('locked.pdf'), 'locked.pdf'))).toEqual({
      'locked.pdf': { reason: 'passwordProtected', format: 'pdf' },
    });
    expect(await takeApart(streamed(fixture('owner-locked.pdf')))).toMatchObject([
      { is: { kind: 'document', text: 'Anybody may read this' } },
    ]);
  });

  it('without any text is one all the same', async () => {
    expect(await takeApart(streamed(fixture('picture-only.pdf')))).toMatchObject([
      { is: { kind: 'document', text: '' } },
    ]);
  });

  it('in DOCX yields its text, also inside an archive', async () => {
    const text = 'What happened\n\nThe broker ran out of disk.\n\n09:30\n\nalarm';
    const bytes = fixture('review.docx');
    expect(await takeApart(streamed(bytes, 'review.docx'))).toMatchObject([
      { is: { kind: 'document', format: 'docx', text } },
    ]);
    const archive = await tar({ name: 'review.zip', content: bytes });
    expect(await takeApart(streamed(archive, 'a.tar'))).toMatchObject([
      { path: 'a.tar!/review.zip', is: { kind: 'document', format: 'docx', text } },
    ]);
  });

  it('that is none, or torn, is refused as damaged', async () => {
    expect(await listing(streamed(bytesOf('%PDF-1.7\nnothing of the kind'), 'a.pdf'))).toMatchObject({
      'a.pdf': { reason: 'damaged', format: 'pdf' },
    });
    const docx = zip(
      { name: '[Content_Types].xml', content: '<' },
      { name: 'word/document.xml', content: '<w:document' },
    );
    expect(await listing(streamed(docx, 'a.docx'))).toMatchObject({
      'a.docx': { reason: 'damaged', format: 'docx' },
    });
    const torn = fixture('review.docx').subarray(0, 5000);
    expect(await listing(streamed(torn, 'a.docx'))).toEqual({
      'a.docx': { reason: 'truncated', format: 'zip' },
    });
  });

  it('that is larger than the limits, packed or unpacked or in its text, is refused or cut', async () => {
    const bytes = fixture('runbook.pdf');
    expect(await listing(streamed(bytes, 'a.pdf'), { limits: { documentBytes: 1000 } })).toEqual({
      'a.pdf': { reason: 'limit', limit: 'documentBytes', value: 1000 },
    });
    expect(await takeApart(streamed(bytes), { limits: { documentText: 7 } })).toMatchObject([
      { is: { text: 'Runbook', cut: { reason: 'limit', limit: 'documentText', value: 7 } } },
    ]);
    const bomb = zip(
      { name: 'word/document.xml', content: '<w:document/>' },
      { name: 'word/media/a', content: new Uint8Array(5_000_000), method: [8, part => deflateRawSync(part)] },
    );
    expect(await listing(streamed(bomb, 'a.docx'), { limits: { documentUnpackedBytes: 1_000_000 } })).toEqual(
      {
        'a.docx': { reason: 'limit', limit: 'documentUnpackedBytes', value: 1_000_000 },
      },
    );
  });
});

describe('a picture', () => {
  it.each([
    ['panel.png', 'png'],
    ['panel.jpg', 'jpeg'],
    ['progressive.jpg', 'jpeg'],
    ['panel.gif', 'gif'],
    ['lossy.webp', 'webp'],
    ['lossless.webp', 'webp'],
    ['alpha.webp', 'webp'],
  ])('%s has its type and size, whatever its name', async (name, format) => {
    const bytes = fixture(name);
    const [only] = await takeApart(streamed(bytes, 'picture.log', 10));
    expect(only).toMatchObject({ is: { kind: 'image', format, width: 34, height: 21 } });
    expect(only && 'is' in only && only.is.kind === 'image' && Buffer.from(only.is.bytes).equals(bytes)).toBe(
      true,
    );
  });

  it('that only says so is what it is', async () => {
    expect(
      await takeApart(streamed(bytesOf('<html><script>alert(1)</script></html>'), 'a.png')),
    ).toMatchObject([{ encoding: 'utf-8', records: 'lines' }]);
    expect(await takeApart(streamed(bytesOf('<svg onload="alert(1)"/>'), 'a.svg'))).toMatchObject([
      { encoding: 'utf-8' },
    ]);
    expect(await identify(Buffer.concat([fixture('panel.gif'), zip({ name: 'a', content: 'b' })]))).toEqual({
      kind: 'image',
      format: 'gif',
    });
    expect(await identify(Buffer.concat([fixture('panel.jpg'), bytesOf('%PDF-1.7')]))).toMatchObject({
      kind: 'image',
    });
    expect(await identify(Buffer.concat([bytesOf('%PDF-1.7\n'), fixture('panel.png')]))).toEqual({
      kind: 'pdf',
    });
  });

  it.each([
    ['panel.png', 20],
    ['panel.jpg', 20],
    ['panel.gif', 9],
    ['lossy.webp', 20],
    ['lossless.webp', 22],
    ['alpha.webp', 25],
  ])('%s that ends within its header is refused', async (name, length) => {
    expect(await listing(streamed(fixture(name).subarray(0, length), name))).toMatchObject({
      [name]: { reason: 'truncated' },
    });
  });

  it('without a size is refused', async () => {
    const bytes = Uint8Array.from(fixture('panel.png')).fill(0, 16, 20);
    expect(await listing(streamed(bytes, 'a.png'))).toMatchObject({
      'a.png': { reason: 'damaged', format: 'png' },
    });
  });

  it('that is larger than the limit is refused', async () => {
    expect(await listing(streamed(fixture('panel.jpg'), 'a.jpg'), { limits: { imageBytes: 100 } })).toEqual({
      'a.jpg': { reason: 'limit', limit: 'imageBytes', value: 100 },
    });
  });
});
