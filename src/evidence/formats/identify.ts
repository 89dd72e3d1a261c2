import { fileTypeFromBuffer } from 'file-type';
import { isBzip2 } from './bzip2.js';
import { isZstd } from './compression.js';
import { encodingOf, isCleanText } from './encoding.js';
import { isGzip } from './gzip.js';
import { imageFormatOf } from './image.js';
import { isJournal } from './journald.js';
import { isTar } from './tar.js';
import { isXz } from './xz.js';
import type { Archive, Compression, ImageFormat } from './cut.js';
import type { FileType, TextPiece } from './piece.js';

/** How much of the beginning is looked at. */
export const HEAD_BYTES = 1024 * 1024;

/** What bytes are. A DOCX is a zip until its list of entries has been read. */
export type Identity =
  | { readonly kind: 'empty' }
  | { readonly kind: 'compressed'; readonly format: Compression }
  | { readonly kind: 'archive'; readonly format: Archive }
  | { readonly kind: 'pdf' }
  | { readonly kind: 'image'; readonly format: ImageFormat }
  | ({ readonly kind: 'text' } & Pick<TextPiece, 'encoding' | 'records'>)
  | { readonly kind: 'binary'; readonly looksLike?: FileType };

const COMPRESSIONS: readonly (readonly [Compression, (head: Uint8Array) => boolean])[] = [
  ['gzip', isGzip],
  ['zstd', isZstd],
  ['bzip2', isBzip2],
  ['xz', isXz],
];

/**
 * Says what bytes are by what they hold; names don't count.
 *
 * @param head the first {@link HEAD_BYTES}, or all where there are fewer
 */
export async function identify(head: Uint8Array): Promise<Identity> {
  if (head.length === 0) return { kind: 'empty' };
  const compression = COMPRESSIONS.find(([, matches]) => matches(head))?.[0];
  if (compression) return { kind: 'compressed', format: compression };
  if (isZip(head)) return { kind: 'archive', format: 'zip' };
  if (isTar(head)) return { kind: 'archive', format: 'tar' };
  if (isPdf(head)) return { kind: 'pdf' };
  const image = imageFormatOf(head);
  // Text can begin with `GIF89a` or `RIFF`; no image is clean text.
  if (image && !isCleanText(head)) return { kind: 'image', format: image };
  return textOrBinary(head);
}

async function textOrBinary(head: Uint8Array): Promise<Identity> {
  const encoding = encodingOf(head);
  // Some formats have strings for most of their beginning, and some text begins with `MZ` or `BM`.
  const looksLike = encoding !== undefined && isCleanText(head) ? undefined : await fileTypeOf(head);
  if (encoding === undefined || (looksLike && encoding !== 'utf-8' && !encoding.startsWith('utf-16'))) {
    return { kind: 'binary', ...(looksLike && { looksLike }) };
  }
  const beginning = new TextDecoder(encoding).decode(head);
  return { kind: 'text', encoding, records: isJournal(beginning) ? 'journald' : 'lines' };
}

async function fileTypeOf(head: Uint8Array): Promise<FileType | undefined> {
  try {
    const type = await fileTypeFromBuffer(head);
    return type && { extension: type.ext, mime: type.mime };
  } catch {
    // Its parsers expect whole files, and these may be cut or made up.
    return undefined;
  }
}

/** An entry, the end of a list without entries, or the mark of an archive once in several parts. */
function isZip([a, b, c, d]: Uint8Array): boolean {
  return a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6) || (c === 7 && d === 8));
}

/** A PDF begins with its version (ISO 32000-2, 7.5.2). Readers search further in; that would catch logs about PDFs. */
function isPdf(head: Uint8Array): boolean {
  const beginning = Buffer.from(head.subarray(0, 16)).toString('latin1');
  return /^(\u00ef\u00bb\u00bf)?\s{0,4}%PDF-\d/.test(beginning);
}
