export { scanAttachments } from './scan.js';
