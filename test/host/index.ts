import Mocha from 'mocha';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A test as the JSON report of Vitest tells it, so that both are counted and shown alike. */
interface Assertion {
  readonly fullName: string;
  readonly status: 'passed' | 'pending' | 'failed';
  readonly failureMessages: readonly string[];
}

/**
 * The entry that VS Code calls in the extension host; it rejects where a test failed. What happened goes to the file
 * that WHYDUNIT_REPORT names: the console of an extension host is full of other voices.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ timeout: 20_000, reporter: Mocha.reporters.Base });
  for (const file of readdirSync(__dirname))
    if (file.endsWith('.test.js')) mocha.addFile(join(__dirname, file));
  const assertionResults: Assertion[] = [];
  const failed = await new Promise<number>(resolve => {
    const runner = mocha.run(resolve);
    const add = (test: Mocha.Test, status: Assertion['status'], ...failureMessages: string[]) =>
      assertionResults.push({ fullName: test.fullTitle(), status, failureMessages });
    runner.on('pass', test => add(test, 'passed'));
    runner.on('pending', test => add(test, 'pending'));
    runner.on('fail', (test, error: Error) => add(test, 'failed', error.stack ?? error.message));
  });
  const numPassedTests = assertionResults.filter(({ status }) => status === 'passed').length;
  const testResults = [{ name: 'test/host', assertionResults }];
  const report = process.env['WHYDUNIT_REPORT'];
  if (report) writeFileSync(report, JSON.stringify({ numPassedTests, numFailedTests: failed, testResults }));
  if (failed > 0) throw new Error(`${String(failed)} failed.`);
}
