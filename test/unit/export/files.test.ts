import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameOf, WriteError, writeReplacing } from '../../../src/export/files/index.js';
import { temporaryFolder } from '../stores.js';

const faultOf = (path: string) =>
  writeReplacing(path, Buffer.from('x')).then(
    () => 'written',
    (error: unknown) => (error instanceof WriteError ? error.fault : String(error)),
  );

describe('the file of an exported document', () => {
  it('has a name that is only a name on every file system', () => {
    expect(fileNameOf('../../etc/passwd')).toBe('etc passwd');
    expect(fileNameOf('Checkout: 502 <a|b>?')).toBe('Checkout 502 a b');
    expect(fileNameOf('CON')).toBe('_CON');
    expect(fileNameOf('nul.txt')).toBe('_nul.txt');
    expect(fileNameOf('safe\u202egnp')).toBe('safegnp');
    expect(fileNameOf('🔥 Πληρωμές')).toBe('🔥 Πληρωμές');
    for (const empty of ['', '...', '/', '\u0000', ' . ']) expect(fileNameOf(empty)).toBe('document');
    const family = '👩‍👩‍👧‍👦'.normalize();
    expect(Buffer.byteLength(fileNameOf(family.repeat(60)))).toBeLessThanOrEqual(120);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), title => {
        const name = fileNameOf(title);
        expect(name).toMatch(/^[^<>:"/\\|?*\p{Cc}\p{Cs}]+$/u);
        expect(name).not.toMatch(/^[. ]|[. ]$/);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(121);
      }),
    );
  });

  it('is whole or as it was: a place that takes nothing leaves the old file, and no part of a new one', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'a.pdf');
    writeFileSync(file, 'old');
    await writeReplacing(file, Buffer.from('new'));
    expect(readFileSync(file, 'utf8')).toBe('new');
    mkdirSync(join(folder, 'taken.pdf'));
    expect(await faultOf(join(folder, 'taken.pdf'))).toBe('notWritable');
    expect(await faultOf(join(folder, 'gone', 'a.pdf'))).toBe('folderGone');
    expect(await faultOf(join(file, 'a.pdf'))).toBe('folderGone');
    expect(await faultOf('/proc/a.pdf')).toMatch(/folderGone|notWritable/);
    expect(readdirSync(folder).sort()).toEqual(['a.pdf', 'taken.pdf']);
    expect(readFileSync(file, 'utf8')).toBe('new');
  });

  it('stays what it is: a link leads to the new document, and who may read it stays', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'real.pdf');
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    symlinkSync('real.pdf', join(folder, 'link.pdf'));
    symlinkSync(join(folder, 'link.pdf'), join(folder, 'far.pdf'));
    await writeReplacing(join(folder, 'far.pdf'), Buffer.from('new'));
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readlinkSync(join(folder, 'link.pdf'))).toBe('real.pdf');
    expect(readlinkSync(join(folder, 'far.pdf'))).toBe(join(folder, 'link.pdf'));

    symlinkSync('later.pdf', join(folder, 'ahead.pdf'));
    await writeReplacing(join(folder, 'ahead.pdf'), Buffer.from('first'));
    expect(readFileSync(join(folder, 'later.pdf'), 'utf8')).toBe('first');
    expect(readlinkSync(join(folder, 'ahead.pdf'))).toBe('later.pdf');
  });

  it('is refused where it may not be written, also for those who may do everything', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'kept.pdf');
    writeFileSync(file, 'old');
    chmodSync(file, 0o444);
    symlinkSync('kept.pdf', join(folder, 'link.pdf'));
    symlinkSync('round.pdf', join(folder, 'round.pdf'));
    symlinkSync(join('gone', 'a.pdf'), join(folder, 'nowhere.pdf'));
    expect(await faultOf(file)).toBe('notWritable');
    expect(await faultOf(join(folder, 'link.pdf'))).toBe('notWritable');
    expect(await faultOf(join(folder, 'round.pdf'))).toBe('failed');
    expect(await faultOf(join(folder, 'nowhere.pdf'))).toBe('folderGone');
    if (process.platform !== 'win32') expect(await faultOf('/dev/null')).toBe('notWritable');
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(statSync(file).mode & 0o777).toBe(0o444);
    expect(readdirSync(folder).sort()).toEqual(['kept.pdf', 'link.pdf', 'nowhere.pdf', 'round.pdf']);
  });
});
