// The browser of the end-to-end tests: one that is there, or Debian's where it may be installed.
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { quiet } from './command.mjs';
import { Failure, step } from './progress.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium; installs it with apt-get where that is allowed. */
export async function ensureBrowser() {
  return process.env.CHROME_PATH || (await find(NAMES)) || (await install());
}

async function install() {
  const apt = await find(['apt-get']);
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const allowed = apt && (sudo.length === 0 || (await succeeds('sudo', ['-n', 'true'])));
  if (allowed) {
    const [program, ...args] = [...sudo, apt];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await step('Installing Chromium for the end-to-end tests', async () => {
      await quiet(program, [...args, 'update'], { env });
      await quiet(program, [...args, 'install', '-y', 'chromium'], { env });
    });
    const installed = await find(NAMES);
    if (installed) return installed;
  }
  throw new Failure(
    'The end-to-end tests need a Chromium: install the package chromium, or name a program in CHROME_PATH, and run npm test again.',
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
