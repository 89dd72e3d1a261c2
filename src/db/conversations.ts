/** Conversations with a model: the rows of `ai_conversations`, `ai_messages` and `ai_providers`. */
import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import * as z from 'zod';
import type { Database } from './connection.js';
import type { Handlers } from './handlers.js';
import { Conversation, Message, Provider } from './rows/conversations.js';
import { seal, unseal } from './secrets.js';
import { Table } from './table.js';
import { timestamp } from './time.js';

const table = new Table('ai_conversations', Conversation, {
  entity: 'ai_conversation',
  parent: 'issue_id',
  order: ['created_at', 'id'],
  newestFirst: true,
});

const messages = new Table('ai_messages', Message, {
  entity: 'ai_message',
  parent: 'conversation_id',
  order: ['created_at', 'id'],
});

const providers = new Table('ai_providers', Provider, {
  entity: 'ai_provider',
  order: ['name'],
  written: Provider.extend({ encrypted_api_key: z.string() }),
});

export function conversationsOf(db: Database, issue_id: string): Conversation[] {
  return table.all(db, { issue_id });
}

/** The column cannot be null: a provider without a key has an empty text there. */
function sealKey(db: Database, id: string, key: string | null): string {
  return key === null ? '' : seal(db, providers.name, id, 'encrypted_api_key', key);
}

export const conversations = {
  addConversation: (db, input) => table.add(db, { ...input, created_at: timestamp() }),
  getConversation: (db, { id }) => table.get(db, id),
  listConversations: (db, { issue_id, ...page }) => table.list(db, { issue_id }, page),
  updateConversation: (db, { id, ...change }) => table.update(db, id, change),
  removeConversation: (db, { id }) => table.remove(db, id),

  addMessage: (db, input) => {
    const sha256 = createHash('sha256').update(input.content).digest('hex');
    const details = { role: input.role, content_hash: sha256, length: input.content.length };
    return messages.add(db, { ...input, created_at: timestamp() }, details);
  },
  listMessages: (db, { conversation_id, ...page }) => messages.list(db, { conversation_id }, page),

  addProvider: (db, { api_key, ...input }) => {
    const id = uuid();
    const now = timestamp();
    const encrypted_api_key = sealKey(db, id, api_key);
    return providers.add(db, { id, ...input, encrypted_api_key, created_at: now, updated_at: now });
  },
  getProvider: (db, { id }) => providers.get(db, id),
  listProviders: (db, page) => providers.list(db, {}, page),
  updateProvider: (db, { id, api_key, ...change }) =>
    providers.update(db, id, {
      ...change,
      ...(api_key !== undefined && { encrypted_api_key: sealKey(db, id, api_key) }),
      updated_at: timestamp(),
    }),
  removeProvider: (db, { id }) => providers.remove(db, id),
  readProviderKey: (db, { id }) => {
    const sealed = providers.read(db, id, 'encrypted_api_key');
    return sealed === '' ? null : unseal(db, providers.name, id, 'encrypted_api_key', sealed);
  },
} satisfies Partial<Handlers>;
