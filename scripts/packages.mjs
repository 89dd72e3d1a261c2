// Programs of the system that tests need: those that are there, or Debian's where they may be installed.
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { quiet } from './command.mjs';
import { Failure, step } from './progress.mjs';

/**
 * The path of the first of these programs; installs the package with apt-get where that is allowed.
 *
 * @param {readonly string[]} names of programs
 * @param {string} name of the package
 * @param {string} purpose as a sentence goes on with it
 * @param {string} otherwise what else helps, as a sentence goes on with it
 */
export async function ensureProgram(names, name, purpose, otherwise = '') {
  return (await find(names)) || (await install(names, name, purpose, otherwise));
}

async function install(names, name, purpose, otherwise) {
  const apt = await find(['apt-get']);
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const allowed = apt && (sudo.length === 0 || (await succeeds('sudo', ['-n', 'true'])));
  if (allowed) {
    const [program, ...args] = [...sudo, apt];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await step(`Installing ${name} for ${purpose}`, async () => {
      await quiet(program, [...args, 'update'], { env });
      await quiet(program, [...args, 'install', '-y', name], { env });
    });
    const installed = await find(names);
    if (installed) return installed;
  }
  throw new Failure(
    `The package ${name} is needed for ${purpose}: install it${otherwise}, and run npm test again.`,
  );
}

const succeeds = (program, args) =>
  quiet(program, args).then(
    () => true,
    () => false,
  );

/** The first of these programs that is on PATH. */
export async function find(names) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const file = join(folder, name);
      const runs = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (runs) return file;
    }
  }
  return undefined;
}
