// Where things are, all below the checkout.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the scripts themselves need; all else runs on the Node that they install. */
const NEEDED = [20, 11];

// Here, since every script begins with this file.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  process.stderr.write(
    `This is Node ${process.versions.node}, and Whydunit is built with Node ${NEEDED.join('.')} or newer: install one and run the same command again.\n`,
  );
  process.exit(1);
}

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** What is installed to run and test the extension: Node and the editors that it runs in. */
export const HOST = join(ROOT, '.host');
/** The workspace, profile and store of `npm start`. */
export const DEMO = join(ROOT, '.demo');
/** What builds and tests make. */
export const OUT = join(ROOT, 'out');

export const BIN = join(ROOT, 'node_modules', '.bin');
