import type { Cut, DocumentFormat, ImageFormat } from './cut.js';

/** Why something is no evidence by itself. */
export type Refusal =
  | Cut
  | { readonly reason: 'empty' }
  /** Neither text nor a format that is read here; `looksLike` names what its bytes say, where they say anything. */
  | { readonly reason: 'binary'; readonly looksLike?: FileType }
  | { readonly reason: 'passwordProtected'; readonly format: 'pdf' | 'zip' }
  /** The entry's name leads out of its archive. */
  | { readonly reason: 'unsafePath'; readonly entry: string }
  | { readonly reason: 'link'; readonly link: 'symbolic' | 'hard'; readonly target?: string }
  | { readonly reason: 'special'; readonly entry: 'device' | 'fifo' | 'unknown' };

/** A type of file as its own community names it: `elf` and `application/x-elf`. */
export interface FileType {
  readonly extension: string;
  readonly mime: string;
}

interface Named {
  /**
   * Where it is: the source's name, then for each archive `!/` and the path inside, such as
   * `outer.tar.gz!/var/log/app.log`. Names in archives are anybody's: they may hold control characters.
   */
  readonly path: string;
}

/** Bytes that can be read once, and only until the next piece is asked for. */
export interface Content {
  /** The original bytes, unchanged. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Why the bytes ended early, known once they have ended; undefined where they are whole. */
  cut(): Cut | undefined;
}

export interface TextPiece extends Named {
  readonly kind: 'text';
  /** A label that `TextDecoder` knows, judged by the beginning of the content. */
  readonly encoding: string;
  /** `journald` where every line is a record of `journalctl -o json`; see {@link renderJournalRecord}. */
  readonly records: 'lines' | 'journald';
  readonly content: Content;
}

interface DocumentPiece extends Named {
  readonly kind: 'document';
  readonly format: DocumentFormat;
  /** The original. */
  readonly bytes: Uint8Array;
  /** The text in it, pages and paragraphs separated by blank lines; empty where it shows only pictures. */
  readonly text: string;
  /** Why the text is not all there is. */
  readonly cut?: Cut;
}

interface ImagePiece extends Named {
  readonly kind: 'image';
  readonly format: ImageFormat;
  /** In pixels, as the header says. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

interface RefusedPiece extends Named {
  readonly kind: 'refused';
  readonly refusal: Refusal;
  /** The bytes, where they can be read: somebody may keep them all the same. */
  readonly content?: Content;
}

export type Piece = TextPiece | DocumentPiece | ImagePiece | RefusedPiece;
