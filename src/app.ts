/** The parts that everything shares: the store, the log, the active incident and the change event. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ActiveIncident } from './activeIncident.js';
import type { Store, Topic } from './db/api.js';
import { StoreClient } from './db/client.js';
import { StoreError } from './db/errors.js';
import { dataFolder, storeFile } from './db/location.js';
import type { StoreFile } from './db/protocol.js';
import { openSession } from './db/session.js';
import { CONTEXT_KEYS, SETTINGS } from './ids.js';

/** A worker that ends twice within this time is not started again unasked. */
const RESTART_AGAIN_MS = 60_000;

/** What a command gets that needs an open store. */
export interface Unlocked {
  readonly app: App;
  readonly store: Store;
  /** What another connection to the store needs. */
  readonly access: StoreFile;
  readonly active: ActiveIncident;
}

type State =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening'; readonly client: StoreClient; readonly done: Promise<Unlocked> }
  | { readonly kind: 'open'; readonly client: StoreClient; readonly unlocked: Unlocked }
  | { readonly kind: 'failed'; readonly error: StoreError };

export class App implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<readonly Topic[]>();
  /** After a change of the data, by whichever window, and after the store opened or closed (all topics). */
  readonly onDidChange = this.#changed.event;
  readonly #activated = new vscode.EventEmitter<void>();
  /** After another incident became the active one, or the active one was edited. */
  readonly onDidActivate = this.#activated.event;
  readonly #attached = new vscode.EventEmitter<string>();
  /** After something was attached in this window: the incident's id. */
  readonly onDidAttach = this.#attached.event;
  #state: State = { kind: 'closed' };
  #lastEnd = 0;

  constructor(
    readonly context: vscode.ExtensionContext,
    readonly log: vscode.LogOutputChannel,
  ) {}

  get state(): State['kind'] {
    return this.#state.kind;
  }

  /** The open store, or undefined while it is not open. */
  get open(): Unlocked | undefined {
    return this.#state.kind === 'open' ? this.#state.unlocked : undefined;
  }

  /** The path of the store: in the person's data folder, or where the setting moved it. */
  get storeFile(): string {
    const moved = vscode.workspace.getConfiguration().get<string>(SETTINGS.storeFolder)?.trim();
    return storeFile(moved || dataFolder());
  }

  /**
   * The open store; opens it on the first call, and once more after a failure only where `retry` asks for it.
   *
   * @throws StoreError
   */
  unlocked(retry = false): Promise<Unlocked> {
    switch (this.#state.kind) {
      case 'open':
        return Promise.resolve(this.#state.unlocked);
      case 'opening':
        return this.#state.done;
      case 'failed':
        if (!retry) return Promise.reject(this.#state.error);
    }
    const client = new StoreClient(join(this.context.extensionPath, 'dist', 'worker.js'), {
      changed: topics => this.#tell(topics),
      released: () => this.#released(client),
      ended: error => this.#ended(client, error),
    });
    const done = this.#open(client);
    this.#enter({ kind: 'opening', client, done });
    return done;
  }

  async #open(client: StoreClient): Promise<Unlocked> {
    const began = Date.now();
    try {
      const { store, access } = await openSession(client, this.storeFile, this.context.secrets);
      const active = new ActiveIncident(this.context.workspaceState, store, () => this.#activated.fire());
      await active.load();
      const unlocked = { app: this, store, access, active };
      this.log.info(`store open after ${Date.now() - began} ms`);
      this.#enter({ kind: 'open', client, unlocked });
      return unlocked;
    } catch (cause) {
      const error = cause instanceof StoreError ? cause : new StoreError('other', String(cause));
      this.log.error(`store not opened: ${error.message}`);
      await client.close().catch(() => this.log.warn('the store worker had ended already'));
      this.#enter({ kind: 'failed', error });
      throw error;
    }
  }

  attached(incidentId: string): void {
    this.#attached.fire(incidentId);
  }

  /** The worker ended by itself: the next use starts another one, unless that one ends at once too. */
  #ended(client: StoreClient, error: StoreError): void {
    this.log.error(error.message);
    const state = this.#state;
    if (state.kind !== 'open' || state.client !== client) return;
    const again = Date.now() - this.#lastEnd < RESTART_AGAIN_MS;
    this.#lastEnd = Date.now();
    this.#enter(again ? { kind: 'failed', error } : { kind: 'closed' });
  }

  /** Another window has the file to itself for a while. */
  #released(client: StoreClient): void {
    this.log.info('the store was let go for another window');
    void client.close();
    this.#enter({ kind: 'failed', error: new StoreError('taken', 'by another window') });
  }

  #tell(topics: readonly Topic[]): void {
    this.#changed.fire(topics);
    if (!topics.includes('incidents')) return;
    this.open?.active.load().catch((error: unknown) => this.log.error(String(error)));
  }

  #enter(state: State): void {
    this.#state = state;
    void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.store, state.kind);
    if (state.kind !== 'opening') this.#changed.fire(['incidents', 'attachments']);
  }

  /** Closes the store; VS Code waits for this at its end, so that the last write is in the file. */
  async close(): Promise<void> {
    const state = this.#state;
    this.#state = { kind: 'closed' };
    if (state.kind === 'open' || state.kind === 'opening') await state.client.close();
  }

  dispose(): void {
    this.#changed.dispose();
    this.#activated.dispose();
    this.#attached.dispose();
  }
}
