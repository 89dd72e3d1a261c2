import { checkStore as check } from '../db/checkStore.js';
import { openStore } from '../db/connection.js';
import type { Jobs } from './api.js';

export const checkStore: Jobs['checkStore'] = ({ store }, { nativeBinding, progress }) =>
  check(() => openStore(store, nativeBinding), progress);
