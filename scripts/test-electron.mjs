// npm run test:electron: the tests of the extension host in the VS Code that @vscode/test-electron downloads.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTools, nodeProgram, toolEnvironment } from './bootstrap.mjs';
import { passThrough } from './command.mjs';
import { build } from './build.mjs';
import { OUT, ROOT } from './folders.mjs';
import { Failure, run, step } from './progress.mjs';

await run(async () => {
  await ensureTools();
  // The tools that were just installed need the Node that was installed with them.
  if (process.execPath === nodeProgram('current')) return testInElectron();
  process.exitCode = await passThrough(nodeProgram('current'), [import.meta.filename], {
    env: toolEnvironment(),
  });
});

async function testInElectron() {
  const { downloadAndUnzipVSCode, runTests } = await import('@vscode/test-electron');
  const { bundleForHost } = await import('./inHost.mjs');
  await build();
  const extensionTestsPath = await bundleForHost('test/host');
  const vscodeExecutablePath = await step('Downloading VS Code', () =>
    downloadAndUnzipVSCode({ cachePath: join(OUT, 'vscode'), timeout: 60_000 }).catch(error => {
      throw new Failure(
        `VS Code could not be downloaded here (${error.message}), so no test was run: npm test runs the same tests in the host that npm installs.`,
      );
    }),
  );
  const home = await mkdtemp(join(tmpdir(), 'whydunit-electron-'));
  try {
    await prepare(home);
    const launchArgs = [
      join(home, 'workspace'),
      `--user-data-dir=${join(home, 'user')}`,
      '--disable-extensions',
    ];
    await runTests({ vscodeExecutablePath, extensionDevelopmentPath: ROOT, extensionTestsPath, launchArgs });
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The tests must not touch the store of the person who runs them. */
async function prepare(home) {
  await mkdir(join(home, 'workspace'));
  await mkdir(join(home, 'user', 'User'), { recursive: true });
  const settings = { 'whydunit.store.folder': join(home, 'store') };
  await writeFile(join(home, 'user', 'User', 'settings.json'), JSON.stringify(settings));
}
