/** What the extension host needs to keep a rendered document: nothing here renders. */
export { fileNameOf } from './name.js';
export { WriteError, type WriteFault, writeReplacing } from './write.js';
