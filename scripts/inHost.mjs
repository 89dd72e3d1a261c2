// Code that runs inside an extension host: how it is bundled, and how a host runs it.
import { build } from 'esbuild';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser } from './browser.mjs';
import { OUT, ROOT } from './folders.mjs';
import { addressOf, startHost } from './host.mjs';
import { Failure } from './progress.mjs';

const LIMIT_MS = 5 * 60 * 1000;

/**
 * Bundles each file of a folder; mocha stays outside, since it loads tests by their path.
 *
 * @param {string} folder below the checkout
 * @returns {Promise<string>} the path of the bundled index
 */
export async function bundleForHost(folder) {
  const files = (await readdir(join(ROOT, folder))).filter(file => file.endsWith('.ts'));
  const outdir = join(OUT, folder.replaceAll('/', '-'));
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: files.map(file => join(ROOT, folder, file)),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    tsconfigRaw: {},
    logLevel: 'warning',
  });
  return join(outdir, 'index.js');
}

/**
 * The profile of an editor that keeps everything in a folder.
 *
 * @type {(home: string) => import('./host.mjs').Profile}
 */
export const profileIn = home => ({
  which: 'current',
  folder: join(home, 'profile'),
  dataHome: join(home, 'data'),
});

/**
 * Starts an editor and runs a bundle in its extension host.
 *
 * @param {object} what
 * @param {string} what.home a folder for all that the editor keeps
 * @param {string} what.tests the bundle, which exports `run`
 * @param {string} what.development the folder of an extension; those installed in the profile run too
 * @returns {Promise<number>} 0 where `run` resolved
 */
export async function runInHost({ home, tests, development }) {
  const workspace = join(home, 'workspace');
  const profile = profileIn(home);
  const user = join(profile.folder, 'user', 'User');
  for (const folder of [workspace, user]) await mkdir(folder, { recursive: true });
  // In an untrusted folder no terminal starts; the end-to-end tests run in one.
  await writeFile(join(user, 'settings.json'), '{ "security.workspace.trust.enabled": false }\n');
  const host = await startHost(profile, { development: true });
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage();
    // The workbench calls these two when it runs tests.
    const ended = new Promise((resolve, reject) => {
      setTimeout(
        () => reject(new Failure('The code inside the extension host did not end.')),
        LIMIT_MS,
      ).unref();
      void page.exposeFunction('codeAutomationExit', code => resolve(code));
    });
    // All that any extension logs, which is much; what our code has to say is in its report.
    await page.exposeFunction('codeAutomationLog', (_type, message) => {
      if (process.env.WHYDUNIT_HOST_LOG) process.stdout.write(`${message.join(' ')}\n`);
    });
    await page.goto(addressOf(host.origin, { folder: workspace, development, tests }));
    return await ended;
  } finally {
    await browser.close();
    await host.stop();
  }
}
