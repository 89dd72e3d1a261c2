// Starts and ends an editor: code-server on the loopback address, in a process group of its own.
import { spawn } from 'node:child_process';
import { cp, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { codeServerFolder, nodeProgram, toolEnvironment } from './bootstrap.mjs';
import { quiet } from './command.mjs';
import { Failure } from './progress.mjs';

const START_MS = 60_000;

/**
 * @typedef {object} Profile the folders of one editor; nothing is kept anywhere else
 * @property {'current' | 'oldest'} which
 * @property {string} folder holds the settings, the state and the extensions
 * @property {string} dataHome the person's data folder, in which the store lies
 */

/**
 * @param {Profile} profile
 * @param {object} [options]
 * @param {number} [options.port] a free one where it is absent
 * @param {string} [options.password] whoever connects has to know it; nobody has to where it is absent
 * @param {boolean} [options.development] takes the extension to run from the address instead of the profile
 * @returns {Promise<{ origin: string, port: number, stop: () => Promise<void>, kill: () => void }>}
 */
export async function startHost(profile, { port, password, development = false } = {}) {
  const chosen = port ?? (await freePort());
  const config = join(profile.folder, 'config.yaml');
  await mkdir(profile.folder, { recursive: true });
  await mkdir(profile.dataHome, { recursive: true });
  await writeFile(config, '', { mode: 0o600 });
  const args = [
    ...baseArgs(profile),
    ...['--auth', password === undefined ? 'none' : 'password'],
    ...['--bind-addr', `127.0.0.1:${chosen}`, '--config', config],
    ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
    ...(development ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  const child = spawn(nodeProgram(profile.which), args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment(profile), ...(password === undefined ? {} : { PASSWORD: password }) },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => (output = (output + chunk).slice(-4000)));
  }
  const origin = `http://127.0.0.1:${chosen}`;
  const stop = () => endGroup(child);
  /** As the system does it where memory is short: nothing in it comes to say goodbye. */
  const kill = () => process.kill(-child.pid, 'SIGKILL');
  try {
    await answers(child, `${origin}/healthz`);
  } catch (error) {
    await stop();
    throw new Failure(`${output}\nThe editor did not start (${error.message}); run the same command again.`);
  }
  return { origin, port: chosen, stop, kill };
}

/**
 * Installs a package as a person does. What comes of it is kept beside the package: a copy of that takes a twentieth of
 * the time for the next profile.
 *
 * @param {Profile} profile
 * @param {string} vsix
 */
export async function installExtension(profile, vsix) {
  const extensions = join(profile.folder, 'extensions');
  const kept = `${vsix}.${profile.which}`;
  const madeAt = path =>
    stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
  if ((await madeAt(kept)) > (await madeAt(vsix))) return cp(kept, extensions, { recursive: true });
  const args = [...baseArgs(profile), '--install-extension', vsix, '--force'];
  await quiet(nodeProgram(profile.which), args, { env: environment(profile) });
  await rm(kept, { recursive: true, force: true });
  await cp(extensions, kept, { recursive: true });
}

/**
 * The address of a folder or workspace file, with the extension to develop and the tests to run in it.
 *
 * @param {string} origin
 * @param {{ folder?: string | undefined, development?: string, tests?: string }} what
 */
export function addressOf(origin, { folder, development, tests }) {
  const remote = path => `vscode-remote://${new URL(origin).host}${path}`;
  const payload = [
    ...(development ? [['extensionDevelopmentPath', remote(development)]] : []),
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
    ...(development ? [['skipWelcome', 'true']] : []),
  ];
  const url = new URL(origin);
  if (folder) url.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
  else url.searchParams.set('ew', 'true');
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

function baseArgs({ which, folder }) {
  return [
    join(codeServerFolder(which), 'out', 'node', 'entry.js'),
    ...['--user-data-dir', join(folder, 'user'), '--extensions-dir', join(folder, 'extensions')],
  ];
}

/** Settings of an editor around us would be taken for our own. */
function environment({ which, dataHome }) {
  const env = { ...toolEnvironment(which), XDG_DATA_HOME: dataHome };
  for (const name of Object.keys(env)) {
    if (/^(VSCODE_|CODE_SERVER_|ELECTRON_|PASSWORD$|HASHED_PASSWORD$|PORT$)/.test(name)) delete env[name];
  }
  return env;
}

async function answers(child, url) {
  for (const began = Date.now(); Date.now() - began < START_MS; await delay(50)) {
    if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
  }
  throw new Error(`no answer within ${START_MS / 1000} s`);
}

/** Ends the process and all that it started; whoever does not go at once is killed. */
async function endGroup(child) {
  const signal = name => {
    try {
      process.kill(-child.pid, name);
      return true;
    } catch {
      return false;
    }
  };
  signal('SIGTERM');
  for (const began = Date.now(); Date.now() - began < 5000; await delay(25)) if (!signal(0)) return;
  signal('SIGKILL');
}

/**
 * A port that nobody listens on.
 *
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Whether a port can be listened on. */
export function isFree(port) {
  return new Promise(resolve => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
