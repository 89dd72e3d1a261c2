// Installs something once: again only where it is missing, was interrupted, or another version is wanted.
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { HOST } from './folders.mjs';
import { Failure, step } from './progress.mjs';

/** How long another run's installation is waited for. */
const PATIENCE_MS = 10 * 60 * 1000;

/**
 * @param {object} wanted
 * @param {string} wanted.name the name of its stamp in the host folder
 * @param {string} wanted.what what to tell the person
 * @param {string} wanted.version what the stamp must say; it is written last, so an interrupted run has none
 * @param {string} wanted.proof a path that exists once it is installed
 * @param {() => Promise<void>} install
 */
export async function installOnce({ name, what, version, proof }, install) {
  const stamp = join(HOST, `${name}.stamp`);
  const isThere = async () => (await textOf(stamp)) === version && (await exists(proof));
  if (await isThere()) return;
  await mkdir(HOST, { recursive: true });
  await locked(join(HOST, `${name}.lock`), async () => {
    if (await isThere()) return;
    await step(what, async () => {
      await rm(stamp, { force: true });
      await install();
      if (!(await exists(proof))) {
        throw new Failure(
          `npm did not install ${proof}: if its settings have ignore-scripts, allow install scripts and run again.`,
        );
      }
      await writeFile(stamp, version);
    });
  });
}

/** One run at a time; the lock of a run that is no longer alive is taken over. */
async function locked(lock, work) {
  for (const began = Date.now(); ; await delay(200)) {
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const holder = Number(await textOf(lock));
      if (!isAlive(holder) || Date.now() - began > PATIENCE_MS) await rm(lock, { force: true });
    }
  }
  try {
    await work();
  } finally {
    await rm(lock, { force: true });
  }
}

function isAlive(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const textOf = file => readFile(file, 'utf8').catch(() => undefined);
const exists = file =>
  stat(file).then(
    () => true,
    () => false,
  );
