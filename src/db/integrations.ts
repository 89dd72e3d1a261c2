/** Settings, and what reaches other services: the rows of `settings`, `credentials` and `integration_config`. */
import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import * as z from 'zod';
import { StoreError } from './errors.js';
import type { Handlers } from './handlers.js';
import { Credential, Integration, Setting } from './rows/settings.js';
import { seal, unseal } from './secrets.js';
import { Table } from './table.js';
import { timestamp } from './time.js';

const settingsTable = new Table('settings', Setting, { entity: 'setting', key: 'key', order: ['key'] });

const credentials = new Table('credentials', Credential, {
  entity: 'credential',
  order: ['service'],
  written: Credential.extend({ encrypted_token: z.string() }),
});

const integrationTable = new Table('integration_config', Integration, {
  entity: 'integration_config',
  order: ['service'],
});

export const settings = {
  getSetting: (db, { key }) => settingsTable.find(db, { key })?.value ?? null,
  listSettings: (db, page) => settingsTable.list(db, {}, page),
  setSetting: (db, { key, value }) => {
    const row = { value, updated_at: timestamp() };
    return settingsTable.find(db, { key })
      ? settingsTable.update(db, key, row)
      : settingsTable.add(db, { key, ...row });
  },
  removeSetting: (db, { key }) => settingsTable.remove(db, key),
} satisfies Partial<Handlers>;

export const integrations = {
  /** A new token takes the place of the service's old one. */
  saveCredential: (db, { service, token, expires_at }) => {
    const id = credentials.find(db, { service })?.id ?? uuid();
    const token_hash = createHash('sha256').update(token).digest('hex');
    const row = {
      token_hash,
      encrypted_token: seal(db, credentials.name, id, 'encrypted_token', token),
      created_at: timestamp(),
      expires_at,
    };
    return credentials.find(db, { service })
      ? credentials.update(db, id, row, { service, token_hash })
      : credentials.add(db, { id, service, ...row }, { service, token_hash });
  },
  listCredentials: (db, page) => credentials.list(db, {}, page),
  readCredential: (db, { service }) => {
    const found = credentials.find(db, { service });
    if (!found) throw new StoreError('gone', `credential of ${service}`);
    const sealed = credentials.read(db, found.id, 'encrypted_token');
    return unseal(db, credentials.name, found.id, 'encrypted_token', sealed);
  },
  removeCredential: (db, { id }) => credentials.remove(db, id),

  saveIntegration: (db, { service, ...input }) => {
    const row = { ...input, updated_at: timestamp() };
    const found = integrationTable.find(db, { service });
    return found ? integrationTable.update(db, found.id, row) : integrationTable.add(db, { service, ...row });
  },
  getIntegration: (db, { service }) => integrationTable.find(db, { service }) ?? null,
  listIntegrations: (db, page) => integrationTable.list(db, {}, page),
  removeIntegration: (db, { id }) => integrationTable.remove(db, id),
} satisfies Partial<Handlers>;
