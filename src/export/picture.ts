/**
 * Pictures that go along: what their bytes say besides the picture stays behind. Cameras and programs write places, names
 * and small earlier versions into them, which nobody sees.
 */
import type { Picture } from './report.js';

/** @returns undefined where the bytes are no picture that can be shown */
export function pictureOf(bytes: Uint8Array): Picture | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const picture = READERS.map(read => read(view)).find(Boolean);
    return picture && picture.width > 0 && picture.height > 0 ? picture : undefined;
  } catch (error) {
    // It ends before it should.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Reader = (bytes: Buffer) => Picture | undefined;

/** Chunks of a PNG that are drawn. */
const DRAWN_CHUNKS = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
  'bKGD',
]);

const png: Reader = bytes => {
  if (bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return undefined;
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length;) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    if (DRAWN_CHUNKS.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') break;
    at = end;
  }
  return {
    type: 'image/png',
    bytes: Buffer.concat(kept),
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
  };
};

const SOS = 0xda;
const EOI = 0xd9;
const END = Buffer.from([0xff, EOI]);
const APP1 = 0xe1;
/** Segments of a JPEG that it is drawn with: all but those of applications and comments; Adobe's says how colours are. */
const isDrawn = (marker: number) =>
  (marker < 0xe0 || marker > 0xef || marker === 0xe0 || marker === 0xee) && marker !== 0xfe;
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

const jpeg: Reader = bytes => {
  if (bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  const kept = [bytes.subarray(0, 2)];
  let size = { width: 0, height: 0 };
  for (let at = 2; at < bytes.length;) {
    if (bytes.readUInt8(at) !== 0xff) return undefined;
    const marker = bytes.readUInt8(at + 1);
    const end = marker === EOI ? at + 2 : at + 2 + bytes.readUInt16BE(at + 2);
    if (isFrame(marker)) size = { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    if (marker === APP1) kept.push(...orientation(bytes.subarray(at, end)));
    // What stands behind the end of the picture are others, with what the camera wrote into them.
    if (marker === EOI) return { type: 'image/jpeg', bytes: Buffer.concat([...kept, END]), ...size };
    const next = marker === SOS ? behindScan(bytes, end) : end;
    if (isDrawn(marker)) kept.push(bytes.subarray(at, next));
    at = next;
  }
  // It was cut off: what is there of it is shown.
  return { type: 'image/jpeg', bytes: Buffer.concat([...kept, END]), ...size };
};

/** Where the data of a scan end: at a marker that is no part of them. */
function behindScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

/** Which way up the picture is, as a segment of its own, of what a camera wrote. */
function orientation(segment: Buffer): Buffer[] {
  if (segment.toString('latin1', 4, 10) !== 'Exif\0\0') return [];
  const tiff = segment.subarray(10);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < short(directory); entry++) {
    const at = directory + 2 + 12 * entry;
    if (short(at) !== 0x0112) continue;
    const value = short(at + 8);
    if (value < 2 || value > 8) return [];
    const made = Buffer.from(
      'ffe1002245786966000049492a0008000000010012010300010000000000000000000000',
      'hex',
    );
    made.writeUInt16LE(value, 28);
    return [made];
  }
  return [];
}

const gif: Reader = bytes => {
  if (!/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return undefined;
  const colours = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + colours(bytes.readUInt8(10));
  const kept = [bytes.subarray(0, at)];
  const behindBlocks = (from: number) => {
    let end = from;
    while (bytes.readUInt8(end) !== 0) end += bytes.readUInt8(end) + 1;
    return end + 1;
  };
  while (at < bytes.length) {
    const kind = bytes.readUInt8(at);
    const begin = at;
    if (kind === 0x2c) {
      at = behindBlocks(at + 11 + colours(bytes.readUInt8(at + 9)));
      kept.push(bytes.subarray(begin, at));
    } else if (kind === 0x21) {
      at = behindBlocks(at + 2);
      // How long a picture stays, and what shines through it.
      if (bytes.readUInt8(begin + 1) === 0xf9) kept.push(bytes.subarray(begin, at));
    } else break;
  }
  kept.push(Buffer.from([0x3b]));
  return {
    type: 'image/gif',
    bytes: Buffer.concat(kept),
    width: bytes.readUInt16LE(6),
    height: bytes.readUInt16LE(8),
  };
};

const webp: Reader = bytes => {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WEBP')
    return undefined;
  const kept: Buffer[] = [];
  let size = { width: 0, height: 0 };
  for (let at = 12; at + 8 <= bytes.length;) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const chunk = Buffer.from(bytes.subarray(at, at + 8 + length + (length % 2)));
    at += chunk.length;
    if (type === 'VP8X') {
      // It no longer says that there is Exif or XMP.
      chunk.writeUInt8(chunk.readUInt8(8) & ~0x0c, 8);
      size = { width: 1 + chunk.readUIntLE(12, 3), height: 1 + chunk.readUIntLE(15, 3) };
    }
    if (type === 'VP8 ' && size.width === 0)
      size = { width: chunk.readUInt16LE(14) & 0x3fff, height: chunk.readUInt16LE(16) & 0x3fff };
    if (type === 'VP8L' && size.width === 0) {
      const packed = chunk.readUInt32LE(9);
      size = { width: 1 + (packed & 0x3fff), height: 1 + ((packed >>> 14) & 0x3fff) };
    }
    if (['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF'].includes(type)) kept.push(chunk);
  }
  const body = Buffer.concat(kept);
  const header = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  header.writeUInt32LE(4 + body.length, 4);
  return { type: 'image/webp', bytes: Buffer.concat([header, body]), ...size };
};

const bmp: Reader = bytes => {
  if (bytes.toString('latin1', 0, 2) !== 'BM') return undefined;
  const length = Math.min(bytes.length, bytes.readUInt32LE(2));
  const [width, height] = [bytes.readInt32LE(18), Math.abs(bytes.readInt32LE(22))];
  return { type: 'image/bmp', bytes: bytes.subarray(0, length), width, height };
};

const READERS: readonly Reader[] = [png, jpeg, gif, webp, bmp];
