// npm run bench [-- FILTER]: measures, prints a table and writes it to out/bench.json.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureHost, ensureTools, toolEnvironment } from './bootstrap.mjs';
import { ensureBrowser } from './browser.mjs';
import { passThrough } from './command.mjs';
import { OUT, ROOT } from './folders.mjs';
import { Failure, run } from './progress.mjs';

const ROWS = join(OUT, 'bench.jsonl');

await run(async () => {
  await ensureTools();
  await ensureHost('current');
  process.env.CHROME_PATH = await ensureBrowser();
  await mkdir(OUT, { recursive: true });
  await rm(ROWS, { force: true });
  const code = await passThrough('vitest', ['run', '--project', 'bench', ...process.argv.slice(2)], {
    cwd: ROOT,
    env: { ...toolEnvironment(), WHYDUNIT_BENCH: ROWS },
  });
  const rows = (await readFile(ROWS, 'utf8').catch(() => '')).split('\n').filter(Boolean).map(JSON.parse);
  await writeFile(join(OUT, 'bench.json'), JSON.stringify(rows, null, 2));
  print(rows);
  if (code !== 0) throw new Failure('A measurement did not come to its end; the table holds the others.');
});

function print(rows) {
  const number = value => (value === undefined ? '' : String(Number(value.toPrecision(3))));
  // What is measured beside several things has a row for each, and its name once.
  const again = (name, row) => rows[row - 1]?.name === name;
  const cells = rows.map(({ name, value, unit, beside, ratio, goal, met }, row) => [
    again(name, row) ? '' : name,
    again(name, row) ? '' : `${number(value)} ${unit}`,
    beside ? `${number(beside.value)} ${unit} (${beside.name})` : '',
    ratio === undefined ? '' : `${number(ratio)}×`,
    goal ?? '',
    met === undefined ? '' : met ? 'met' : 'missed',
  ]);
  const table = [['measure', 'median', 'beside', 'ratio', 'goal', ''], ...cells];
  const widths = table[0].map((_, column) => Math.max(...table.map(row => row[column].length)));
  for (const row of table) {
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
}
