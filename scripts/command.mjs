// Running other programs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';
import { Failure } from './progress.mjs';

/** There, npm and the tools it installs are scripts of the shell. */
const ON_WINDOWS = process.platform === 'win32';

/**
 * Runs a program to its end with its output on the terminal.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 1 where a signal ended it
 */
export async function passThrough(program, args, options) {
  const child = spawn(program, args, { stdio: 'inherit', shell: ON_WINDOWS, ...options });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

/**
 * Runs a program to its end, and hands over what it prints.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @param {(chunk: string) => void} printed
 * @returns {Promise<number>} its exit code; 1 where a signal ended it
 */
export async function collect(program, args, options, printed) {
  const child = spawn(program, args, { shell: ON_WINDOWS, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', printed);
  const [code] = await once(child, 'close');
  return code ?? 1;
}

/**
 * Runs a program quietly; where it fails, the failure carries the end of what it printed.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export async function quiet(program, args, options) {
  const child = spawn(program, args, { shell: ON_WINDOWS, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (output += chunk));
  const [code] = await once(child, 'close').catch(error => {
    throw new Failure(`${program} could not be started: ${error.message}`);
  });
  if (code !== 0) {
    const end = output.trim().split('\n').slice(-15).join('\n');
    throw new Failure(
      `${end}\n${program} ${args.join(' ')} failed, so nothing was started; run the same command again.`,
    );
  }
}

/**
 * The environment with folders put before all others on PATH.
 *
 * @param {readonly string[]} folders
 */
export function withPath(folders) {
  return { ...process.env, PATH: [...folders, process.env.PATH].join(delimiter) };
}
