// Bundles the extension host's side and the store's worker, and copies the SQLite binaries beside them.
//
//   node esbuild.mjs [--production] [--outdir=dist] [--binary=linux-x64]
import { build } from 'esbuild';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { FONTS, writeFonts } from './scripts/fonts.mjs';

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
  metafile: true,
  // Without tsconfig.json, whose `paths` lead to a declaration file that the package's `exports` hide.
  tsconfigRaw: {},
  logLevel: 'warning',
};

await rm(outdir, { recursive: true, force: true });
const [extension, workers, pages] = await Promise.all([
  build({ ...shared, entryPoints: { extension: 'src/extension.ts' }, external: ['vscode'] }),
  // The threads never see `vscode`: it is not external here, so an import of it fails the build.
  build({
    ...shared,
    entryPoints: {
      worker: 'src/db/worker.ts',
      job: 'src/jobs/worker.ts',
      search: 'src/jobs/searchWorker.ts',
      export: 'src/jobs/exportWorker.ts',
      redaction: 'src/jobs/redactionWorker.ts',
      chunks: 'src/evidence/log/thread.ts',
      cli: 'src/pipe/cli.ts',
    },
  }),
  // What runs in pages: for the browser, with the style that each imports.
  build({
    ...shared,
    entryPoints: {
      viewer: 'src/webviews/viewer/app.tsx',
      attachments: 'src/webviews/attachments/app.tsx',
      paste: 'src/webviews/paste/app.tsx',
      document: 'src/webviews/document/app.tsx',
      whys: 'src/webviews/whys/app.tsx',
      timeline: 'src/webviews/timeline/app.tsx',
    },
    outdir: `${outdir}/pages`,
    platform: 'browser',
    format: 'iife',
    target: 'chrome138',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
  }),
  copySqliteBinaries(),
  writeFonts(`${outdir}/fonts`),
]);
if (production) await writeNotices([extension, workers, pages]);

async function copySqliteBinaries() {
  const prebuilds = 'node_modules/better-sqlite3-multiple-ciphers/prebuilds';
  await mkdir(`${outdir}/native`, { recursive: true });
  for (const name of binary ? [`${binary}.node`] : await readdir(prebuilds)) {
    await cp(`${prebuilds}/${name}`, `${outdir}/native/${name}`);
  }
}

/** The licences of everything that went into the bundles, read from the packages themselves. */
async function writeNotices(builds) {
  const inputs = [...builds.flatMap(({ metafile }) => Object.keys(metafile.inputs)), `${FONTS}/ttf`];
  const packages = new Set(
    inputs.flatMap(path => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  const notices = [...packages].sort().map(async name => {
    const folder = `node_modules/${name}`;
    const licence = (await readdir(folder)).find(file => /^licen[cs]e/i.test(file));
    const { version, license, author } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
    // Some packages name their licence and holder without the text.
    const named = `Licence: ${license}\n${typeof author === 'object' ? author.name : (author ?? '')}\n`;
    if (!licence && !license) throw new Error(`${name} has no licence`);
    return `${name} ${version}\n\n${licence ? await readFile(`${folder}/${licence}`, 'utf8') : named}`;
  });
  const sqlite =
    'The SQLite binaries hold SQLite, which is in the public domain, and SQLite3 Multiple Ciphers, ' +
    'Copyright (c) 2019-2026 Ulrich Telle, under the MIT licence.\n';
  const rule = `\n${'-'.repeat(80)}\n\n`;
  await writeFile(`${outdir}/THIRD-PARTY-NOTICES.txt`, [sqlite, ...(await Promise.all(notices))].join(rule));
}
