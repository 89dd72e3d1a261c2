import * as z from 'zod';
import { Flag, Id, Timestamp } from './common.js';

/** A row of `settings`. */
export const Setting = z.object({ key: z.string().min(1), value: z.string(), updated_at: Timestamp });
export type Setting = z.output<typeof Setting>;

const Service = z.enum(['confluence', 'servicenow', 'azuredevops']);

/** A row of `credentials`, without its token. There is one for each service. */
export const Credential = z.object({
  id: Id,
  service: Service,
  /** SHA-256 of the token, in lower-case hex. */
  token_hash: z.string(),
  created_at: Timestamp,
  expires_at: Timestamp.nullable(),
});
export type Credential = z.output<typeof Credential>;

/** A row of `integration_config`. There is one for each service. */
export const Integration = z.object({
  id: Id,
  service: Service,
  base_url: z.string().min(1),
  /** ServiceNow only. */
  username: z.string().nullable(),
  /** Azure DevOps only. */
  project_name: z.string().nullable(),
  /** Confluence only. */
  space_key: z.string().nullable(),
  auto_create_enabled: Flag,
  updated_at: Timestamp,
});
export type Integration = z.output<typeof Integration>;

export const NewIntegration = Integration.omit({ id: true, updated_at: true }).extend({
  auto_create_enabled: z.boolean(),
});
