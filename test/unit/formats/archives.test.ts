import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { fileSource, pieces, type Refusal } from '../../../src/evidence/formats/index.js';
import { bytesOf, COMPRESSIONS, COMPRESSORS, ENDINGS, fixture, listing, streamed, tar, zip } from './made.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formats-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function onDisk(bytes: Uint8Array, name: string) {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return fileSource(path);
}

async function zipped(entries: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const made = new ZipFile();
  for (const [name, content] of Object.entries(entries)) made.addBuffer(Buffer.from(content), name);
  made.end();
  return buffer(made.outputStream);
}

const hardLink: Refusal = { reason: 'link', link: 'hard', target: 'var/log/first.log' };
const softLink: Refusal = { reason: 'link', link: 'symbolic', target: 'first.log' };
const LOGS = { 'var/log/app.log': 'app\n', 'var/log/db.log': 'db\n' };

describe('a tar', () => {
  it('holds every log under its path, compressed in whatever way, also under a wrong name', async () => {
    const archive = await tar(
      ...Object.entries(LOGS).map(([name, content]) => ({ name: `./${name}`, content })),
    );
    const expected = (name: string) => ({
      [`${name}!/var/log/app.log`]: 'app\n',
      [`${name}!/var/log/db.log`]: 'db\n',
    });
    expect(await listing(streamed(archive, 'logs.tar'))).toEqual(expected('logs.tar'));
    for (const format of COMPRESSIONS) {
      for (const name of [`outer.tar.${ENDINGS[format]}`, 'picture.png']) {
        const source = streamed(COMPRESSORS[format](archive), name, 10);
        expect(await listing(source)).toEqual(expected(name));
      }
    }
  });

  it('made by other programs is read: long names of GNU and POSIX, and Unix of 1979', async () => {
    const deep = `var/log/${'d'.repeat(60)}/${'d'.repeat(60)}/app.log`;
    for (const name of ['gnu.tar.xz', 'posix.tar.bz2']) {
      expect(await listing(streamed(fixture(name), name))).toEqual({
        [`${name}!/${deep}`]: 'deep line\n',
        [`${name}!/var/log/first.log`]: 'first\n',
        [`${name}!/var/log/hard.log`]: hardLink,
        [`${name}!/var/log/link.log`]: softLink,
        [`${name}!/var/log/pipe`]: { reason: 'special', entry: 'fifo' },
      });
    }
    expect(await listing(streamed(fixture('v7.tar.gz'), 'v7.tgz'))).toEqual({
      'v7.tgz!/var/log/first.log': 'first\n',
    });
  });

  it('refuses what leads out of it, links and devices by name, and goes on', async () => {
    const archive = await tar(
      { name: '../../etc/cron.d/evil', content: 'x' },
      { name: 'a/../../evil', content: 'x' },
      { name: '/etc/passwd', content: 'x' },
      { name: 'C:\\Windows\\evil.log', content: 'x' },
      { name: '..\\evil.log', content: 'x' },
      { name: 'passwd', type: 'symlink', linkname: '/etc/passwd' },
      { name: 'shadow', type: 'link', linkname: '/etc/shadow' },
      { name: 'sda', type: 'block-device', devmajor: 8 },
      { name: 'null', type: 'character-device', devmajor: 1 },
      { name: 'empty.log' },
      { name: 'system-systemd\\x2dfsck.log', content: 'kept\n' },
      { name: 'last.log', content: 'last\n' },
    );
    const unsafe = (entry: string) => ({ [`a.tar!/${entry}`]: { reason: 'unsafePath', entry } });
    expect(await listing(streamed(archive, 'a.tar'))).toEqual({
      ...unsafe('../../etc/cron.d/evil'),
      ...unsafe('a/../../evil'),
      ...unsafe('/etc/passwd'),
      ...unsafe('C:\\Windows\\evil.log'),
      ...unsafe('..\\evil.log'),
      'a.tar!/passwd': { reason: 'link', link: 'symbolic', target: '/etc/passwd' },
      'a.tar!/shadow': { reason: 'link', link: 'hard', target: '/etc/shadow' },
      'a.tar!/sda': { reason: 'special', entry: 'device' },
      'a.tar!/null': { reason: 'special', entry: 'device' },
      'a.tar!/empty.log': { reason: 'empty' },
      'a.tar!/system-systemd\\x2dfsck.log': 'kept\n',
      'a.tar!/last.log': 'last\n',
    });
  });

  it('that ends too early keeps what was readable, wherever it ends', async () => {
    const text = 'a line of the log\n'.repeat(200);
    const archive = await tar({ name: 'first.log', content: text }, { name: 'second.log', content: text });
    const half = 512 + text.length / 2;
    expect(await listing(streamed(archive.subarray(0, half), 'a.tar', 100))).toEqual({
      'a.tar!/first.log': {
        text: text.slice(0, text.length / 2),
        cut: { reason: 'truncated', format: 'tar' },
      },
      'a.tar': { reason: 'truncated', format: 'tar' },
    });
    const whole = COMPRESSORS.gzip(archive);
    const told = await listing(streamed(whole.subarray(0, whole.length - 9), 'a.tar.gz'));
    expect(told).toMatchObject({ 'a.tar.gz!/first.log': text, 'a.tar.gz': { reason: 'truncated' } });
  });

  it('lets a reader skip a piece', async () => {
    const archive = await tar(
      { name: 'big.log', content: 'x'.repeat(300_000) },
      { name: 'small.log', content: 'small' },
    );
    const paths: string[] = [];
    for await (const { path } of pieces(streamed(archive, 'a.tar'))) paths.push(path);
    expect(paths).toEqual(['a.tar!/big.log', 'a.tar!/small.log']);
  });
});

