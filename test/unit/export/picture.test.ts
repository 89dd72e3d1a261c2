import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { execFileSync } from 'node:child_process';
import { pictureOf } from '../../../src/export/picture.js';
import { openWindow } from '../stores.js';
import { readPdf, render } from './rendering.js';

const CANARY = 'Kanarienvogel 52.5200N';

const fixture = (name: string) => readFileSync(join('test/fixtures/formats', name));

/** A JPEG as a camera writes it: with Exif, a comment, segments between its parts, and another picture behind it. */
function photographed(jpeg: Buffer, orientation: number): Buffer {
  const tiff = Buffer.alloc(38);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  // The orientation, and a text behind the directory.
  for (const [at, values] of [
    [10, [0x0112, 3, 1, orientation << 16]],
    [22, [0x010e, 2, CANARY.length, 38]],
  ] as const) {
    tiff.writeUInt16BE(values[0], at);
    tiff.writeUInt16BE(values[1], at + 2);
    tiff.writeUInt32BE(values[2], at + 4);
    tiff.writeUInt32BE(values[3], at + 8);
  }
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from(CANARY)]));
  const said = [segment(0xe2, Buffer.from(`MPF\0${CANARY}`)), segment(0xfe, Buffer.from(CANARY))];
  const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
  const whole = [jpeg.subarray(0, 2), exif, ...said, jpeg.subarray(2, scan), ...said, jpeg.subarray(scan)];
  return Buffer.concat([...whole, jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}

function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** A PNG with text and Exif before its picture, and more behind its end. */
function captioned(png: Buffer): Buffer {
  const chunk = (type: string) => {
    const body = Buffer.from(`${type}Comment\0${CANARY}`);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length - 4);
    return Buffer.concat([length, body, Buffer.alloc(4)]);
  };
  const head = png.subarray(0, 33);
  return Buffer.concat([head, chunk('tEXt'), chunk('eXIf'), png.subarray(33), Buffer.from(CANARY)]);
}

/** A GIF with a comment and what a program adds to it. */
function commented(gif: Buffer): Buffer {
  const blocks = Buffer.concat([Buffer.from([CANARY.length]), Buffer.from(CANARY), Buffer.from([0])]);
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe]), blocks]);
  const flags = gif.readUInt8(10);
  const head = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  return Buffer.concat([gif.subarray(0, head), comment, gif.subarray(head), Buffer.from(CANARY)]);
}

/** A WebP with Exif and XMP behind its picture. */
function described(webp: Buffer): Buffer {
  const chunk = (type: string) => {
    const body = Buffer.from(CANARY.padEnd(CANARY.length + (CANARY.length % 2)));
    const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body]);
  };
  const all = Buffer.concat([webp, chunk('EXIF'), chunk('XMP ')]);
  all.writeUInt32LE(all.length - 8, 4);
  return all;
}

const PICTURES: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['panel.jpg', photographed(fixture('panel.jpg'), 6)],
  ['progressive.jpg', photographed(fixture('progressive.jpg'), 1)],
  ['panel.png', captioned(fixture('panel.png'))],
  ['panel.gif', commented(fixture('panel.gif'))],
  ['lossy.webp', described(fixture('lossy.webp'))],
  ['lossless.webp', described(fixture('lossless.webp'))],
  ['alpha.webp', described(fixture('alpha.webp'))],
];

describe('a picture that goes along', () => {
  it.each(PICTURES)('has nothing of what was written into it but the picture: %s', (name, bytes) => {
    const plain = pictureOf(fixture(name));
    const picture = pictureOf(bytes);
    expect(bytes.includes(CANARY)).toBe(true);
    expect(Buffer.from(picture?.bytes ?? [])).not.toHaveLength(0);
    expect(Buffer.from(picture?.bytes ?? []).includes(CANARY)).toBe(false);
    expect(picture).toMatchObject({ width: plain?.width, height: plain?.height, type: plain?.type });
    // Which way up it is stays, since without it, it would lie on its side.
    const turned = Buffer.from(picture?.bytes ?? []).includes(Buffer.from('Exif'));
    expect(turned).toBe(name === 'panel.jpg');
    if (!turned) expect(picture?.bytes).toEqual(plain?.bytes);
  });

  it('is none where its bytes end or say something else, and never more than they are', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PICTURES), fc.nat(600), fc.nat(255), ([, bytes], at, byte) => {
        const changed = Buffer.from(bytes);
        changed[at % bytes.length] = byte;
        const made = [pictureOf(changed), pictureOf(bytes.subarray(0, at % bytes.length))];
        for (const picture of made) expect(picture?.bytes.length ?? 0).toBeLessThanOrEqual(bytes.length + 64);
      }),
    );
  });

  it('stands in each kind of file, without what was written into it', async () => {
    const window = await openWindow();
    const { id: issue_id } = await window.store.createIncident({ title: 'Checkout fails', severity: 'high' });
    const add = async (name: string, bytes: Buffer, mime_type: string) => {
      const image = { issue_id, file_name: name, file_path: '', mime_type, is_paste: false };
      return (await window.store.addImage({ ...image, pii_warning_acknowledged: true, image_data: bytes }))
        .image;
    };
    const added = [
      await add('panel.jpg', photographed(fixture('panel.jpg'), 6), 'image/jpeg'),
      await add('panel.png', captioned(fixture('panel.png')), 'image/png'),
    ];
    const evidence = added.map(({ id, file_name }) => ({
      ...{ id, name: file_name, hash: 'ab'.repeat(32), image: true },
    }));
    const markdown = added.map(({ id, file_name }) => `![panel](whydunit:/${file_name}?${id})`).join('\n\n');
    const made = async (format: 'html' | 'docx' | 'pdf', images = true) =>
      Buffer.from((await render(window, { format, markdown, evidence, images })).bytes);

    const html = (await made('html')).toString();
    const word = (await mammoth.convertToHtml({ buffer: await made('docx') })).value;
    for (const text of [html, word]) {
      const shown = [...text.matchAll(/src="data:image\/(jpeg|png);base64,([^"]+)"/g)];
      expect(shown.map(([, type]) => type)).toEqual(['jpeg', 'png']);
      for (const [, , data = ''] of shown) expect(Buffer.from(data, 'base64').includes(CANARY)).toBe(false);
    }

    const pdf = await made('pdf');
    const { file } = await readPdf(pdf);
    const images = execFileSync('pdfimages', ['-list', file], { encoding: 'utf8' }).trim().split('\n');
    expect(images).toHaveLength(2 + 2);
    expect(pdf.includes(CANARY)).toBe(false);

    expect((await made('html', false)).toString()).not.toContain('data:image');
  });
});
