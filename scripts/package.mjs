// npm run package [-- --target T | --all]: the file to install, one for each platform. See --help.
import { cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureTools, nodeProgram, toolEnvironment } from './bootstrap.mjs';
import { build } from './build.mjs';
import { quiet } from './command.mjs';
import { OUT, ROOT } from './folders.mjs';
import { Failure, run, step } from './progress.mjs';

/** VS Code's names of platforms, and the SQLite binary of each. */
const BINARIES = {
  'win32-x64': 'win32-x64',
  'win32-arm64': 'win32-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'alpine-x64': 'linuxmusl-x64',
  'alpine-arm64': 'linuxmusl-arm64',
};
const TARGETS = Object.keys(BINARIES);
const HELP = `npm run package [-- --target T | --all]\n\nT is one of ${TARGETS.join(', ')}; without it, this machine's.\n`;
const MAX_BYTES = 6_000_000;

/** What goes into the package besides dist/. */
const FILES = ['README.md', 'CHANGELOG.md', 'LICENSE', 'package.nls.json', 'l10n', 'media'];
/** Made for `npm start` and for drawing, not for the person who installs. */
const LEFT_OUT = ['media/demo', 'media/icon.svg'];

export const thisTarget = () =>
  `${existsSync('/etc/alpine-release') ? 'alpine' : process.platform}-${process.arch}`;

/**
 * @param {string} target
 * @returns {Promise<string>} the path of the package
 */
export async function packageFor(target) {
  const stage = join(OUT, `stage-${target}`);
  const manifest = await layOut(target, stage);
  const vsix = join(OUT, `${manifest.name}-${manifest.version}-${target}.vsix`);
  await pack(stage, vsix, '--target', target);
  await rm(stage, { recursive: true });
  const { size } = await stat(vsix);
  if (size >= MAX_BYTES) throw new Failure(`${vsix} has ${size} bytes; at most ${MAX_BYTES} are allowed.`);
  return vsix;
}

/**
 * Makes a package of a folder that holds nothing but what belongs into it.
 *
 * @param {string} folder
 * @param {string} vsix
 * @param {readonly string[]} flags of vsce
 */
export async function pack(folder, vsix, ...flags) {
  const vsce = join(ROOT, 'node_modules', '@vscode', 'vsce', 'vsce');
  const always = [
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--skip-license',
  ];
  await writeFile(join(folder, '.vscodeignore'), '');
  await quiet(nodeProgram('current'), [vsce, 'package', '--out', vsix, ...always, ...flags], {
    cwd: folder,
    env: toolEnvironment(),
  });
}

/** The files of the extension as they are shipped. */
async function layOut(target, folder) {
  if (!BINARIES[target])
    throw new Failure(`There is no package for ${target}: there are ${TARGETS.join(', ')}.`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await build('--production', `--outdir=${join(folder, 'dist')}`, `--binary=${BINARIES[target]}`);
  for (const file of FILES) await cp(join(ROOT, file), join(folder, file), { recursive: true });
  for (const file of LEFT_OUT) await rm(join(folder, file), { recursive: true, force: true });
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  await writeFile(join(folder, 'package.json'), JSON.stringify(shipped(manifest), null, 2));
  return manifest;
}

/** The manifest without what only development needs. */
function shipped({ scripts: _scripts, devDependencies: _devDependencies, private: _private, ...manifest }) {
  return manifest;
}

async function main() {
  const { target, all, help } = parseArgs({
    options: { target: { type: 'string' }, all: { type: 'boolean' }, help: { type: 'boolean' } },
  }).values;
  if (help) return void process.stdout.write(HELP);
  await ensureTools();
  for (const name of all ? TARGETS : [target ?? thisTarget()]) {
    const vsix = await step(`Packaging for ${name}`, () => packageFor(name));
    process.stdout.write(`  ${vsix}\n`);
  }
}

if (process.argv[1] === import.meta.filename) await run(main);
