export { cutsOfLines } from './cuts.js';
export { placesOfStored } from './places.js';
export { redactAttachment } from './redactAttachment.js';
export { redactTexts } from './redactTexts.js';
export { scanAttachments } from './scan.js';
