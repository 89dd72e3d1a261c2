import * as z from 'zod';
import { Id, Timestamp } from './common.js';

/** A row of `ai_conversations`. */
export const Conversation = z.object({
  id: Id,
  issue_id: Id,
  provider: z.string().min(1),
  model: z.string().min(1),
  created_at: Timestamp,
  title: z.string().nullable(),
});
export type Conversation = z.output<typeof Conversation>;

/** A row of `ai_messages`. */
export const Message = z.object({
  id: Id,
  conversation_id: Id,
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string(),
  token_count: z.int().nonnegative().nullable(),
  created_at: Timestamp,
});
export type Message = z.output<typeof Message>;

/** A row of `ai_providers`, without its key. */
export const Provider = z.object({
  id: Id,
  /** Unique. */
  name: z.string().min(1),
  provider_type: z.string().min(1),
  api_url: z.string(),
  model: z.string(),
  max_tokens: z.int().positive().nullable(),
  temperature: z.number().nullable(),
  custom_endpoint_path: z.string().nullable(),
  custom_auth_header: z.string().nullable(),
  custom_auth_prefix: z.string().nullable(),
  api_format: z.string().nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Provider = z.output<typeof Provider>;

export const NewProvider = Provider.omit({ id: true, created_at: true, updated_at: true }).extend({
  /** Kept sealed; null where the provider needs none. */
  api_key: z.string().min(1).nullable(),
});
