// npm test [-- --only STAGE,…]: every check there is, and one closing line with the counts.
import { constants, setPriority } from 'node:os';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureTools, toolEnvironment } from './bootstrap.mjs';
import { ensureBrowser } from './browser.mjs';
import { collect, passThrough } from './command.mjs';
import { OUT, ROOT } from './folders.mjs';
import { ensurePdfTools } from './pdfTools.mjs';
import { Failure, run } from './progress.mjs';

/** A stage counts as one test, or names the report in which its tests are counted. */
const STAGES = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings', '0'] },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'folders', command: ['depcruise', 'src'] },
  { name: 'unused', command: ['knip'] },
  // The stage in front ends first: the cores that it leaves are used then.
  vitest('unit', '--maxWorkers=2'),
  { name: 'host', command: ['node', 'scripts/test-host.mjs'], report: true },
  vitest('e2e'),
];

/**
 * The stage that drives a browser mostly waits, so all others run behind it, at a low priority, with their output shown
 * when each is done.
 */
const FRONT = 'e2e';

function vitest(name, ...options) {
  const output = `--outputFile.json=${reportOf(name)}`;
  const reporters = ['--reporter=default', '--reporter=json', output];
  return { name, command: ['vitest', 'run', '--project', name, ...options, ...reporters], report: true };
}

function reportOf(name) {
  return join(OUT, `report-${name}.json`);
}

await run(async () => {
  const only = chosen();
  await ensureTools();
  if (only.some(({ name }) => name === 'host' || name === 'e2e'))
    process.env.CHROME_PATH = await ensureBrowser();
  if (only.some(({ name }) => name === 'unit')) await ensurePdfTools();
  await mkdir(OUT, { recursive: true });
  const total = { passed: 0, failed: 0 };
  const failures = [];
  const count = ({ name }, { passed, failed }) => {
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) failures.push(`${name}: ${failed} failed`);
  };
  await Promise.all([
    inFront(
      only.filter(({ name }) => name === FRONT),
      count,
    ),
    behind(
      only.filter(({ name }) => name !== FRONT),
      count,
    ),
  ]);
  process.stdout.write(
    `\n${failures.map(line => `${line}\n`).join('')}${total.passed} passed, ${total.failed} failed\n`,
  );
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
});

async function inFront(stages, count) {
  for (const stage of stages) {
    process.stdout.write(`\n── ${stage.name}\n`);
    count(stage, await runStage(stage, passThrough));
  }
}

async function behind(stages, count) {
  for (const stage of stages) {
    const began = Date.now();
    let output = '';
    const quietly = (program, args, options) =>
      collect(
        program,
        args,
        options,
        child => setPriority(child.pid, constants.priority.PRIORITY_LOW),
        chunk => {
          output += chunk;
        },
      );
    const result = await runStage(stage, quietly);
    const took = ((Date.now() - began) / 1000).toFixed(0);
    process.stdout.write(`\n── ${stage.name}, after ${took} s\n${output}`);
    count(stage, result);
  }
}

function chosen() {
  const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
  if (only === undefined) return STAGES;
  const names = only.split(',');
  const unknown = names.filter(name => !STAGES.some(stage => stage.name === name));
  if (unknown.length === 0) return STAGES.filter(({ name }) => names.includes(name));
  throw new Failure(
    `There is no stage ${unknown.join(', ')}: there are ${STAGES.map(({ name }) => name).join(', ')}.`,
  );
}

async function runStage({ name, command: [program, ...args], report }, start) {
  await rm(reportOf(name), { force: true });
  const env = { ...toolEnvironment(), WHYDUNIT_REPORT: reportOf(name) };
  const code = await start(program, args, { cwd: ROOT, env });
  if (!report) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  const counted = await readFile(reportOf(name), 'utf8').then(JSON.parse, () => undefined);
  if (!counted) return { passed: 0, failed: 1 };
  const failed = counted.numFailedTests;
  // A file that cannot even be loaded has no failed test.
  return { passed: counted.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
}
