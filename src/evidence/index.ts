export { attachmentAddress, attachmentIdOf } from './address.js';
export { draftAttachment, MAX_BYTES, Refusal, type RefusalReason } from './draft.js';
export type { Origin, Source } from './source.js';
export { findLinks, type FoundLink, lineFragment, type LineRange, linkText } from './link.js';
export { readLines } from './lines.js';
export { locate } from './locate.js';
export { unpackAttachment } from './unpack.js';
