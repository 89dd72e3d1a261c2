/** How far long work is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** How many of several things are done, where `done` counts their bytes. */
  readonly items?: { readonly done: number; readonly total: number };
}

/** What a job has of the thread that it runs in. */
export interface JobControl {
  /** The path of the SQLite binary. */
  readonly nativeBinding: string;
  /**
   * Tells how far the work is; called between pieces of it that take a few milliseconds.
   *
   * @throws StoreError `cancelled` where the person cancelled
   */
  readonly progress: (progress: Progress) => void;
}
