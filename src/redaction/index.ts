export { createScanner, type DetectOptions, detectSpans, type SpanScanner } from './detect.js';
export { Numbering } from './numbering.js';
export { ByteOffsets, type ByteSpan, withByteOffsets } from './offsets.js';
export { compilePatterns, type OwnPattern, type PatternSource, type RefusedPattern } from './ownPatterns.js';
export { redact } from './redact.js';
export { prepareScans } from './scan/find.js';
export { LABELS, type Span, type SpanType } from './types.js';
