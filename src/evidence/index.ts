export { attachmentAddress, attachmentIdOf } from './address.js';
export { draftAttachment, MAX_BYTES, Refusal, type RefusalReason } from './draft.js';
export type { Origin, Source } from './source.js';
export { locate } from './locate.js';
export { unpackAttachment } from './unpack.js';
