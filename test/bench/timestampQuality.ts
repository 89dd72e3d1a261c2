/** npm run eval:timestamps [-- --faults] [FOLDER]: how many lines' times are read rightly, by the log that they are of. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { publicLog } from '../support/publicLogs.js';
import { measureTimes, timedLogs, type TimedResult } from '../support/timedLines.js';

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

function print(title: string, { scores, faults }: TimedResult): void {
  const sum = (of: 'lines' | 'right') => scores.reduce((total, score) => total + score[of], 0);
  const all = { name: 'all', lines: sum('lines'), right: sum('right') };
  const rows = [
    [title, 'lines', 'right', ''],
    ...[...scores, all].map(({ name, lines, right }) => [
      name,
      `${lines}`,
      `${right}`,
      percent(right / lines),
    ]),
  ];
  const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  console.log('');
  if (process.argv.includes('--faults')) for (const fault of faults) console.log(`  ${fault}`);
}

print('logs that the table was made by', measureTimes(timedLogs('known')));
print('logs held back', measureTimes(timedLogs('unseen')));
const folder = process.argv.slice(2).find(argument => !argument.startsWith('--'));
if (folder !== undefined) {
  const logs = readdirSync(folder)
    .sort()
    .flatMap(file => publicLog(join(folder, file)) ?? []);
  print(`public logs of ${folder}`, measureTimes(logs));
}
