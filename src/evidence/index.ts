export { withoutAnsi } from './chunks/ansi.js';
export { attachmentAddress, attachmentIdOf } from './address.js';
export { handOver } from './attach/port.js';
export type { Origin, Source } from './source.js';
export { commandFileName } from './names.js';
export { findLinks, type FoundLink, lineFragment, type LineRange, linkText } from './link/index.js';
export { readLines, readText, textOf } from './lines.js';
export { locate } from './locate.js';
export { SMALL_BYTES, unpackAttachment } from './unpack.js';
