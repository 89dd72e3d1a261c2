import { toolEnvironment, nodeProgram } from './bootstrap.mjs';
import { quiet } from './command.mjs';
import { ROOT } from './folders.mjs';

/**
 * Bundles the extension into dist/, or into another folder.
 *
 * @param {readonly string[]} args of esbuild.mjs
 */
export async function build(...args) {
  await quiet(nodeProgram('current'), ['esbuild.mjs', ...args], { cwd: ROOT, env: toolEnvironment() });
}
