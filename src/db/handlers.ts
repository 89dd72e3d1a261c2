import type { Checked, MethodName, Output } from './api.js';
import type { Database } from './connection.js';

/** A method's work on the worker's side: synchronous, inside the transaction that the worker began. */
export type Handlers = {
  readonly [M in MethodName]: (db: Database, input: Checked<M>) => Output<M>;
};
