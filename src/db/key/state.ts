/** What a store knows of its own key. It stands inside the store, so every window and every editor knows the same. */
import { audit } from '../audit.js';
import type { Database } from '../connection.js';
import type { Handlers } from '../handlers.js';
import type { KeyMode, KeyState } from '../protocol.js';
import { timestamp } from '../time.js';
import { RECOVERY_KEY_SHOWN as SHOWN } from '../values.js';

const MODE = 'store.key';

export function keyState(db: Database): KeyState {
  const mode = read(db, MODE) === 'passphrase' ? 'passphrase' : 'raw';
  return { mode, recoveryKeyShown: read(db, SHOWN) !== undefined };
}

/** Whether the file is a store of its own: a case bundle says nothing of a key. */
export function isStore(db: Database): boolean {
  return read(db, MODE) !== undefined;
}

/** Notes where a new key comes from; its recovery key was shown to nobody yet. Called inside a transaction. */
export function noteNewKey(db: Database, mode: KeyMode): void {
  write(db, MODE, mode);
  db.prepare('DELETE FROM settings WHERE key = ?').run(SHOWN);
}

function read(db: Database, key: string): string | undefined {
  return db.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck().get(key);
}

function write(db: Database, key: string, value: string): void {
  db.prepare('INSERT OR REPLACE INTO settings (key, value, updated_at) VALUES (?, ?, ?)').run(
    key,
    value,
    timestamp(),
  );
}

export const keyMethods = {
  claimRecoveryKey: db => {
    if (read(db, SHOWN) !== undefined) return false;
    write(db, SHOWN, timestamp());
    audit(db, { action: 'recovery_key_shown', entity_type: 'store', entity_id: 'store' });
    return true;
  },
} satisfies Partial<Handlers>;
