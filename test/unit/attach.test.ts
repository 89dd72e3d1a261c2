import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { handOver, readLines, SMALL_BYTES, unpackAttachment } from '../../src/evidence/index.js';
import { commandFileName, safeFileName } from '../../src/evidence/names.js';
import {
  attach,
  type Candidate,
  incidentIn,
  ofBytes,
  ofPath,
  ofPort,
  type Outcome,
  reason,
  row,
} from './attaching.js';
import { type OpenStore, openWindow, temporaryFolder } from './stores.js';

/** As the window hands over what comes through a pipe. */
async function attachPiped(
  window: OpenStore,
  issue_id: string,
  fileName: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Outcome[]> {
  const { port1, port2: port } = new MessageChannel();
  void handOver(bytes, port1);
  return attach(window, issue_id, [ofPort(fileName, port)], { transfer: [port] });
}

async function stored(window: OpenStore, outcome: Outcome | undefined): Promise<Buffer> {
  if (outcome?.kind !== 'attachment') throw new Error(JSON.stringify(outcome));
  return Buffer.from(
    await unpackAttachment(await window.store.readAttachment({ id: outcome.attachment.id })),
  );
}

describe('attaching', () => {
  it('keeps any text, to the byte, under the hash of the original, with its encoding', async () => {
    const window = await openWindow();
    const id = await incidentIn(window);
    const texts = fc.sample(fc.string({ unit: 'binary', minLength: 1 }), 40);
    const bytes = [
      ...texts.map(text => Buffer.from(text.replaceAll('\0', '␀'))),
      ...['fffe610062000a00', 'feff00610062', 'e9740a', 'efbbbf61'].map(hex => Buffer.from(hex, 'hex')),
    ];
    // Selections are text whatever they look like; files are told by their bytes.
    const candidates = bytes.map((bytes, at) =>
      ofBytes(`${at}.log`, bytes, at < texts.length ? { kind: 'text', encoding: 'utf-8' } : undefined),
    );
    const outcomes = await attach(window, id, candidates);
    expect(outcomes).toHaveLength(bytes.length);
    for (const [at, outcome] of outcomes.entries()) {
      expect((await stored(window, outcome)).equals(bytes[at] ?? Buffer.alloc(0))).toBe(true);
      expect(row(outcome)).toMatchObject({
        content_hash: createHash('sha256')
          .update(bytes[at] ?? '')
          .digest('hex'),
        file_size: bytes[at]?.length,
        provenance: { via: 'file' },
      });
    }
    expect(row(outcomes.at(-4))?.encoding).toBe('utf-16le');
  });

  it('takes the logs out of archives, each as an attachment of its own, and names what it leaves', async () => {
    const window = await openWindow();
    const id = await incidentIn(window);
    const tar = pack();
    tar.entry({ name: 'var/log/app.log' }, 'one line\n');
    tar.entry({ name: '../escape.log' }, 'out\n');
    tar.entry({ name: 'var/log/other.log' }, 'another line\n');
    tar.entry({ name: 'empty.log' }, '');
    tar.finalize();
    const bytes = gzipSync(Buffer.concat(await Array.fromAsync(tar as AsyncIterable<Buffer>)));
    const outcomes = await attach(window, id, [ofBytes('logs.tar.gz', bytes)]);
    expect(outcomes.map(outcome => row(outcome)?.file_name ?? reason(outcome))).toEqual([
      'app.log',
      'unsafePath',
      'other.log',
      'empty',
    ]);
    expect(row(outcomes[0])?.file_path).toBe('/var/log/logs.tar.gz!/var/log/app.log');
  });

  it('refuses by name what is empty, binary, gone, a folder or a device, and takes a binary as it is', async () => {
    const window = await openWindow();
    const id = await incidentIn(window);
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'empty.log'), '');
    const elf = Buffer.from('\x7fELF\x02\x01\x01' + '\0'.repeat(60), 'latin1');
    writeFileSync(join(folder, 'program'), elf);
    const outcomes = await attach(window, id, [
      ofPath(join(folder, 'empty.log')),
      ofPath(join(folder, 'program')),
      ofPath(join(folder, 'gone.log')),
      ofPath(join(folder, 'sub')),
      ...(existsSync('/dev/zero') ? [ofPath('/dev/zero')] : []),
      ofBytes('program', elf, { kind: 'asIs', paths: ['program'] }),
    ]);
    const [empty, binary, gone, sub, device] = outcomes.map(reason);
    expect([empty, binary, gone, sub]).toEqual(['empty', 'binary', 'gone', 'folder']);
    if (existsSync('/dev/zero')) expect(device).toBe('notAFile');
    expect((await stored(window, outcomes.at(-1))).equals(elf)).toBe(true);
    expect(row(outcomes.at(-1))?.mime_type).toBe('application/octet-stream');
  });

  it('takes binary entries of an archive as they are, those that were named only, and says which are gone', async () => {
    const window = await openWindow();
    const id = await incidentIn(window);
    const program = (filling: number) =>
      Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(60, filling)]);
    const tar = pack();
    tar.entry({ name: 'bin/core' }, program(1));
    tar.entry({ name: 'app.log' }, 'one line\n');
    tar.entry({ name: 'bin/other' }, program(2));
    tar.finalize();
    const bytes = gzipSync(Buffer.concat(await Array.fromAsync(tar as AsyncIterable<Buffer>)));
    const refused = (await attach(window, id, [ofBytes('dump.tgz', bytes)])).flatMap(outcome =>
      outcome.kind === 'refused' && outcome.refusal.reason === 'binary' ? [outcome.path] : [],
    );
    expect(refused).toEqual(['dump.tgz!/bin/core', 'dump.tgz!/bin/other']);
    const paths = ['dump.tgz!/bin/other', 'dump.tgz!/bin/gone'];
    const outcomes = await attach(window, id, [ofBytes('dump.tgz', bytes, { kind: 'asIs', paths })]);
    expect(outcomes.map(outcome => row(outcome)?.file_name ?? reason(outcome))).toEqual(['other', 'gone']);
    expect((await stored(window, outcomes[0])).equals(program(2))).toBe(true);
    expect(row(outcomes[0])).toMatchObject({
      file_path: '/var/log/dump.tgz!/bin/other',
      mime_type: 'application/octet-stream',
    });
  });

  it('keeps a picture as a picture, not yet acknowledged, and one that only says so as what it is', async () => {
    const window = await openWindow();
    const id = await incidentIn(window);
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const html = Buffer.from('<html><img src=x onerror=alert(1)></html>\n');
    const [image, text] = await attach(window, id, [ofBytes('shot.png', png), ofBytes('fake.png', html)]);
    expect(image).toMatchObject({
      kind: 'image',
      image: { mime_type: 'image/png', pii_warning_acknowledged: false },
    });
    expect(row(text)).toMatchObject({ mime_type: 'text/plain', file_name: 'fake.png' });
  });

  it('keeps a journal as it was given, and tells it from other text', async () => {
    const window = await openWindow();
    const id = await incidentIn(window);
    const record = (MESSAGE: string) => JSON.stringify({ __REALTIME_TIMESTAMP: '1772357400123456', MESSAGE });
    const bytes = Buffer.from(`${record('upstream timed out')}\n${record('oom')}\n`);
    const [journal, other] = await attach(window, id, [
      ofBytes('journal.json', bytes),
      ofBytes('other.json', Buffer.from('{"msg":"up"}\n')),
    ]);
    expect(row(journal)).toMatchObject({ mime_type: 'application/json' });
    expect((await stored(window, journal)).equals(bytes)).toBe(true);
    expect(row(other)).toMatchObject({ mime_type: 'text/plain' });
  });

  it('takes a large log from a pipe, in chunks of which any line can be read', async () => {
    const window = await openWindow();
    const id = await incidentIn(window);
    const line = (number: number) => `2026-11-20T02:41:00Z line ${number} ${'x'.repeat(80)}\n`;
    const lines = Math.ceil((SMALL_BYTES * 1.5) / line(1_000_000).length);
    async function* piped() {
      for (let from = 1; from <= lines; from += 1000) {
        const to = Math.min(lines, from + 999);
        yield await Promise.resolve(
          Buffer.from(Array.from({ length: to - from + 1 }, (_, at) => line(from + at)).join('')),
        );
      }
    }
    const outcomes = await attachPiped(window, id, 'big.log', piped());
    const attachment = row(outcomes[0]);
    if (!attachment) throw new Error(JSON.stringify(outcomes));
    expect(await readLines(window.store, attachment, 90_000, 2)).toEqual([
      line(90_000).trimEnd(),
      line(90_001).trimEnd(),
    ]);
  });

  it('of a sender that ends in the middle keeps nothing and says so', async () => {
    const window = await openWindow();
    const id = await incidentIn(window);
    async function* broken() {
      yield await Promise.resolve(Buffer.alloc(SMALL_BYTES + 1, 'a line\n'));
      throw new Error('gone');
    }
    const outcomes = await attachPiped(window, id, 'cut.log', broken());
    expect(outcomes.map(reason)).toEqual(['senderEnded']);
    expect(await window.store.listAttachments({ issue_id: id, limit: 10 })).toEqual([]);
  });

  it.each([
    ['../../.ssh/authorized_keys', 'authorized_keys'],
    ['C:\\Windows\\..\\evil.log', 'evil.log'],
    ['..', 'attachment'],
    ['trailing. . ', 'trailing'],
    ['gnp.\u202Egol', 'gnp._gol'],
    ['a\nb:c?.log', 'a_b_c_.log'],
    ['', 'attachment'],
  ])('gives %j the name %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  it.each([
    ['kubectl get pods -n checkout', 'kubectl.log'],
    ['mysql -u root -pSecret', 'mysql.log'],
    ["PGPASSWORD='two words' TZ=UTC /usr/bin/psql -h db", 'psql.log'],
    ['  ./deploy.sh', 'deploy.sh.log'],
    ['TOKEN=$(cat token) curl', undefined],
    ['$(secret)', undefined],
    ['{ echo secret; }', undefined],
    ['TOKEN=secret', undefined],
    ['', undefined],
  ])('names what the command %j wrote %j, by its program alone', (line, name) => {
    expect(commandFileName(line)).toBe(name);
  });

  it('gives any name one that is a name only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), name => {
        const safe = safeFileName(name);
        expect(safe).toMatch(/^[^\\/\p{Cc}]+$/u);
        expect(['.', '..']).not.toContain(safe);
      }),
    );
  });

  it('keeps what two commands wrote as two, also where it is the same', async () => {
    const window = await openWindow();
    const issue_id = await incidentIn(window);
    const ran = (started: string): Candidate => {
      const candidate = ofBytes('echo.log', Buffer.from('same\n'));
      const command = { line: 'echo same', exitCode: 0, started, ended: started };
      return { ...candidate, source: { ...candidate.source, origin: { via: 'command', command } } };
    };
    const [first, second] = ['2026-11-20T02:41:03Z', '2026-11-20T02:41:09Z'].map(ran);
    if (!first || !second) throw new Error('two were made');
    const outcomes = await attach(window, issue_id, [first, second, first]);
    expect(outcomes.map(outcome => outcome.kind === 'attachment' && outcome.added)).toEqual([
      true,
      true,
      false,
    ]);
  });
});
