import { Database } from '@signalapp/sqlcipher';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqliteBinary } from '../../src/db/binding.js';
import { connect } from '../../src/db/connection.js';
import { keyOfPassphrase } from '../../src/db/key/passphrase.js';
import { looksLikeRecoveryKey, readRecoveryKey, recoveryKey } from '../../src/db/key/recovery.js';
import { NATIVE, temporaryFolder } from './stores.js';

const CHARACTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const key = () =>
  fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes).toString('hex'));

describe('a recovery key', () => {
  it('leads back to the key, and looks the same for the same key', () => {
    fc.assert(
      fc.property(key(), raw => {
        const text = recoveryKey(raw);
        expect(text).toMatch(/^WHY1(-[0-9A-HJKMNP-TV-Z]{4}){14}$/);
        expect(readRecoveryKey(text)).toBe(raw);
        expect(looksLikeRecoveryKey(text)).toBe(true);
      }),
    );
    expect(recoveryKey('00'.repeat(32))).toBe(recoveryKey('00'.repeat(32)));
  });

  it('is read as people type it', () => {
    fc.assert(
      fc.property(key(), fc.constantFrom('', ' ', '-', ' – ', '\n'), fc.boolean(), (raw, between, prefix) => {
        const groups = recoveryKey(raw)
          .split('-')
          .slice(prefix ? 0 : 1);
        const typed = groups.join(between).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
        expect(readRecoveryKey(` ${typed}\n`)).toBe(raw);
        expect(looksLikeRecoveryKey(typed)).toBe(true);
      }),
    );
  });

  it('shows every wrong character, wherever it is', () => {
    fc.assert(
      fc.property(key(), raw => {
        const text = recoveryKey(raw);
        for (let at = 0; at < text.length; at++) {
          for (const wrong of `${CHARACTERS}U!`) {
            if (text[at] === '-' || wrong === text[at]) continue;
            const typed = text.slice(0, at) + wrong + text.slice(at + 1);
            expect(readRecoveryKey(typed)).toHaveProperty('fault');
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('shows two characters that were exchanged, left out or doubled', () => {
    fc.assert(
      fc.property(key(), fc.nat({ max: 54 }), (raw, at) => {
        const text = recoveryKey(raw).slice(5).replaceAll('-', '');
        const first = text.charAt(at);
        const second = text.charAt(at + 1);
        const before = text.slice(0, at);
        const after = text.slice(at + 2);
        if (first !== second)
          expect(readRecoveryKey(before + second + first + after)).toEqual({ fault: 'checksum' });
        expect(readRecoveryKey(before + first + after)).toMatchObject({ fault: 'length', length: 55 });
        expect(readRecoveryKey(`${text}${first}`)).toMatchObject({ fault: 'length', length: 57 });
      }),
    );
  });

  it('names the group of a character that none has', () => {
    const text = recoveryKey('ab'.repeat(32)).split('-');
    text[3] = 'AUAA';
    expect(readRecoveryKey(text.join('-'))).toEqual({ fault: 'character', character: 'U', group: 3 });
    expect(readRecoveryKey('WHY1-')).toMatchObject({ fault: 'length', length: 0 });
    expect(readRecoveryKey('A'.repeat(1_000_000))).toMatchObject({ fault: 'length' });
  });

  it('is told from a passphrase', () => {
    for (const passphrase of [
      'correct horse battery staple',
      'why1',
      'Why1234567890',
      'whydunit-2026-secret',
    ]) {
      expect(looksLikeRecoveryKey(passphrase)).toBe(false);
    }
    expect(looksLikeRecoveryKey('why1-abcd')).toBe(true);
  });
});

describe('the key of a passphrase', () => {
  it.each(['correct horse battery staple', `größe 'quoted' "twice" 𝕏`])(
    'is the one that SQLCipher 4 makes of %j',
    async passphrase => {
      const file = join(temporaryFolder(), 'made.db');
      const made = new Database(file);
      made.exec(`PRAGMA key = '${passphrase.replaceAll("'", "''")}'`);
      made.exec('CREATE TABLE t (a); INSERT INTO t VALUES (7)');
      made.close();
      const salt = readFileSync(file).subarray(0, 16).toString('hex');
      const db = connect({ file, key: await keyOfPassphrase(passphrase, salt) }, sqliteBinary(NATIVE));
      expect(db.prepare('SELECT a FROM t').pluck().get()).toBe(7);
      db.close();
    },
  );
});
