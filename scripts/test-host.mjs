// Runs the tests that need VS Code's own API inside a real extension host. Called by npm test and npm run test:electron.
import { build } from 'esbuild';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureHost } from './bootstrap.mjs';
import { ensureBrowser } from './browser.mjs';
import { build as buildExtension } from './build.mjs';
import { OUT, ROOT } from './folders.mjs';
import { addressOf, startHost } from './host.mjs';
import { Failure, run } from './progress.mjs';

const LIMIT_MS = 5 * 60 * 1000;

/** Bundles the tests; mocha stays outside, since it loads them by their path. */
export async function bundleHostTests() {
  const tests = (await readdir(join(ROOT, 'test', 'host'))).filter(file => file.endsWith('.ts'));
  const outdir = join(OUT, 'test-host');
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: tests.map(file => join(ROOT, 'test', 'host', file)),
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

async function main() {
  await ensureHost('current');
  await buildExtension();
  const tests = await bundleHostTests();
  const home = await mkdtemp(join(tmpdir(), 'whydunit-host-'));
  try {
    process.env.WHYDUNIT_REPORT ??= join(OUT, 'report-host.json');
    const code = await runInHost(home, tests);
    const { lines } = JSON.parse(await readFile(process.env.WHYDUNIT_REPORT, 'utf8'));
    process.stdout.write(`${lines.join('\n')}\n`);
    if (code !== 0) throw new Failure('Tests inside the extension host failed.');
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runInHost(home, tests) {
  const workspace = join(home, 'workspace');
  await mkdir(workspace);
  const profile = { which: 'current', folder: join(home, 'profile'), dataHome: join(home, 'data') };
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
        () => reject(new Failure('The tests inside the extension host did not end.')),
        LIMIT_MS,
      ).unref();
      void page.exposeFunction('codeAutomationExit', code => resolve(code));
    });
    // All that any extension logs; what our tests have to say is in their report.
    await page.exposeFunction('codeAutomationLog', () => {});
    await page.goto(addressOf(host.origin, { folder: workspace, development: ROOT, tests }));
    return await ended;
  } finally {
    await browser.close();
    await host.stop();
  }
}

if (process.argv[1] === import.meta.filename) await run(main);
