/** What a person may attach by mistake, or somebody may hand to them, through the real job into a real store. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/db/connection.js';
import { attachCandidate } from '../../src/evidence/attach/index.js';
import { handOver, readLines } from '../../src/evidence/index.js';
import { runJob } from '../../src/jobs/run.js';
import { Searches } from '../../src/jobs/searches.js';
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
import { fixture, tar, zip } from './formats/made.js';
import { BINARY } from './fullStore.js';
import { CHUNKS, JOB, openWindow, SEARCH, temporaryFolder } from './stores.js';

const MIB = 1024 * 1024;

async function withIncident() {
  const window = await openWindow();
  const incident = await incidentIn(window);
  const stored = () => window.store.listAttachments({ issue_id: incident, limit: 100 });
  return { window, incident, stored, attach: (...of: Candidate[]) => attach(window, incident, of) };
}

/** Attaches in this thread, which hears of each step at once. */
async function attachHere(
  { window, incident }: Pick<Awaited<ReturnType<typeof withIncident>>, 'window' | 'incident'>,
  candidate: Candidate,
  progress = () => {},
): Promise<Outcome[]> {
  const db = openStore(window.access, BINARY);
  onTestFinished(() => void db.close());
  const outcomes: Outcome[] = [];
  const tell = (outcome: Outcome) => void outcomes.push(outcome);
  await attachCandidate(db, incident, candidate, { chunkThread: CHUNKS, progress, tell });
  return outcomes;
}

describe('what is no file', () => {
  it.skipIf(process.platform === 'win32')(
    'is refused before it is opened: a pipe, a socket, a device, a link to itself',
    async () => {
      const { attach, stored } = await withIncident();
      const folder = temporaryFolder();
      const path = (name: string) => join(folder, name);
      execFileSync('mkfifo', [path('pipe')]);
      const server = createServer().listen(path('socket'));
      await once(server, 'listening');
      onTestFinished(() => void server.close());
      symlinkSync(path('there'), path('back'));
      symlinkSync(path('back'), path('there'));
      symlinkSync('/dev/zero', path('zero.log'));
      const outcomes = await attach(
        ...['pipe', 'socket', 'zero.log', 'back'].map(name => ofPath(path(name))),
      );
      expect(outcomes.map(reason)).toEqual(['notAFile', 'notAFile', 'notAFile', 'linkLoop']);
      expect(await stored()).toEqual([]);
    },
  );

  it('or may not be read is refused, and the next one is attached', async () => {
    const { window, incident } = await withIncident();
    const secret = join(temporaryFolder(), 'secret.log');
    writeFileSync(secret, 'x\n');
    chmodSync(secret, 0);
    // The superuser may read everything.
    const isSuperuser = process.geteuid?.() === 0;
    const here = { window, incident };
    const db = openStore(window.access, BINARY);
    onTestFinished(() => void db.close());
    const outcomes: Outcome[] = [];
    const control = {
      chunkThread: CHUNKS,
      progress: () => {},
      tell: (outcome: Outcome) => void outcomes.push(outcome),
    };
    if (isSuperuser) process.seteuid?.(65_534);
    try {
      await attachCandidate(db, incident, ofPath(secret), control);
    } finally {
      if (isSuperuser) process.seteuid?.(0);
    }
    expect(outcomes.map(reason)).toEqual(['noPermission']);
    const [next] = await attachHere(here, ofBytes('next.log', Buffer.from('y\n')));
    expect(row(next)?.file_name).toBe('next.log');
  });
});

