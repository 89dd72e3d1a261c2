export type { Compression, Cut } from './cut.js';
export { decodeStream, searchable } from './decode.js';
export { identify } from './identify.js';
export { renderJournalRecord } from './journald.js';
export { DEFAULT_LIMITS, type Limits } from './limits.js';
export type { Piece, Refusal } from './piece.js';
export { pieces, type Options } from './pieces.js';
export { fileSource, type Source } from './source.js';
