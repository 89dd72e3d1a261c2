// Where things are, all below the checkout.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** What is installed to run and test the extension: Node and the editors that it runs in. */
export const HOST = join(ROOT, '.host');
/** The workspace, profile and store of `npm start`. */
export const DEMO = join(ROOT, '.demo');
/** What builds and tests make. */
export const OUT = join(ROOT, 'out');

export const BIN = join(ROOT, 'node_modules', '.bin');
