/** The one table of the contract's methods and the functions that do their work. */
import { actions } from './actions.js';
import { attachments } from './attachments.js';
import { auditLog } from './audit.js';
import { clocks } from './clocks.js';
import { conversations } from './conversations.js';
import { documents } from './documents.js';
import { evidence } from './evidence.js';
import { evidenceRefs } from './evidenceRefs.js';
import type { Handlers } from './handlers.js';
import { images } from './images.js';
import { incidents } from './incidents.js';
import { integrations, settings } from './integrations.js';
import { keyMethods } from './key/state.js';
import { logChunks } from './logChunks.js';
import { mcp } from './mcp.js';
import { scans } from './scans.js';
import { search } from './search.js';
import { shell } from './shell.js';
import { spans } from './spans.js';
import { timeline } from './timeline.js';
import { whys } from './whys.js';

export const handlers: Handlers = {
  ...incidents,
  ...search,
  ...attachments,
  ...images,
  ...evidence,
  ...logChunks,
  ...spans,
  ...scans,
  ...timeline,
  ...evidenceRefs,
  ...clocks,
  ...whys,
  ...documents,
  ...actions,
  ...conversations,
  ...settings,
  ...integrations,
  ...mcp,
  ...shell,
  ...auditLog,
  ...keyMethods,
};
