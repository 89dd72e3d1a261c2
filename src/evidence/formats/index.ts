export type { Compression, Cut, DocumentFormat, ImageFormat } from './cut.js';
export { decodeStream, searchable } from './decode.js';
export { HEAD_BYTES, identify, type Identity } from './identify.js';
export { renderJournalRecord } from './journald.js';
export { DEFAULT_LIMITS, type Limit, type Limits } from './limits.js';
export type {
  Content,
  DocumentPiece,
  FileType,
  ImagePiece,
  Piece,
  Refusal,
  RefusedPiece,
  TextPiece,
} from './piece.js';
export { pieces, type Options } from './pieces.js';
export { fileSource, type Source } from './source.js';
