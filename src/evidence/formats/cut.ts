import type { Limit } from './limits.js';

export type Compression = 'gzip' | 'zstd' | 'bzip2' | 'xz';
export type Archive = 'zip' | 'tar';
export type DocumentFormat = 'pdf' | 'docx';
export type ImageFormat = 'png' | 'jpeg' | 'gif' | 'webp';

/** A format whose bytes can be damaged in a way of its own. `deflate` is what zip uses inside. */
export type Damageable = Compression | Archive | DocumentFormat | ImageFormat | 'deflate';

/** Why bytes end before their time. What came before is as it was. */
export type Cut =
  /** The format says that more should follow. */
  | { readonly reason: 'truncated'; readonly format: Damageable }
  /** The bytes break the format's rules; `detail` is the decoder's own words and never holds content. */
  | { readonly reason: 'damaged'; readonly format: Damageable; readonly detail: string }
  /** Everything could be read, but it isn't what was packed. */
  | { readonly reason: 'checksum'; readonly format: Damageable }
  /** The format ended, and bytes that don't belong to it follow. */
  | { readonly reason: 'trailingData'; readonly format: Damageable }
  /** The compression, or how it is used, is known but not unpacked here, or not by this version of Node. */
  | { readonly reason: 'unsupportedCompression'; readonly method: string }
  /** A limit was reached; `value` is in the limit's unit. */
  | { readonly reason: 'limit'; readonly limit: Limit; readonly value: number };

/** Ends a stream of bytes before its time; inside this folder only, never thrown to a caller. */
export class CutShort extends Error {
  constructor(readonly cut: Cut) {
    super(cut.reason);
    this.name = 'CutShort';
  }
}

export function damaged(format: Damageable, detail: string): CutShort {
  return new CutShort({ reason: 'damaged', format, detail });
}

export function truncated(format: Damageable): CutShort {
  return new CutShort({ reason: 'truncated', format });
}

export function over(limit: Limit, value: number): CutShort {
  return new CutShort({ reason: 'limit', limit, value });
}
