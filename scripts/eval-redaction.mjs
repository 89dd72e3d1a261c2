// npm run eval:redaction [-- --faults]: precision, recall and F1 of redaction over its labelled lines.
import { build } from 'esbuild';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OUT, ROOT } from './folders.mjs';

const outfile = join(OUT, 'redactionQuality.mjs');
await build({
  entryPoints: [join(ROOT, 'test/bench/redactionQuality.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  define: { 'import.meta.dirname': JSON.stringify(join(ROOT, 'test/support')) },
  tsconfigRaw: {},
  logLevel: 'warning',
});
await import(pathToFileURL(outfile));
