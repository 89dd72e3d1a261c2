// npm run schema: prints the schema of a new store as SQL, from the migrations themselves.
import SQLite from 'better-sqlite3-multiple-ciphers';
import { build } from 'esbuild';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OUT, ROOT } from './folders.mjs';
import { run } from './progress.mjs';

await run(async () => {
  const bundle = join(OUT, 'migrations.mjs');
  await build({
    entryPoints: [join(ROOT, 'src', 'migrations', 'index.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    tsconfigRaw: {},
    logLevel: 'warning',
  });
  const { migrate } = await import(pathToFileURL(bundle).href);
  const db = new SQLite(':memory:');
  migrate(db);
  // Shadow tables come with the full-text index that they serve; indexes of UNIQUE columns have no SQL.
  const statements = db
    .prepare(
      `SELECT sql FROM sqlite_schema
       WHERE sql IS NOT NULL AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
       ORDER BY rowid`,
    )
    .pluck()
    .all();
  db.close();
  process.stdout.write(statements.map(sql => `${dedented(sql)};\n`).join('\n'));
});

/** The migrations stand indented in their files; the last line tells how far. */
function dedented(sql) {
  const [indent] = /\n *(?=[^\n]*$)/.exec(sql) ?? [];
  return indent ? sql.replaceAll(indent, '\n') : sql;
}
