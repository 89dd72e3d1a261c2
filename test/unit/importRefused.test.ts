import { Database } from '@signalapp/sqlcipher';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Preview } from '../../src/db/import/report.js';
import { preview } from './imports.js';
import { openWindow, temporaryFolder } from './stores.js';
import { insert, issue, makeTftsr, wholeIncident } from './tftsr.js';

describe('a file that is none to import from', () => {
  const in_ = (name: string) => join(temporaryFolder(), name);
  const made: [string, () => string, string | null, string][] = [
    ['nothing', () => in_('none.db'), null, 'nothing'],
    [
      'a folder',
      () => {
        const path = in_('f');
        mkdirSync(path);
        return path;
      },
      null,
      'notAFile',
    ],
    [
      'a link',
      () => {
        const path = in_('l');
        symlinkSync(
          makeTftsr(() => {}),
          path,
        );
        return path;
      },
      null,
      'notAFile',
    ],
    [
      'a pipe',
      () => {
        const path = in_('p');
        execFileSync('mkfifo', [path]);
        return path;
      },
      null,
      'notAFile',
    ],
    [
      'empty',
      () => {
        const path = in_('e');
        writeFileSync(path, '');
        return path;
      },
      null,
      'empty',
    ],
    [
      'text',
      () => {
        const path = in_('t');
        writeFileSync(path, 'ERROR '.repeat(4096));
        return path;
      },
      null,
      'notADatabase',
    ],
    [
      'random bytes',
      () => {
        const path = in_('r');
        writeFileSync(path, Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)));
        return path;
      },
      null,
      'notADatabase',
    ],
    [
      'a header only',
      () => {
        const path = in_('h');
        writeFileSync(path, `SQLite format 3\0${'\x01'.repeat(5000)}`, 'latin1');
        return path;
      },
      null,
      'notADatabase',
    ],
    [
      'encrypted, without a passphrase',
      () => makeTftsr(() => {}, { passphrase: 'p' }),
      null,
      'passphraseNeeded',
    ],
    [
      'encrypted, with another passphrase',
      () => makeTftsr(() => {}, { passphrase: 'p' }),
      'q',
      'wrongPassphrase',
    ],
    [
      'the database of another program',
      () => {
        const path = in_('places.sqlite');
        const db = new Database(path);
        db.exec('CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT)');
        db.close();
        return path;
      },
      null,
      'otherProgram',
    ],
    [
      'damaged',
      () => {
        const path = makeTftsr(db => {
          for (let i = 0; i < 200; i++) insert(db, 'issues', issue());
        });
        const bytes = Buffer.from(readFileSync(path));
        bytes.fill(0x5a, 4096 * 2, 4096 * 3);
        writeFileSync(path, bytes);
        return path;
      },
      null,
      'damaged',
    ],
  ];
  it.each(made)('is refused by name where it is %s', async (_, make, passphrase, refused) => {
    const window = await openWindow();
    const file = make();
    expect(await preview(window, file, passphrase)).toEqual({ refused });
    expect(readdirSync(dirname(window.file)).filter(name => name.includes('import'))).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)('is refused where this person may not read it', async () => {
    const window = await openWindow();
    const file = makeTftsr(() => {});
    chmodSync(file, 0);
    expect(await preview(window, file)).toEqual({ refused: 'unreadable' });
  });

  it('is none of these in a folder that may only be read', async () => {
    const window = await openWindow();
    const file = makeTftsr(db => wholeIncident(db), { passphrase: 'p' });
    chmodSync(file, 0o400);
    chmodSync(dirname(file), 0o500);
    try {
      const result = await preview(window, file, 'p');
      expect(result).toMatchObject({ preview: { incidents: 1 } satisfies Partial<Preview> });
    } finally {
      chmodSync(dirname(file), 0o700);
    }
  });
});
