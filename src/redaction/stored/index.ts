export { redactAttachment } from './redactAttachment.js';
export { redactText } from './redactText.js';
export { scanAttachments } from './scan.js';
