// Bundles the extension host side and the store's worker into dist/, and copies the SQLite binaries beside them.
import { build } from 'esbuild';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';

const production = process.argv.includes('--production');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  outdir: 'dist',
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'none',
  // Without tsconfig.json, whose `paths` lead to a declaration file that the package's `exports` hide.
  tsconfigRaw: {},
  logLevel: 'warning',
};

await rm('dist', { recursive: true, force: true });
await Promise.all([
  build({ ...shared, entryPoints: { extension: 'src/extension.ts' }, external: ['vscode'] }),
  // The worker never sees `vscode`: it is not external here, so an import of it fails the build.
  build({ ...shared, entryPoints: { worker: 'src/db/worker.ts' } }),
  copySqliteBinaries(),
]);

async function copySqliteBinaries() {
  const prebuilds = 'node_modules/better-sqlite3-multiple-ciphers/prebuilds';
  await mkdir('dist/native', { recursive: true });
  for (const name of await readdir(prebuilds)) await cp(`${prebuilds}/${name}`, `dist/native/${name}`);
}
