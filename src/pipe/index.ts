export { windowsFolder } from './folders.js';
export { CutOffError } from './frames.js';
export type { Answer } from './protocol.js';
export { type Piped, PipeServer } from './server.js';
