import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { installExtension } from '../../scripts/host.mjs';
import { bundleForHost, profileIn, runInHost } from '../../scripts/inHost.mjs';
import { pack, packageFor, thisTarget } from '../../scripts/package.mjs';
import { EXTENSION_ID } from '../../src/ids.js';
import { median, record } from './record.js';

const RUNS = 9;
const Times = z.object({ whydunit: z.number(), empty: z.number() });

it('time to activate, beside an empty extension in the same host run', async () => {
  const home = mkdtempSync(join(tmpdir(), 'whydunit-bench-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  await installExtension(profileIn(home), await packageFor(thisTarget()));
  const empty = extensionIn(join(home, 'empty'));
  await pack(empty, join(home, 'empty.vsix'));
  await installExtension(profileIn(home), join(home, 'empty.vsix'));

  const tests = await bundleForHost('test/bench/host');
  const development = extensionIn(join(home, 'runner'));
  process.env['WHYDUNIT_REPORT'] = join(home, 'times.json');
  const times: z.output<typeof Times>[] = [];
  for (let run = 0; run < RUNS; run++) {
    const ids = [EXTENSION_ID, 'bench.empty'];
    process.env['WHYDUNIT_ORDER'] = (run % 2 === 0 ? ids : ids.toReversed()).join(',');
    await runInHost({ home, tests, development });
    times.push(Times.parse(JSON.parse(readFileSync(join(home, 'times.json'), 'utf8'))));
  }
  const ratio = median(times.map(({ whydunit, empty }) => whydunit / empty));
  record({
    name: 'activation',
    value: median(times.map(({ whydunit }) => whydunit)),
    unit: 'ms',
    beside: { name: 'empty extension', value: median(times.map(({ empty }) => empty)) },
    ratio,
    goal: '≤ 1.5×',
    met: ratio <= 1.5,
  });
});

/** An extension that does nothing. */
function extensionIn(folder: string): string {
  mkdirSync(folder);
  const manifest = {
    name: basename(folder),
    publisher: 'bench',
    version: '1.0.0',
    main: './main.js',
    engines: { vscode: '^1.104.0' },
    activationEvents: ['onCommand:bench.none'],
    capabilities: { untrustedWorkspaces: { supported: true } },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'main.js'), 'exports.activate = () => {};');
  writeFileSync(join(folder, 'README.md'), '# An extension that does nothing\n');
  return folder;
}
