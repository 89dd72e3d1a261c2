// What a fresh machine with Node 20 and npm lacks. Everything lands in the checkout and comes from npm alone, but
// for the browser of the tests.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { quiet, withPath } from './command.mjs';
import { BIN, HOST, ROOT } from './folders.mjs';
import { installOnce } from './install.mjs';

/** The editors to run in: the current one, and the oldest that package.json's `engines` names. */
export const HOSTS = {
  current: { codeServer: '4.139.1', vscode: '1.139.1', node: '24.21.0' },
  oldest: { codeServer: '4.104.0', vscode: '1.104.0', node: '22.23.3' },
};

const nodeFolder = which => join(HOST, `node-${HOSTS[which].node}`);
const nodeBin = which => join(nodeFolder(which), 'node_modules', 'node', 'bin');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** The program Node for a host; all scripts but these run on the current one. */
export const nodeProgram = which => join(nodeBin(which), process.platform === 'win32' ? 'node.exe' : 'node');

/** The environment in which Node and the installed tools are found before any others. */
export const toolEnvironment = (which = 'current') => withPath([nodeBin(which), BIN]);

/** The folder of a host's program code-server. */
export const codeServerFolder = which =>
  join(HOST, `code-server-${HOSTS[which].codeServer}`, 'node_modules', 'code-server');

/** Node 24 and the packages of package-lock.json. */
export async function ensureTools() {
  await ensureNode('current');
  const lock = createHash('sha256').update(await readFile(join(ROOT, 'package-lock.json')));
  await installOnce(
    {
      name: 'packages',
      what: 'Installing the packages that Whydunit is built with',
      version: lock.digest('hex'),
      proof: join(ROOT, 'node_modules', 'esbuild'),
    },
    () => quiet(npm, ['ci', '--no-audit', '--no-fund'], { cwd: ROOT, env: toolEnvironment() }),
  );
}

async function ensureNode(which) {
  const { node } = HOSTS[which];
  await installOnce(
    { name: `node-${node}`, what: `Installing Node ${node}`, version: node, proof: nodeProgram(which) },
    async () => {
      await emptyPackage(nodeFolder(which));
      // Its install script copies the binary, which is a package of its own, to its place.
      await quiet(npm, ['install', '--no-audit', '--no-fund', `node@${node}`], { cwd: nodeFolder(which) });
    },
  );
}

/** An editor to run the extension in: code-server is VS Code's workbench and extension host, from npm. */
export async function ensureHost(which) {
  await ensureNode(which);
  const { codeServer, vscode } = HOSTS[which];
  const folder = join(HOST, `code-server-${codeServer}`);
  const server = codeServerFolder(which);
  await installOnce(
    {
      name: `code-server-${codeServer}`,
      what: `Installing the editor (code-server ${codeServer}, which is VS Code ${vscode})`,
      version: codeServer,
      proof: join(server, 'out', 'node', 'entry.js'),
    },
    async () => {
      const env = toolEnvironment(which);
      const flags = ['--no-audit', '--no-fund', '--ignore-scripts'];
      await emptyPackage(folder);
      await quiet(npm, ['install', ...flags, `code-server@${codeServer}`], { cwd: folder, env });
      for (const part of ['lib/vscode', 'lib/vscode/extensions']) {
        await quiet(npm, ['install', ...flags, '--omit=dev'], { cwd: join(server, part), env });
      }
      // The older one loads a native part that only a compiler could make here; it is for passwords alone, and
      // the tests go without.
      if (which === 'oldest') {
        await writeFile(join(folder, 'node_modules', 'argon2', 'argon2.js'), 'module.exports = {};\n');
      }
    },
  );
}

async function emptyPackage(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
}
