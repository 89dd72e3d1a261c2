/** The parts that everything shares: the store, the log, the active incident and the change event. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ActiveIncident } from './activeIncident.js';
import type { Store, Topic } from './db/api.js';
import { StoreClient } from './db/client.js';
import { needsKey, StoreError } from './db/errors.js';
import { chosenFolder, dataFolder, storeFile } from './db/location.js';
import type { NewKey, StoreFile } from './db/protocol.js';
import { exchangeKey, type KeySource, openSession, type Session } from './db/session.js';
import { TOPICS } from './db/values.js';
import { CONTEXT_KEYS, SETTINGS } from './ids.js';
import type { JobInput, JobOutput } from './jobs/api.js';
import type { JobWatcher } from './jobs/run.js';
import { Searches } from './jobs/searches.js';
import { Threads } from './jobs/threads.js';

/** A worker that ends twice within this time is not started again unasked. */
const RESTART_AGAIN_MS = 60_000;

/** What a command gets that needs an open store. */
export interface Unlocked {
  readonly app: App;
  readonly store: Store;
  /** What another connection to the store needs. */
  readonly access: StoreFile;
  /** What the store says of its key; null where it has none. */
  readonly key: Session['key'];
  readonly active: ActiveIncident;
  /** What the person should know of the store. */
  readonly notices: Session['notices'];
}

type State =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening'; readonly done: Promise<Unlocked> }
  | { readonly kind: 'open'; readonly unlocked: Unlocked }
  /** The person has to unlock it: a key is missing, or they locked it. */
  | { readonly kind: 'locked'; readonly error: StoreError }
  | { readonly kind: 'failed'; readonly error: StoreError };

interface Job {
  readonly running: Promise<unknown>;
  readonly attended: boolean;
}

