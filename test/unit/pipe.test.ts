import fc from 'fast-check';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { windowsFolder } from '../../src/pipe/folders.js';
import { CutOffError, END, frame, unframe } from '../../src/pipe/frames.js';
import { type Piped, PipeServer } from '../../src/pipe/server.js';
import { temporaryFolder } from './stores.js';

const CLI = resolve('dist/cli.js');

async function* chunks(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const cut of [...cuts.map(cut => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    yield await Promise.resolve(bytes.subarray(from, cut));
    from = cut;
  }
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(bytes));
}

describe('frames', () => {
  it('carry any bytes, however they are cut on the way', async () => {
    const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }));
    await fc.assert(
      fc.asyncProperty(pieces, fc.array(fc.nat(), { maxLength: 20 }), async (pieces, cuts) => {
        const sent = Buffer.concat([...pieces.map(frame), END]);
        expect(await collect(unframe(chunks(sent, cuts)))).toEqual(Buffer.concat(pieces));
      }),
    );
  });

  it('say that they were cut off, wherever that is', async () => {
    const sent = Buffer.concat([frame(Buffer.from('hello')), END]);
    for (let length = 0; length < sent.length; length++) {
      await expect(collect(unframe(chunks(sent.subarray(0, length), [])))).rejects.toThrow(CutOffError);
    }
  });
});

/** A data folder with a window that attaches what it is given, as `whydunit` finds it. */
async function aWindow(attach: (piped: Piped) => Promise<{ ok: boolean; text: string }>) {
  const home = temporaryFolder();
  const folder = windowsFolder(join(home, 'whydunit'));
  const failures: unknown[] = [];
  const server = await PipeServer.start(folder, attach, error => failures.push(error));
  onTestFinished(() => server.close());
  const run = (args: readonly string[]) =>
    spawn(process.execPath, [CLI, ...args], { env: { ...process.env, XDG_DATA_HOME: home } });
  return { home, folder, server, failures, run };
}

async function ended(child: ReturnType<typeof spawn>) {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('no pipes');
  const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, 'close')]);
  return { out, err, code: child.exitCode };
}

describe.skipIf(process.platform === 'win32')('the command whydunit', () => {
  it('gives a window what comes through the pipe, to the byte, and tells what became of it', async () => {
    const sent = Buffer.alloc(3_000_000, 'a line of a log\n');
    let received: Uint8Array = new Uint8Array();
    const { run } = await aWindow(async piped => {
      if (piped.what !== 'bytes') throw new Error(piped.what);
      received = await collect(piped.bytes);
      return { ok: true, text: `Attached ${piped.name}.` };
    });
    const child = run(['attach', '-', '--name', 'big.log']);
    child.stdin.end(sent);
    expect(await ended(child)).toEqual({ out: 'Attached big.log.\n', err: '', code: 0 });
    expect(Buffer.compare(received, sent)).toBe(0);
  });

  it('names files by their whole paths', async () => {
    const { run } = await aWindow(piped =>
      Promise.resolve({ ok: piped.what === 'files', text: piped.what === 'files' ? piped.paths.join() : '' }),
    );
    expect((await ended(run(['attach', 'a.log', '/var/log/b.log']))).out).toBe(
      `${resolve('a.log')},/var/log/b.log\n`,
    );
  });

  it('leaves an address on the web to the window, which refuses it', async () => {
    const { run } = await aWindow(piped =>
      Promise.resolve({ ok: false, text: piped.what === 'files' ? piped.paths.join() : '' }),
    );
    const address = 'https://example.com/a.log';
    expect((await ended(run(['attach', address]))).err).toBe(`whydunit: ${address}\n`);
  });

  it('waits for no more of the pipe when the window has declined', async () => {
    const { run } = await aWindow(() => Promise.resolve({ ok: false, text: 'The store is locked.' }));
    const child = run(['attach', '-']);
    // Never ended, as `kubectl logs --follow` is not.
    child.stdin.write('a line\n');
    expect(await ended(child)).toMatchObject({ err: 'whydunit: The store is locked.\n', code: 1 });
  });

  it('says so when the person declines, when nothing listens, and when it is not understood', async () => {
    const { run, server } = await aWindow(() =>
      Promise.resolve({ ok: false, text: 'Nothing was attached.' }),
    );
    const declined = run(['attach', '-']);
    declined.stdin.end('x');
    expect(await ended(declined)).toMatchObject({ err: 'whydunit: Nothing was attached.\n', code: 1 });
    expect(await ended(run(['detach', 'x']))).toMatchObject({ code: 1 });
    expect((await ended(run(['--help']))).out).toContain('whydunit attach - [--name NAME]');
    server.close();
    const alone = run(['attach', '-']);
    alone.stdin.end('x');
    expect((await ended(alone)).err).toContain('No window of the editor listens');
  });

  it('that is killed in the middle is not taken for one that has said all', async () => {
    const outcome = Promise.withResolvers<string>();
    const { run } = await aWindow(async piped => {
      if (piped.what === 'bytes')
        await receive(piped.bytes).then(() => outcome.resolve('whole'), outcome.reject);
      return { ok: true, text: '' };
    });
    const child = run(['attach', '-']);
    const receive = async (bytes: AsyncIterable<Uint8Array>) => {
      for await (const bit of bytes) if (bit.length > 0) child.kill('SIGKILL');
    };
    child.stdin.write(Buffer.alloc(100_000, 'x'));
    await expect(outcome.promise).rejects.toThrow(CutOffError);
  });
});

describe.skipIf(process.platform === 'win32')('the socket of a window', () => {
  it('can be opened by its owner only, and asks for the token all the same', async () => {
    const { folder, failures } = await aWindow(() => Promise.resolve({ ok: true, text: 'no' }));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    const socket = connect(join(folder, readdirSync(folder).find(name => name.endsWith('.sock')) ?? ''));
    socket.end(`${JSON.stringify({ token: 'x'.repeat(64), what: 'files', paths: ['/etc/passwd'] })}\n`);
    expect(await text(socket)).toContain('does not know this caller');
    const rude = connect(join(folder, readdirSync(folder).find(name => name.endsWith('.sock')) ?? ''));
    rude.end('GET / HTTP/1.1\r\n\n');
    expect(await text(rude).catch(() => '')).toBe('');
    expect(failures).toHaveLength(1);
  });

  it('is not put into a folder that others may look into', () => {
    const home = temporaryFolder();
    windowsFolder(home);
    chmodSync(join(home, 'windows'), 0o755);
    expect(() => windowsFolder(home)).toThrow(expect.objectContaining({ kind: 'notWritable' }));
    writeFileSync(join(temporaryFolder(), 'windows'), '');
  });

  it('is in the temporary folder where the path would be too long, and goes with the window', async () => {
    const folder = windowsFolder(join(temporaryFolder(), 'x'.repeat(100)));
    const server = await PipeServer.start(
      folder,
      () => Promise.resolve({ ok: true, text: '' }),
      () => {},
    );
    const before = readdirSync(folder).length;
    server.close();
    expect(readdirSync(folder).length).toBe(before - 2);
  });
});