describe('a zip', () => {
  it('holds every log under its path, on disk and as a stream', async () => {
    const bytes = await zipped(LOGS);
    const expected = { 'logs.zip!/var/log/app.log': 'app\n', 'logs.zip!/var/log/db.log': 'db\n' };
    expect(await listing(streamed(bytes, 'logs.zip'))).toEqual(expected);
    expect(await listing(await onDisk(bytes, 'logs.zip'))).toEqual(expected);
  });

  it('with 64-bit sizes, written without knowing them, is read', async () => {
    const made = new ZipFile();
    const path = join(folder, 'big.zip');
    made.addReadStreamLazy('app.log', { forceZip64Format: true }, answer => {
      answer(null, Readable.from([Buffer.from('written as it came\n')]));
    });
    made.end({ forceZip64Format: true, comment: '' });
    await writeFile(path, await buffer(made.outputStream));
    expect(await listing(await fileSource(path))).toEqual({ 'big.zip!/app.log': 'written as it came\n' });
  });

  it('made by other programs is read, and a locked one refused entry by entry', async () => {
    const name = 'info.zip';
    expect(await listing(streamed(fixture(name), name))).toMatchObject({
      [`${name}!/var/log/first.log`]: 'first\n',
      [`${name}!/var/log/link.log`]: { reason: 'link', link: 'symbolic' },
    });
    expect(await listing(streamed(fixture('locked.zip'), 'locked.zip'))).toEqual({
      'locked.zip!/var/log/first.log': { reason: 'passwordProtected', format: 'zip' },
    });
  });

  it('may use any compression that is read elsewhere, and names the others', async () => {
    const bytes = zip(
      { name: 'deflate', content: 'a', method: [8, content => deflateRawSync(content)] },
      { name: 'bzip2', content: 'b', method: [12, COMPRESSORS.bzip2] },
      { name: 'zstd', content: 'c', method: [93, COMPRESSORS.zstd] },
      { name: 'xz', content: 'd', method: [95, COMPRESSORS.xz] },
      { name: 'deflate64', content: 'e', method: [9, content => content] },
      { name: 'odd', content: 'f', method: [77, content => content] },
    );
    expect(await listing(streamed(bytes, 'a.zip'))).toEqual({
      'a.zip!/deflate': 'a',
      'a.zip!/bzip2': 'b',
      'a.zip!/zstd': 'c',
      'a.zip!/xz': 'd',
      'a.zip!/deflate64': { reason: 'unsupportedCompression', method: 'deflate64' },
      'a.zip!/odd': { reason: 'unsupportedCompression', method: 'method 77' },
    });
  });

  it('refuses what leads out of it, links and locked entries by name, and goes on', async () => {
    const bytes = zip(
      { name: '../evil.log', content: 'x' },
      { name: '/etc/passwd', content: 'x' },
      { name: 'C:\\evil.log', content: 'x' },
      { name: '..\\evil2.log', content: 'x' },
      { name: 'link', content: '/etc/passwd', mode: 0o120777 },
      { name: 'locked.log', content: 'x', encrypted: true },
      { name: 'logs\\windows.log', content: 'kept\n' },
      { name: 'wrong.log', content: 'read all the same\n', checksum: 1 },
      { name: 'last.log', content: 'last\n' },
    );
    expect(await listing(streamed(bytes, 'a.zip'))).toEqual({
      'a.zip!/../evil.log': { reason: 'unsafePath', entry: '../evil.log' },
      'a.zip!//etc/passwd': { reason: 'unsafePath', entry: '/etc/passwd' },
      'a.zip!/C:/evil.log': { reason: 'unsafePath', entry: 'C:/evil.log' },
      'a.zip!/../evil2.log': { reason: 'unsafePath', entry: '../evil2.log' },
      'a.zip!/link': { reason: 'link', link: 'symbolic' },
      'a.zip!/locked.log': { reason: 'passwordProtected', format: 'zip' },
      'a.zip!/logs/windows.log': 'kept\n',
      'a.zip!/wrong.log': { text: 'read all the same\n', cut: { reason: 'checksum', format: 'zip' } },
      'a.zip!/last.log': 'last\n',
    });
  });

  it('without its end or its list is refused', async () => {
    const bytes = await zipped(LOGS);
    expect(await listing(streamed(bytes.subarray(0, bytes.length - 30), 'a.zip'))).toEqual({
      'a.zip': { reason: 'truncated', format: 'zip' },
    });
    const torn = Uint8Array.from(bytes);
    torn[Buffer.from(bytes).indexOf('PK\x01\x02', 0, 'latin1')] = 0;
    expect(Object.values(await listing(streamed(torn, 'a.zip')))).toContainEqual(
      expect.objectContaining({ reason: 'damaged', format: 'zip' }),
    );
  });
});

describe('archives within archives', () => {
  it('are opened, each with its own mark in the path', async () => {
    const inner = await zipped({ 'app.log': 'deep\n' });
    const middle = await tar(
      { name: 'inner.zip', content: inner },
      { name: 'old.log.xz', content: COMPRESSORS.xz(bytesOf('rotated\n')) },
      { name: 'old.log.1.gz', content: COMPRESSORS.gzip(bytesOf('older\n')) },
    );
    for (const format of COMPRESSIONS) {
      const name = `outer.tar.${ENDINGS[format]}`;
      expect(await listing(streamed(COMPRESSORS[format](middle), name, 100))).toEqual({
        [`${name}!/inner.zip!/app.log`]: 'deep\n',
        [`${name}!/old.log.xz!/old.log`]: 'rotated\n',
        [`${name}!/old.log.1.gz!/old.log.1`]: 'older\n',
      });
    }
    const outer = zip({ name: 'm.tar.bz2', content: COMPRESSORS.bzip2(middle) });
    expect(Object.keys(await listing(streamed(outer, 'o.zip')))).toContain(
      'o.zip!/m.tar.bz2!/inner.zip!/app.log',
    );
  });
});
