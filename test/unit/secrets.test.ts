import SQLite from 'better-sqlite3-multiple-ciphers';
import * as fc from 'fast-check';
import { createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteBinary } from '../../src/db/binding.js';
import { connect, type Database } from '../../src/db/connection.js';
import { toStoreError } from '../../src/db/errors.js';
import { seal, unseal, useSecretsKey } from '../../src/db/secrets.js';
import { NATIVE, openWindow } from './stores.js';

function keyed(key: string | null): Database {
  const db = new SQLite(':memory:', { nativeBinding: sqliteBinary(NATIVE) });
  onTestFinished(() => void db.close());
  useSecretsKey(db, key);
  return db;
}

const KEY = randomBytes(32).toString('hex');

function kindOf(work: () => unknown): string {
  try {
    return `no error, but ${String(work())}`;
  } catch (error) {
    return toStoreError(error).kind;
  }
}

describe('a sealed secret', () => {
  it('opens again to the same text, whatever it is, and is sealed differently each time', () => {
    const db = keyed(KEY);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const sealed = seal(db, 't', 'id', 'c', text);
        expect(unseal(db, 't', 'id', 'c', sealed)).toBe(text);
        expect(seal(db, 't', 'id', 'c', text)).not.toBe(sealed);
      }),
    );
  });

  it('opens in no other place, with no other key, and not after any change', () => {
    const db = keyed(KEY);
    const sealed = seal(db, 't', 'id', 'c', 'token');
    expect(kindOf(() => unseal(db, 'u', 'id', 'c', sealed))).toBe('damaged');
    expect(kindOf(() => unseal(db, 't', 'jd', 'c', sealed))).toBe('damaged');
    expect(kindOf(() => unseal(db, 't', 'id', 'd', sealed))).toBe('damaged');
    expect(kindOf(() => unseal(keyed(randomBytes(32).toString('hex')), 't', 'id', 'c', sealed))).toBe(
      'damaged',
    );
    const bytes = Buffer.from(sealed, 'base64');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(kindOf(() => unseal(db, 't', 'id', 'c', changed.toString('base64')))).toBe('damaged');
    }
    for (const cut of ['', 'AAAA', sealed.slice(0, -4)])
      expect(kindOf(() => unseal(db, 't', 'id', 'c', cut))).toBe('damaged');
  });

  it('is not taken by a store without encryption', () => {
    expect(kindOf(() => seal(keyed(null), 't', 'id', 'c', 'token'))).toBe('noSecrets');
  });

  it('lies in the store in the documented form', async () => {
    const { client, store, access } = await openWindow();
    const { id, token_hash } = await store.saveCredential({
      service: 'azuredevops',
      token: 'hunter2',
      expires_at: null,
    });
    // `printf hunter2 | sha256sum`
    expect(token_hash).toBe('f52fbd32b2b3b86ff88ef6c490628285f482af15ddcb29541f94bcf526a3f6c7');
    await client.close();

    const db = connect(access, sqliteBinary(NATIVE));
    onTestFinished(() => void db.close());
    const stored = db.prepare<[], string>(`SELECT encrypted_token FROM credentials`).pluck().get() ?? '';
    const bytes = Buffer.from(stored, 'base64');
    const key = hkdfSync('sha256', Buffer.from(access.key ?? '', 'hex'), '', 'whydunit secrets v1', 32);
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key), bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from(`credentials\0${id}\0encrypted_token`)).setAuthTag(bytes.subarray(-16));
    expect(decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')).toBe(
      'hunter2',
    );
  });
});

describe('secrets', () => {
  it('are read by their own methods, and null where there is none', async () => {
    const { store } = await openWindow();
    const provider = {
      name: 'p',
      provider_type: 'openai',
      api_url: '',
      model: 'm',
      max_tokens: null,
      temperature: null,
      custom_endpoint_path: null,
      custom_auth_header: null,
      custom_auth_prefix: null,
      api_format: null,
      api_key: 'one',
    };
    const { id } = await store.addProvider(provider);
    expect(await store.readProviderKey({ id })).toBe('one');
    await store.updateProvider({ id, model: 'other' });
    expect(await store.readProviderKey({ id })).toBe('one');
    await store.updateProvider({ id, api_key: null });
    expect(await store.readProviderKey({ id })).toBeNull();
    expect(Object.keys((await store.listProviders({ limit: 1 }))[0] ?? {})).not.toContain(
      'encrypted_api_key',
    );

    const server = await store.addMcpServer({
      name: 's',
      url: 'u',
      transport_type: 'stdio',
      transport_config: {},
      auth_type: 'api_key',
      auth_value: 'two',
      enabled: true,
    });
    expect(await store.readMcpAuth({ id: server.id })).toBe('two');
    const config = await store.addKubeconfig({
      name: 'k',
      context: 'c',
      cluster_url: null,
      content: 'three',
    });
    expect(await store.readKubeconfig({ id: config.id })).toBe('three');
  });
});
