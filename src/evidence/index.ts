export { attachmentAddress, attachmentIdOf } from './address.js';
export { draftAttachment, MAX_BYTES, Refusal, type RefusalReason, type Source } from './draft.js';
export { locate } from './locate.js';
export { unpackAttachment } from './unpack.js';
