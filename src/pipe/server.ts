/** A window's end of the command `whydunit`: a socket that only this person can reach. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { unframe } from './frames.js';
import { socketOf } from './folders.js';
import { type Answer, Hello, MOST_HELLO_BYTES } from './protocol.js';

/** What came through the pipe. */
export type Piped =
  | { readonly what: 'bytes'; readonly name: string; readonly bytes: AsyncIterable<Uint8Array> }
  | { readonly what: 'files'; readonly paths: readonly string[] };

/** How long a caller may take to say what it wants. */
const HELLO_MS = 5000;

export class PipeServer {
  readonly #server: Server;
  readonly #token = randomBytes(32).toString('hex');
  readonly #socket: string;
  readonly #file: string;

  /**
   * @param folder that of `windowsFolder`
   * @param attach answers with a sentence for the person at the terminal
   * @param failed is told what went wrong with a connection, without what came through it
   */
  private constructor(
    folder: string,
    private readonly attach: (piped: Piped) => Promise<Answer>,
    private readonly failed: (error: unknown) => void,
  ) {
    const id = randomBytes(8).toString('hex');
    this.#socket = socketOf(folder, id);
    this.#file = join(folder, `${id}.json`);
    this.#server = createServer({ allowHalfOpen: true }, socket => {
      this.#serve(socket).catch((error: unknown) => {
        this.failed(error);
        socket.destroy();
      });
    });
  }

  static async start(
    folder: string,
    attach: (piped: Piped) => Promise<Answer>,
    failed: (error: unknown) => void,
  ): Promise<PipeServer> {
    const server = new PipeServer(folder, attach, failed);
    await server.#listen();
    return server;
  }

  async #listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#socket, resolve);
    });
    this.#server.on('error', this.failed);
    if (process.platform !== 'win32') chmodSync(this.#socket, 0o600);
    const said = JSON.stringify({ socket: this.#socket, token: this.#token });
    writeFileSync(this.#file, said, { mode: 0o600, flag: 'wx' });
  }

  /** The window that a person looked at last is the one that the command talks to. */
  focused(): void {
    utimesSync(this.#file, new Date(), new Date());
  }

  async #serve(socket: Socket): Promise<void> {
    socket.on('error', this.failed);
    socket.setTimeout(HELLO_MS, () => socket.destroy(new Error('the caller said nothing')));
    const { hello, rest } = await readHello(socket);
    socket.setTimeout(0);
    if (!this.#knows(hello.token))
      return answer(socket, { ok: false, text: 'The window does not know this caller.' });
    const piped: Piped =
      hello.what === 'files'
        ? { what: 'files', paths: hello.paths }
        : { what: 'bytes', name: hello.name, bytes: unframe(after(rest, socket)) };
    await answer(socket, await this.attach(piped));
  }

  #knows(token: string): boolean {
    const given = Buffer.from(token);
    const own = Buffer.from(this.#token);
    return given.length === own.length && timingSafeEqual(given, own);
  }

  close(): void {
    this.#server.close();
    rmSync(this.#file, { force: true });
    if (process.platform !== 'win32') rmSync(this.#socket, { force: true });
  }
}

async function readHello(socket: Socket): Promise<{ hello: Hello; rest: Buffer }> {
  let read = Buffer.alloc(0);
  for await (const chunk of chunksOf(socket)) {
    read = Buffer.concat([read, chunk]);
    const end = read.indexOf(0x0a);
    if (end !== -1) {
      return { hello: Hello.parse(JSON.parse(read.toString('utf8', 0, end))), rest: read.subarray(end + 1) };
    }
    if (read.length > MOST_HELLO_BYTES) break;
  }
  throw new Error('the caller did not say what it wants');
}

/** The iterator of a stream closes it when it is left; what comes next is still to be read from this one. */
function chunksOf(socket: Socket): AsyncIterable<Buffer> {
  return socket.iterator({ destroyOnReturn: false });
}

async function* after(rest: Buffer, socket: Socket): AsyncGenerator<Uint8Array> {
  yield rest;
  yield* chunksOf(socket);
}

function answer(socket: Socket, said: Answer): Promise<void> {
  return new Promise(resolve => socket.end(`${JSON.stringify(said)}\n`, resolve));
}
