import { type ImageFormat, damaged, truncated } from './cut.js';

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

export function imageFormatOf(head: Uint8Array): ImageFormat | undefined {
  const beginning = Buffer.from(head.subarray(0, 12)).toString('latin1');
  if (beginning.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (beginning.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (/^GIF8[79]a/.test(beginning)) return 'gif';
  if (/^RIFF[^]{4}WEBP/.test(beginning)) return 'webp';
  return undefined;
}

/** Size in pixels, as the header says. @throws CutShort where there is no such header */
export function pixelSize(format: ImageFormat, bytes: Uint8Array): PixelSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = READERS[format](view);
    if (size.width > 0 && size.height > 0) return size;
  } catch (error) {
    // What DataView throws beyond the end.
    if (error instanceof RangeError) throw truncated(format);
    throw error;
  }
  throw damaged(format, 'no size');
}

const READERS: Readonly<Record<ImageFormat, (view: DataView) => PixelSize>> = { png, jpeg, gif, webp };

/** The first chunk is IHDR (PNG, 11.2.2). */
function png(view: DataView): PixelSize {
  if (view.getUint32(12) !== 0x49484452) throw damaged('png', 'no IHDR');
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The logical screen (GIF89a, 18). */
function gif(view: DataView): PixelSize {
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** The frame header, after any number of other segments (T.81, B.2.2). */
function jpeg(view: DataView): PixelSize {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) throw damaged('jpeg', 'no marker');
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    // C4, C8 and CC are tables and an extension; the others up to CF are kinds of frame.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    if (marker === 0xd9 || marker === 0xda) throw damaged('jpeg', 'no frame header');
    const bare = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += bare ? 2 : 2 + view.getUint16(at + 2);
  }
}

/** One of three first chunks (RFC 9649, 2.5 to 2.7). */
function webp(view: DataView): PixelSize {
  const chunk = Buffer.from(view.buffer, view.byteOffset + 12, 4).toString('latin1');
  if (chunk === 'VP8X') return { width: uint24(view, 24) + 1, height: uint24(view, 27) + 1 };
  if (chunk === 'VP8 ')
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  throw damaged('webp', 'unknown chunk');
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
}