export class App implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<readonly Topic[]>();
  /** After a change of the data, by whichever window, and after the store opened or closed (all topics). */
  readonly onDidChange = this.#changed.event;
  readonly #opened = new vscode.EventEmitter<Unlocked>();
  readonly onDidOpen = this.#opened.event;
  readonly #used = new vscode.EventEmitter<void>();
  /** While a person uses the store in this window. */
  readonly onDidUse = this.#used.event;
  readonly #activated = new vscode.EventEmitter<void>();
  /** After another incident became the active one, or the active one was edited. */
  readonly onDidActivate = this.#activated.event;
  readonly #attached = new vscode.EventEmitter<string>();
  /** After something was attached in this window: the incident's id. */
  readonly onDidAttach = this.#attached.event;
  readonly #jobs = new Map<AbortController, Job>();
  readonly #beforeLock = new Set<() => Promise<void>>();
  #state: State = { kind: 'closed' };
  #client: StoreClient | undefined;
  #lastEnd = 0;
  #file: string | undefined;

  /** The threads of searches that are under way, and one that waits. */
  readonly searches: Searches;
  /** The same for jobs of redaction. */
  readonly redactions: Threads;

  constructor(
    readonly context: vscode.ExtensionContext,
    readonly log: vscode.LogOutputChannel,
  ) {
    this.searches = new Searches(join(context.extensionPath, 'dist', 'search.js'));
    this.redactions = new Threads(join(context.extensionPath, 'dist', 'redaction.js'));
  }

  get state(): State['kind'] {
    return this.#state.kind;
  }

  /** The open store, or undefined while it is not open. */
  get open(): Unlocked | undefined {
    return this.#state.kind === 'open' ? this.#state.unlocked : undefined;
  }

  /** Whether a job is at work on the store that a person waits for. */
  get working(): boolean {
    return [...this.#jobs.values()].some(({ attended }) => attended);
  }

  /** The path of the store: in the person's data folder, or where the setting moved it. */
  get storeFile(): string {
    // Read once: what is open, and what is changed, restored or salvaged, must be one and the same file.
    return (this.#file ??= this.#place());
  }

  #place(): string {
    const moved = vscode.workspace.getConfiguration().get<string>(SETTINGS.storeFolder)?.trim();
    return storeFile(moved ? chosenFolder(moved) : dataFolder(), this.#plain);
  }

  /** Without encryption only while somebody develops the extension and asks for it. */
  get #plain(): boolean {
    const developed = this.context.extensionMode === vscode.ExtensionMode.Development;
    return developed && vscode.workspace.getConfiguration().get(SETTINGS.storePlain) === true;
  }

  /**
   * The open store; opens it on the first call, and never again by itself after it failed or was locked.
   *
   * @throws StoreError
   */
  unlocked(): Promise<Unlocked> {
    switch (this.#state.kind) {
      case 'open':
        return Promise.resolve(this.#state.unlocked);
      case 'opening':
        return this.#state.done;
      case 'failed':
      case 'locked':
        return Promise.reject(this.#state.error);
      case 'closed':
        return this.#start();
    }
  }

  /**
   * The open store; opens it where a person asks for it, also after it failed or was locked.
   *
   * @param given the key that the person gave, if any
   * @throws StoreError
   */
  unlock(given?: KeySource): Promise<Unlocked> {
    const { kind } = this.#state;
    return kind === 'open' || kind === 'opening' ? this.unlocked() : this.#start(given);
  }

  #start(given?: KeySource): Promise<Unlocked> {
    const done = this.#drop().then(() => this.#open(this.#connect(), given));
    this.#enter({ kind: 'opening', done });
    return done;
  }

  #connect(): StoreClient {
    const client: StoreClient = new StoreClient(join(this.context.extensionPath, 'dist', 'worker.js'), {
      changed: (topics, ours) => this.#tell(topics, ours),
      released: why => this.#released(client, why),
      returned: () => this.#returned(client),
      ended: error => this.#ended(client, error),
    });
    return (this.#client = client);
  }

  /** Closes the connection; whoever opens the file next has it without ours. */
  async #drop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await Promise.all([this.searches.end(), this.redactions.end()]);
    await client?.close().catch(() => this.log.warn('the store worker had ended already'));
  }

  async #open(client: StoreClient, given: KeySource | undefined): Promise<Unlocked> {
    const began = Date.now();
    try {
      const { store, access, key, notices } = await openSession(
        client,
        this.storeFile,
        this.context.secrets,
        {
          passphrase: process.env['TFTSR_DB_KEY'],
          given,
          plain: this.#plain,
        },
      );
      const active = new ActiveIncident(this.context.workspaceState, store, () => this.#activated.fire());
      await active.load();
      const unlocked = { app: this, store, access, key, active, notices };
      this.log.info(`store open after ${Date.now() - began} ms${key ? '' : ', WITHOUT ENCRYPTION'}`);
      this.#enter({ kind: 'open', unlocked });
      this.#opened.fire(unlocked);
      return unlocked;
    } catch (cause) {
      const error = cause instanceof StoreError ? cause : new StoreError('other', String(cause));
      this.log.error(`store not opened: ${error.message}`);
      // The worker of a store that another window has to itself waits for its return.
      if (error.kind !== 'taken') await this.#drop();
      this.#enter({ kind: needsKey(error) ? 'locked' : 'failed', error });
      throw error;
    }
  }

  /** Work that is to be done before the store locks, such as saving what a person just typed; it must end soon. */
  beforeLock(work: () => Promise<void>): vscode.Disposable {
    this.#beforeLock.add(work);
    return new vscode.Disposable(() => this.#beforeLock.delete(work));
  }

  /** Closes the store and forgets its key, until a person unlocks it in this window. */
  async lock(): Promise<void> {
    if (this.#state.kind === 'open') await Promise.allSettled([...this.#beforeLock].map(work => work()));
    await this.#stopJobs();
    if (this.#state.kind === 'opening') await Promise.allSettled([this.#state.done]);
    this.#enter({ kind: 'locked', error: new StoreError('locked', 'in this window') });
    await this.#drop();
    this.log.info('store locked');
  }

  async #stopJobs(): Promise<void> {
    for (const stop of this.#jobs.keys()) stop.abort();
    await Promise.allSettled([...this.#jobs.values()].map(({ running }) => running));
  }

  /**
   * Closes the store, has its file replaced by one under another key, and opens the one that is there then.
   *
   * @param swap replaces the file
   * @throws StoreError what `swap` throws, after the store was opened again
   */
  async exchangeKey(
    current: { readonly key: string; readonly salt: string },
    next: NewKey,
    swap: () => Promise<void>,
  ): Promise<void> {
    const failures: unknown[] = [];
    const exchange = async () => {
      await this.#drop();
      const client = this.#connect();
      await exchangeKey(client, this.storeFile, this.context.secrets, current.salt, next, swap).catch(
        (error: unknown) => failures.push(error),
      );
      return this.#open(client, salt => Promise.resolve((salt === next.salt ? next : current).key));
    };
    const done = exchange();
    this.#enter({ kind: 'opening', done });
    await done;
    for (const failure of failures) throw failure;
  }

  /**
   * Runs work that takes long; locking the store stops it.
   *
   * @param attended whether a person waits for it, so that the store does not lock itself meanwhile
   */
  async job<T>(work: (stop: AbortController) => Promise<T>, attended = true): Promise<T> {
    const stop = new AbortController();
    const running = work(stop);
    this.#jobs.set(stop, { running, attended });
    try {
      return await running;
    } finally {
      this.#jobs.delete(stop);
      if (attended) this.used();
    }
  }

  /** Searches evidence; locking the store stops it. */
  search(
    { access }: Unlocked,
    asked: Omit<JobInput<'search'>, 'store'>,
    { signal, ...watcher }: JobWatcher<'search'> & { readonly signal: AbortSignal },
  ): Promise<JobOutput<'search'>> {
    return this.job(stop =>
      this.searches.run(
        { ...asked, store: access },
        { ...watcher, signal: AbortSignal.any([signal, stop.signal]) },
      ),
    );
  }

  attached(incidentId: string): void {
    this.#attached.fire(incidentId);
  }

  used(): void {
    this.#used.fire();
  }

  /** The worker ended by itself: the next use starts another one, unless that one ends at once too. */
  #ended(client: StoreClient, error: StoreError): void {
    this.log.error(error.message);
    if (this.#state.kind !== 'open' || this.#client !== client) return;
    this.#client = undefined;
    const again = Date.now() - this.#lastEnd < RESTART_AGAIN_MS;
    this.#lastEnd = Date.now();
    this.#enter(again ? { kind: 'failed', error } : { kind: 'closed' });
  }

  /** Another window has the file to itself for a while, or changed it beyond what this version knows. */
  #released(client: StoreClient, why: 'taken' | 'newer'): void {
    if (this.#client !== client) return;
    this.log.info(`the store was let go for another window: ${why}`);
    void this.searches.end();
    void this.redactions.end();
    this.#enter({ kind: 'failed', error: new StoreError(why, 'by another window') });
  }

  #returned(client: StoreClient): void {
    if (this.#client !== client || this.#state.kind !== 'failed') return;
    this.log.info('the other window is done with the store');
    this.#start().catch(() => this.log.warn('the store was not opened again'));
  }

  #tell(topics: readonly Topic[], ours: boolean): void {
    if (ours) this.used();
    this.#changed.fire(topics);
    if (!topics.includes('incidents')) return;
    this.open?.active.load().catch((error: unknown) => this.log.error(String(error)));
  }

  #enter(state: State): void {
    this.#state = state;
    void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.store, state.kind);
    if (state.kind !== 'opening') this.#changed.fire(TOPICS);
  }

  /**
   * Stops the jobs, which take back what they began, and closes the store; VS Code waits for this at its end, so that
   * the last write is in the file.
   */
  async close(): Promise<void> {
    if (this.#state.kind === 'open') await Promise.allSettled([...this.#beforeLock].map(work => work()));
    await this.#stopJobs();
    this.#state = { kind: 'closed' };
    await this.#drop();
  }

  dispose(): void {
    for (const emitter of [this.#changed, this.#opened, this.#used, this.#activated, this.#attached]) {
      emitter.dispose();
    }
  }
}
