import * as z from 'zod';
import { Flag, Id, json, JsonObject, Timestamp } from './common.js';

/** A row of `mcp_servers`, without its authentication value. */
export const McpServer = z.object({
  id: Id,
  name: z.string().min(1),
  url: z.string(),
  transport_type: z.enum(['stdio', 'http']),
  transport_config: json(JsonObject),
  auth_type: z.enum(['none', 'api_key', 'bearer', 'oauth2']),
  enabled: Flag,
  last_discovered_at: Timestamp.nullable(),
  discovery_status: z.enum(['pending', 'connected', 'unreachable', 'error']),
  discovery_error: z.string().nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type McpServer = z.output<typeof McpServer>;

export const NewMcpServer = McpServer.pick({
  name: true,
  url: true,
  transport_type: true,
  auth_type: true,
}).extend({
  transport_config: JsonObject,
  enabled: z.boolean(),
  /** Kept sealed. */
  auth_value: z.string().min(1).nullable(),
});

/** A row of `mcp_tools`. */
export const McpTool = z.object({
  id: Id,
  server_id: Id,
  /** The server's own name. */
  name: z.string(),
  /** `mcp_{server}_{tool}`. */
  tool_key: z.string(),
  description: z.string().nullable(),
  /** JSON Schema. */
  parameters: json(JsonObject),
});
export type McpTool = z.output<typeof McpTool>;

/** A row of `mcp_resources`. */
export const McpResource = z.object({
  id: Id,
  server_id: Id,
  uri: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  mime_type: z.string().nullable(),
  discovered_at: Timestamp,
});
export type McpResource = z.output<typeof McpResource>;

/** How looking for a server's tools and resources went; what a server offered before stays where it failed. */
export const Discovery = z.discriminatedUnion('discovery_status', [
  z.object({
    id: Id,
    discovery_status: z.literal('connected'),
    tools: z.array(
      McpTool.pick({ name: true, tool_key: true, description: true }).extend({ parameters: JsonObject }),
    ),
    resources: z.array(McpResource.pick({ uri: true, name: true, description: true, mime_type: true })),
  }),
  z.object({
    id: Id,
    discovery_status: z.enum(['unreachable', 'error']),
    discovery_error: z.string(),
  }),
]);
