// Runs a measure of quality from the tests' sources under plain Node.
import { build } from 'esbuild';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { OUT, ROOT } from './folders.mjs';

/** @param {string} name of the file in test/bench, which prints what it finds */
export async function evaluate(name) {
  const outfile = join(OUT, `${name}.mjs`);
  await build({
    entryPoints: [join(ROOT, `test/bench/${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    define: { 'import.meta.dirname': JSON.stringify(join(ROOT, 'test/support')) },
    tsconfigRaw: {},
    logLevel: 'warning',
  });
  await import(pathToFileURL(outfile));
}
