/** MCP servers and what they offer: the rows of `mcp_servers`, `mcp_tools` and `mcp_resources`. */
import { v7 as uuid } from 'uuid';
import * as z from 'zod';
import type { Checked } from './api.js';
import type { Database } from './connection.js';
import type { Handlers } from './handlers.js';
import { McpResource, McpServer, McpTool } from './rows/mcp.js';
import { seal, unseal } from './secrets.js';
import { Table } from './table.js';
import { timestamp } from './time.js';

const servers = new Table('mcp_servers', McpServer, {
  entity: 'mcp_server',
  order: ['name', 'id'],
  written: McpServer.extend({ auth_value: z.string().nullable() }),
});

const tools = new Table('mcp_tools', McpTool, {
  entity: 'mcp_tool',
  parent: 'server_id',
  order: ['name', 'id'],
});

const resources = new Table('mcp_resources', McpResource, {
  entity: 'mcp_resource',
  parent: 'server_id',
  order: ['name', 'id'],
});

function sealAuth(db: Database, id: string, value: string | null): string | null {
  return value === null ? null : seal(db, servers.name, id, 'auth_value', value);
}

/** Replaces what the server offers by what it offers now; where it could not be asked, only says so. */
function recordDiscovery(db: Database, found: Checked<'recordDiscovery'>): McpServer {
  const { id, discovery_status } = found;
  const now = timestamp();
  const at = { discovery_status, updated_at: now };
  if (found.discovery_status !== 'connected')
    return servers.update(db, id, { ...at, discovery_error: found.discovery_error });
  tools.clear(db, { server_id: id });
  resources.clear(db, { server_id: id });
  for (const tool of found.tools) tools.write(db, { ...tool, server_id: id });
  for (const resource of found.resources)
    resources.write(db, { ...resource, server_id: id, discovered_at: now });
  const counts = { tools: found.tools.length, resources: found.resources.length };
  return servers.update(db, id, { ...at, discovery_error: null, last_discovered_at: now }, counts);
}

export const mcp = {
  addMcpServer: (db, { auth_value, ...input }) => {
    const id = uuid();
    const now = timestamp();
    return servers.add(db, {
      id,
      ...input,
      auth_value: sealAuth(db, id, auth_value),
      created_at: now,
      updated_at: now,
    });
  },
  getMcpServer: (db, { id }) => servers.get(db, id),
  listMcpServers: (db, page) => servers.list(db, {}, page),
  updateMcpServer: (db, { id, auth_value, ...change }) =>
    servers.update(db, id, {
      ...change,
      ...(auth_value !== undefined && { auth_value: sealAuth(db, id, auth_value) }),
      updated_at: timestamp(),
    }),
  removeMcpServer: (db, { id }) => servers.remove(db, id),
  readMcpAuth: (db, { id }) => unseal(db, servers.name, id, 'auth_value', servers.read(db, id, 'auth_value')),
  recordDiscovery,
  listMcpTools: (db, { server_id, ...page }) => tools.list(db, { server_id }, page),
  listMcpResources: (db, { server_id, ...page }) => resources.list(db, { server_id }, page),
} satisfies Partial<Handlers>;