describe('a file that changes while it is read', () => {
  const text = 'a line of a log\n'.repeat(40_000);
  const file = () => {
    const file = join(temporaryFolder(), 'live.log');
    writeFileSync(file, text);
    return file;
  };
  const onceOnly = (act: () => void) => {
    let done = false;
    return () => {
      if (!done) act();
      done = true;
    };
  };

  it('and grows is taken up to the size that it had, and says so', async () => {
    const path = file();
    const grow = onceOnly(() => appendFileSync(path, text));
    const [outcome] = await attachHere(await withIncident(), ofPath(path), grow);
    expect(row(outcome)).toMatchObject({ file_size: text.length, provenance: { grew: true } });
  });

  it('and becomes shorter is taken as far as it goes, and says so', async () => {
    const path = file();
    const cut = onceOnly(() => truncateSync(path, text.length - 100_000));
    const [outcome] = await attachHere(await withIncident(), ofPath(path), cut);
    expect(row(outcome)).toMatchObject({
      file_size: text.length - 100_000,
      provenance: { partial: 'endCut' },
    });
  });

  it('and vanishes is taken whole, or refused as gone', async () => {
    const here = await withIncident();
    const path = file();
    const [outcome] = await attachHere(
      here,
      ofPath(path),
      onceOnly(() => rmSync(path)),
    );
    const attachment = row(outcome);
    if (attachment) expect(attachment).toMatchObject({ file_size: text.length });
    else expect(reason(outcome)).toBe('gone');
    expect(existsSync(path)).toBe(false);
    expect((await attachHere(here, ofPath(path))).map(reason)).toEqual(['gone']);
  });
});

describe('an archive that means harm', () => {
  it('leaves out what leads out of it, links and devices, and gives the rest', async () => {
    const { attach, stored } = await withIncident();
    const entries = ['../../.ssh/authorized_keys', '/etc/cron.d/evil', 'C:\\evil.log', 'a/../../b.log'];
    const bytes = zip(...entries.map(name => ({ name, content: 'x\n' })), {
      name: 'good.log',
      content: 'y\n',
    });
    const outcomes = await attach(ofBytes('evil.zip', bytes));
    expect(outcomes.map(reason)).toEqual([...Array<string>(4).fill('unsafePath'), false]);
    const links = await tar(
      { name: 'hosts.log', type: 'symlink', linkname: '/etc/hosts' },
      { name: 'hard.log', type: 'link', linkname: 'hosts.log' },
      { name: 'null.log', type: 'character-device' },
      { name: 'other.log', content: 'z\n' },
    );
    const [symbolic, hard, device, other] = await attach(ofBytes('links.tar', links));
    expect([symbolic, hard, device].map(reason)).toEqual(['link', 'link', 'special']);
    expect(row(other)?.file_name).toBe('other.log');
    expect((await stored()).map(({ file_name }) => file_name).sort()).toEqual(['good.log', 'other.log']);
  });

  it('is refused where it goes on inside of itself', async () => {
    const { attach, stored } = await withIncident();
    let nested: Uint8Array = Buffer.from('the end\n');
    for (let depth = 0; depth < 20; depth++) nested = gzipSync(nested);
    const [outcome] = await attach(ofBytes('nested.gz', nested));
    expect(outcome).toMatchObject({ refusal: { reason: 'limit', limit: 'depth' } });
    expect(await stored()).toEqual([]);
  });

  it('is taken as far as it goes where it is cut off or damaged, and says so', async () => {
    const { attach } = await withIncident();
    const lines = Array.from({ length: 200_000 }, (_, n) => `line ${n} of a rotated log\n`).join('');
    const whole = gzipSync(lines);
    const cut = await attach(ofBytes('cut.log.gz', whole.subarray(0, whole.length / 2)));
    expect(row(cut[0])).toMatchObject({ provenance: { partial: 'endCut' } });
    expect(row(cut[0])?.file_size).toBeGreaterThan(lines.length / 4);
    const wrong = Buffer.from(whole);
    wrong.writeUInt32LE(0, wrong.length - 8);
    const [outcome] = await attach(ofBytes('wrong.log.gz', wrong));
    expect(row(outcome)).toMatchObject({ file_size: lines.length, provenance: { partial: 'endCut' } });
  });
});

