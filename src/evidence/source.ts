/** Where evidence came from, as it is known when it is attached. */
import type { Provenance } from '../db/rows/provenance.js';

/** The way in, and what that way knows. */
export type Origin = Omit<Provenance, 'host' | 'user'>;

export interface Source {
  /** The address of the document; null where there is none to go back to. */
  readonly uri: string | null;
  /** The address as a person would write it. */
  readonly path: string;
  readonly fileName: string;
  /** The lines taken, counted from 1, both included; the whole document where it is absent. */
  readonly lines?: { readonly start: number; readonly end: number };
  readonly origin: Origin;
}
