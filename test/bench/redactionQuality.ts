/** npm run eval:redaction [-- --faults]: how much of the labelled lines is found, by type, and what is found wrongly. */
import { samples } from '../support/labelled.js';
import { type Measured, measure, type Row, scores, total } from '../support/measure.js';

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

function print(title: string, { rows, cleanLines, wrongInCleanLines, faults }: Measured): void {
  const line = (name: string, row: Row) => {
    const { precision, recall, f1 } = scores(row);
    return [
      name,
      row.labels,
      percent(precision),
      percent(recall),
      f1.toFixed(3),
      percent(row.named / row.found),
    ];
  };
  const sorted = rows.toSorted((a, b) => scores(a).f1 - scores(b).f1);
  const table = [
    [title, 'labels', 'precision', 'recall', 'F1', 'so called'],
    ...sorted.map(row => line(row.type, row)),
    line('all', total(rows)),
  ].map(row => row.map(String));
  const widths = table[0]?.map((_, column) => Math.max(...table.map(row => row[column]?.length ?? 0))) ?? [];
  for (const row of table)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  const wrong = (wrongInCleanLines * 1000) / cleanLines;
  console.log(
    `${cleanLines} clean lines, ${wrongInCleanLines} wrong spans in them: ${wrong.toFixed(2)} in 1,000\n`,
  );
  if (process.argv.includes('--faults')) for (const fault of faults) console.log(`  ${fault}`);
}

print('lines that rules were tuned on', measure([...samples('found'), ...samples('clean')]));
print('lines held back', measure(samples('unseen')));
