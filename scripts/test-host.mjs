// Runs the tests that need VS Code's own API inside a real extension host. Called by npm test.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureHost } from './bootstrap.mjs';
import { build } from './build.mjs';
import { OUT, ROOT } from './folders.mjs';
import { bundleForHost, runInHost } from './inHost.mjs';
import { Failure, run } from './progress.mjs';

const MARKS = { passed: '✓', pending: '-', failed: '×' };

async function main() {
  await ensureHost('current');
  await build();
  const tests = await bundleForHost('test/host');
  const home = await mkdtemp(join(tmpdir(), 'whydunit-host-'));
  try {
    process.env.WHYDUNIT_REPORT ??= join(OUT, 'report-host.json');
    const code = await runInHost({ home, tests, development: ROOT });
    const { testResults } = JSON.parse(await readFile(process.env.WHYDUNIT_REPORT, 'utf8'));
    for (const { fullName, status, failureMessages } of testResults[0].assertionResults)
      process.stdout.write(` ${[MARKS[status], fullName, ...failureMessages].join(' ')}\n`);
    if (code !== 0) throw new Failure('Tests inside the extension host failed.');
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

await run(main);