describe('a file that is not what it says', () => {
  it('is kept as what it is: text, or refused as damaged', async () => {
    const { window, incident, attach } = await withIncident();
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>\n';
    const png = Buffer.from('89504e470d0a1a0a', 'hex');
    const [script, cut, locked] = await attach(
      ofBytes('shot.svg', Buffer.from(svg)),
      ofBytes('cut.png', png),
      ofBytes('locked.pdf', fixture('locked.pdf')),
    );
    expect(row(script)).toMatchObject({ mime_type: 'text/plain' });
    expect(['damaged', 'truncated', 'binary']).toContain(reason(cut));
    expect(reason(locked)).toBe('passwordProtected');
    expect(await window.store.listImages({ issue_id: incident, limit: 10 })).toEqual([]);
  });

  it('with bytes that break UTF-8 is kept to the byte, and shows them as such', async () => {
    const { window, attach } = await withIncident();
    const bytes = Buffer.concat([
      Buffer.from('Grüße\n'.repeat(20)),
      Buffer.from([0xff, 0xc3, 0x0a, 0xed, 0xa0, 0x80, 0x0a]),
    ]);
    const [outcome] = await attach(ofBytes('broken.log', bytes));
    const attachment = row(outcome);
    expect(attachment).toMatchObject({ encoding: 'utf-8', file_size: bytes.length });
    const scope = { kind: 'attachment' as const, id: attachment?.id ?? '' };
    const report = await runJob(JOB, 'verifyAttachments', { store: window.access, scope });
    expect(report).toMatchObject({ verified: 1, broken: [] });
  });
});

describe('a line without an end', () => {
  /**
   * Longer than everything that is kept or read together: chunks of 1 MiB, batches of 16, reads of 8 chunks and rows of
   * 64 filters. Beyond these nothing depends on the length, so a line of 1 GB is taken the same way.
   */
  const BYTES = 384 * MIB;

  it('is streamed with flat memory, read at its beginning, and searched at its end', async () => {
    const { window, incident } = await withIncident();
    const part = Buffer.from('{"key":"value of no end"},'.repeat(20_000));
    async function* line(bytes: number) {
      for (let sent = 0; sent < bytes; sent += part.length) yield await Promise.resolve(part);
      yield Buffer.from('needle');
    }
    const attachLine = async (bytes: number) => {
      const { port1, port2: port } = new MessageChannel();
      void handOver(line(bytes), port1);
      const [outcome] = await attach(window, incident, [ofPort('endless.json', port)], { transfer: [port] });
      return outcome;
    };
    // What threads and their buffers take at all.
    await attachLine(32 * MIB);
    const before = process.memoryUsage.rss();
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
    const outcome = await attachLine(BYTES);
    clearInterval(watch);
    const attachment = row(outcome);
    if (!attachment) throw new Error(JSON.stringify(outcome));
    // What is on the way takes 250 MB at most, whatever the length; a stream that is kept anywhere is all of it besides.
    expect(most - before).toBeLessThan(400e6);
    const size = Math.ceil(BYTES / part.length) * part.length + 6;
    expect(attachment.file_size).toBe(size);
    expect(await window.store.getLogContent({ id: attachment.id })).toMatchObject({ line_count: 1 });
    const [beginning] = await readLines(window.store, attachment, 1, 1);
    expect(beginning?.startsWith('{"key"')).toBe(true);
    expect(beginning?.length).toBeLessThanOrEqual(8 * MIB);

    const query = { pattern: 'needle', isRegex: false, matchCase: true, wholeWord: false };
    const searches = new Searches(SEARCH);
    onTestFinished(() => searches.end());
    const found: unknown[] = [];
    const scope = { of: 'attachment' as const, id: attachment.id };
    await searches.run(
      { store: window.access, scope, query, limit: 10, limitOfEach: 10 },
      { part: part => found.push(...part.matches) },
    );
    expect(found).toEqual([expect.objectContaining({ line: 1, start: size - 6, end: size })]);
  }, 60_000);
});

it('a log that is attached from /proc, which says that it has no size, is read to its end', async () => {
  if (!existsSync('/proc/self/status')) return;
  const { attach } = await withIncident();
  const [outcome] = await attach(ofPath('/proc/version'));
  expect(row(outcome)).toMatchObject({ file_size: readFileSync('/proc/version').length });
});
