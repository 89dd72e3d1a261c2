// npm test [-- --only STAGE,…]: every check there is, and one closing line with the counts.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
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
  vitest('unit', '--maxWorkers=2'),
  { name: 'host', command: ['node', 'scripts/test-host.mjs'], report: true },
  vitest('e2e'),
];

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
  const count = ({ name }, { passed, failed, faults = [] }) => {
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) failures.push(`${name}: ${failed} failed`, ...faults);
  };
  // What reads only the sources goes side by side. The others have the machine to themselves: they measure what a
  // person waits for, and each of them uses all of it.
  await Promise.all(
    only.filter(({ report }) => !report).map(async stage => count(stage, await aside(stage))),
  );
  for (const stage of only.filter(({ report }) => report)) {
    process.stdout.write(`\n── ${stage.name}\n`);
    count(stage, await runStage(stage, passThrough));
  }
  process.stdout.write(
    `\n${failures.map(line => `${line}\n`).join('')}${total.passed} passed, ${total.failed} failed\n`,
  );
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
});

/** Runs a stage beside others, and shows what it printed when it is done. */
async function aside(stage) {
  let output = '';
  const result = await runStage(stage, (program, args, options) =>
    collect(program, args, options, chunk => {
      output += chunk;
    }),
  );
  process.stdout.write(`\n── ${stage.name}\n${output}`);
  return result;
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
  return {
    passed: counted.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    faults: counted.testResults.flatMap(faultsOf),
  };
}

/** What failed in a file and why, told once more at the end, where it stays in sight however long the output is. */
function faultsOf({ name, message, assertionResults }) {
  const tests = assertionResults.filter(({ status }) => status === 'failed');
  const file = relative(ROOT, resolve(ROOT, name));
  if (tests.length === 0) return message ? [`  ${file}: ${message}`] : [];
  return tests.map(
    ({ fullName, failureMessages }) => `  ${file}: ${fullName}\n    ${failureMessages.join('\n    ')}`,
  );
}
