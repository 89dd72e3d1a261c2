// Bundles the extension host's side and the store's worker, and copies the SQLite binaries beside them.
//
//   node esbuild.mjs [--production] [--outdir=dist] [--binary=linux-x64]
import { build } from 'esbuild';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';

const { production, outdir, binary } = parseArgs({
  options: {
    production: { type: 'boolean', default: false },
    outdir: { type: 'string', default: 'dist' },
    binary: { type: 'string' },
  },
}).values;

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  outdir,
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'none',
  // Without tsconfig.json, whose `paths` lead to a declaration file that the package's `exports` hide.
  tsconfigRaw: {},
  logLevel: 'warning',
};

await rm(outdir, { recursive: true, force: true });
await Promise.all([
  build({ ...shared, entryPoints: { extension: 'src/extension.ts' }, external: ['vscode'] }),
  // The worker never sees `vscode`: it is not external here, so an import of it fails the build.
  build({ ...shared, entryPoints: { worker: 'src/db/worker.ts' } }),
  copySqliteBinaries(),
]);

async function copySqliteBinaries() {
  const prebuilds = 'node_modules/better-sqlite3-multiple-ciphers/prebuilds';
  await mkdir(`${outdir}/native`, { recursive: true });
  for (const name of binary ? [`${binary}.node`] : await readdir(prebuilds)) {
    await cp(`${prebuilds}/${name}`, `${outdir}/native/${name}`);
  }
}
