/**
 * The command `whydunit`: gives what comes through a pipe, or files, to the window of the editor that was looked at
 * last. It runs in the editor's own Node.
 */
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dataFolder } from '../db/location.js';
import { windowsFolder } from './folders.js';
import { END, frame } from './frames.js';
import { Answer, type Hello, WindowFile } from './protocol.js';

const HELP = `whydunit attach - [--name NAME]   attaches what comes through the pipe
whydunit attach FILE …            attaches files

It goes to the active incident of the editor's window that you looked at last; the window asks where there is none.
  kubectl logs deploy/checkout | whydunit attach - --name checkout.log
  ssh host cat /var/log/big.log | whydunit attach - --name big.log
`;

/** A sentence for the person at the terminal. */
class Refused extends Error {}

type Said = Hello extends infer H ? (H extends { token: string } ? Omit<H, 'token'> : never) : never;

async function main(): Promise<string> {
  const { values, positionals } = parseArgs({
    options: { name: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
    allowPositionals: true,
  });
  const [verb, ...what] = positionals;
  if (values.help || verb === undefined) return HELP;
  if (verb !== 'attach' || what.length === 0) throw new Refused(`That is not understood.\n${HELP}`);
  if (what.includes('-') && what.length > 1)
    throw new Refused('Attach either the pipe (-) or files, not both.');
  return what[0] === '-'
    ? talk({ what: 'bytes', name: values.name ?? 'piped.log' }, process.stdin)
    : talk({ what: 'files', paths: what.map(path => (/^https?:\/\//.test(path) ? path : resolve(path))) });
}

async function talk(said: Said, bytes?: NodeJS.ReadStream): Promise<string> {
  const { socket, token } = await reach();
  const answer = readAnswer(socket);
  socket.write(`${JSON.stringify({ token, ...said })}\n`);
  // The window may answer before all was sent, when the person declines; then the rest is not sent.
  await Promise.race([answer, bytes ? send(bytes, socket) : Promise.resolve()]);
  const { ok, text } = await answer;
  socket.destroy();
  // What may still come through the pipe is not waited for.
  bytes?.destroy();
  if (!ok) throw new Refused(text);
  return `${text}\n`;
}

async function send(bytes: NodeJS.ReadStream, socket: Socket): Promise<void> {
  for await (const chunk of bytes) {
    if (!socket.write(frame(Buffer.from(chunk as Uint8Array)))) await once(socket, 'drain');
  }
  socket.write(END);
}

async function readAnswer(socket: Socket): Promise<Answer> {
  let text = '';
  socket.setEncoding('utf8');
  try {
    for await (const chunk of socket) text += String(chunk);
    return Answer.parse(JSON.parse(text));
  } catch {
    throw new Refused('The window closed before it had attached anything; nothing was kept. Try again.');
  }
}

/** The first window that answers, beginning with the one that was looked at last. */
async function reach(): Promise<{ socket: Socket; token: string }> {
  const folder = windowsFolder(process.env['WHYDUNIT_DATA'] ?? dataFolder());
  const files = readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => join(folder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const file of files) {
    const window = WindowFile.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!window.success) continue;
    const socket = connect({ path: window.data.socket, allowHalfOpen: true });
    // A window that crashed left its file behind.
    const reached = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    if (reached) return { socket, token: window.data.token };
  }
  throw new Refused('No window of the editor listens: open the Whydunit view in one, then try again.');
}

main().then(
  text => process.stdout.write(text),
  (error: unknown) => {
    process.exitCode = 1;
    const unknown =
      error instanceof Error && 'code' in error && error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION';
    if (error instanceof Refused || unknown) process.stderr.write(`whydunit: ${error.message}\n`);
    else throw error;
  },
);
