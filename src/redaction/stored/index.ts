export { redactText } from './redactText.js';
export { scanAttachments } from './scan.js';
