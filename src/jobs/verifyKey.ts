import { connect } from '../db/connection.js';
import { toStoreError } from '../db/errors.js';
import type { Jobs } from './api.js';

/** Proves the key by reading the file with it, and changes nothing. */
export const verifyKey: Jobs['verifyKey'] = ({ store }, { nativeBinding }) => {
  try {
    connect(store, nativeBinding, { readonly: true }).close();
    return true;
  } catch (error) {
    if (toStoreError(error).kind === 'wrongKey') return false;
    throw error;
  }
};
