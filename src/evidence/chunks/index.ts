export { Cutter, overlapOf, type Piece } from './cutter.js';
export { asBuffer, behindLastLineEnd, countLineEnds, decode, type Encoding, encodingOf } from './encoding.js';
export { buildFilter, mayHold, type Requirement } from './filter.js';
export { hasZstd, pack, unpack } from './packing.js';
export { compile, type Compiled } from './query.js';
export { type Found, type Match, searchChunk, searchText, WHOLE, type Within } from './search.js';
