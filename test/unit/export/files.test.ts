import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameOf, WriteError, writeReplacing } from '../../../src/export/files/index.js';
import { temporaryFolder } from '../stores.js';

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
    const faultOf = (path: string) =>
      writeReplacing(path, Buffer.from('x')).then(
        () => 'written',
        (error: unknown) => (error instanceof WriteError ? error.fault : String(error)),
      );
    mkdirSync(join(folder, 'taken.pdf'));
    expect(await faultOf(join(folder, 'taken.pdf'))).toBe('notWritable');
    expect(await faultOf(join(folder, 'gone', 'a.pdf'))).toBe('folderGone');
    expect(await faultOf(join(file, 'a.pdf'))).toBe('folderGone');
    expect(await faultOf('/proc/a.pdf')).toMatch(/folderGone|notWritable/);
    expect(readdirSync(folder).sort()).toEqual(['a.pdf', 'taken.pdf']);
    expect(readFileSync(file, 'utf8')).toBe('new');
  });
});
