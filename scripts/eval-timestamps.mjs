// npm run eval:timestamps [-- --faults] [FOLDER]: how many times of labelled lines are read rightly, and of public logs in FOLDER.
import { build } from 'esbuild';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OUT, ROOT } from './folders.mjs';

const outfile = join(OUT, 'timestampQuality.mjs');
await build({
  entryPoints: [join(ROOT, 'test/bench/timestampQuality.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  define: { 'import.meta.dirname': JSON.stringify(join(ROOT, 'test/support')) },
  tsconfigRaw: {},
  logLevel: 'warning',
});
await import(pathToFileURL(outfile));
