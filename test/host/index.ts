import Mocha from 'mocha';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The entry that VS Code calls in the extension host; it rejects where a test failed. What happened goes to the file
 * that WHYDUNIT_REPORT names: the console of an extension host is full of other voices.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ timeout: 20_000, reporter: Mocha.reporters.Base });
  for (const file of readdirSync(__dirname))
    if (file.endsWith('.test.js')) mocha.addFile(join(__dirname, file));
  const lines: string[] = [];
  const failed = await new Promise<number>(resolve => {
    const runner = mocha.run(resolve);
    runner.on('pass', test => lines.push(` ✓ ${test.fullTitle()}`));
    runner.on('pending', test => lines.push(` - ${test.fullTitle()}`));
    runner.on('fail', (test, error: Error) =>
      lines.push(` × ${test.fullTitle()}\n${error.stack ?? error.message}`),
    );
  });
  const numPassedTests = lines.filter(line => line.startsWith(' ✓')).length;
  const report = process.env['WHYDUNIT_REPORT'];
  if (report) writeFileSync(report, JSON.stringify({ numPassedTests, numFailedTests: failed, lines }));
  if (failed > 0) throw new Error(lines.join('\n'));
}
