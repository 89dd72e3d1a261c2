// npm start: the extension in a real editor, with logs to try it on. See --help.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureHost, ensureTools } from './bootstrap.mjs';
import { find } from './packages.mjs';
import { build } from './build.mjs';
import { DEMO, ROOT } from './folders.mjs';
import { addressOf, isFree, startHost } from './host.mjs';
import { Failure, run, step } from './progress.mjs';

const HELP = `npm start -- [option …]

  --folder PATH  open this folder instead of the demonstration
  --port N       listen on this port of the loopback address (8765, or a free one)
  --no-open      print the address and open no browser
  --code         use the VS Code that is installed (the program \`code\`) instead
  --help         this text
`;
const PORT = 8765;

await run(async () => {
  const options = optionsOf(process.argv.slice(2));
  if (options.help) return void process.stdout.write(HELP);
  const folder = options.folder === undefined ? await demonstration() : await existing(options.folder);
  if (options.port !== undefined && !(await isFree(options.port))) {
    throw new Failure(
      `Port ${options.port} is taken, so nothing was started: choose another one with --port.`,
    );
  }
  await ensureTools();
  if (options.code) return startInstalled(folder);
  await ensureHost('current');
  await step('Building the extension', () => build());
  await start(folder, options);
});

function optionsOf(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        folder: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        code: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
      throw new Error(`--port takes a number from 1 to 65535, not ${values.port}.`);
    }
    return { ...values, port, open: !values['no-open'] };
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    process.exit(2);
  }
}

async function existing(folder) {
  const path = resolve(process.env.INIT_CWD ?? '.', folder);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return path;
  throw new Failure(`${path} is not a folder, so nothing was started: name another one with --folder.`);
}

/** A workspace with logs in it; what a person changed in it stays. */
async function demonstration() {
  const workspace = join(DEMO, 'workspace');
  await mkdir(workspace, { recursive: true });
  await cp(join(ROOT, 'media', 'demo'), workspace, { recursive: true, force: false });
  return workspace;
}

async function start(folder, { port, open }) {
  const profile = { which: 'current', folder: join(DEMO, 'profile'), dataHome: join(DEMO, 'data') };
  await settings(profile.folder);
  const password = await passwordOfThisMachine(profile.folder);
  const chosen = port ?? ((await isFree(PORT)) ? PORT : undefined);
  // Asked to end before there is anything to end, it ends once there is.
  const asked = new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
  const host = await step('Starting the editor', () =>
    startHost(profile, { port: chosen, password, development: true }),
  );
  const address = addressOf(host.origin, { folder, development: ROOT });
  process.stdout.write(
    `\nWhydunit runs at\n\n  ${address}\n\nPassword: ${password}\n\nThe browser keeps the key of the demonstration's store for this address: come back with the same browser and port.\nCtrl-C ends it.\n`,
  );
  if (open) await openBrowser(address);
  await asked;
  await host.stop();
  process.stdout.write('\nEnded.\n');
}

/** What a first look should not be disturbed by; what a person set stays. */
async function settings(folder) {
  const user = join(folder, 'user', 'User');
  await mkdir(user, { recursive: true });
  const calm = {
    'chat.disableAIFeatures': true,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.startupEditor': 'none',
  };
  await writeFile(join(user, 'settings.json'), JSON.stringify(calm, undefined, 2), { flag: 'wx' }).catch(
    error => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
}

/** Other people may have accounts on this machine and reach its loopback address. */
async function passwordOfThisMachine(folder) {
  const file = join(folder, 'password');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known) return known;
  const made = randomBytes(12).toString('base64url');
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

async function openBrowser(address) {
  const graphical = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!graphical || process.env.CI) return;
  const [program, ...args] = {
    darwin: ['open'],
    win32: ['explorer.exe'],
  }[process.platform] ?? ['xdg-open'];
  // Where there is no such program the address is on the terminal.
  spawn(program, [...args, address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

async function startInstalled(folder) {
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code', 'code-insiders', 'codium'];
  const program = await find(names);
  if (!program) {
    throw new Failure(
      'There is no program `code` on PATH: install VS Code with its command-line launcher, or run npm start without --code.',
    );
  }
  await step('Building the extension', () => build());
  const child = spawn(program, [`--extensionDevelopmentPath=${ROOT}`, '--new-window', folder], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  await once(child, 'exit');
}
