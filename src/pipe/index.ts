export { windowsFolder } from './folders.js';
export type { Answer } from './protocol.js';
export { type Piped, PipeServer } from './server.js';
