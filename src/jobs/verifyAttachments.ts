import { openStore } from '../db/connection.js';
import { verifyAttachments as verify } from '../evidence/verify/index.js';
import type { Jobs } from './api.js';

export const verifyAttachments: Jobs['verifyAttachments'] = ({ store, scope }, { nativeBinding, progress }) =>
  verify(() => openStore(store, nativeBinding), scope, progress);
