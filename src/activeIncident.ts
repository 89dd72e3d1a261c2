import type * as vscode from 'vscode';
import type { Store } from './db/api.js';
import { unlessGone } from './db/errors.js';
import type { Incident } from './db/rows/incidents.js';

/** Only the id is kept outside the store: `workspaceState` is a plain file. */
const STATE_KEY = 'whydunit.activeIncident';

/** The incident that commands use by default, chosen per workspace. */
export class ActiveIncident {
  #incident: Incident | undefined;

  constructor(
    private readonly state: vscode.Memento,
    private readonly store: Store,
    private readonly changed: () => void,
  ) {}

  get incident(): Incident | undefined {
    return this.#incident;
  }

  async set(incident: Incident | undefined): Promise<void> {
    this.#incident = incident;
    this.changed();
    await this.state.update(STATE_KEY, incident?.id);
  }

  /** Reads the incident again; one that is gone, by whichever window, is no longer active. */
  async load(): Promise<void> {
    const id = this.#incident?.id ?? this.state.get<string>(STATE_KEY);
    if (id === undefined) return;
    const read = await this.#read(id);
    // Another one was chosen while this one was read.
    if (this.#incident && this.#incident.id !== id) return;
    if (!read) return this.set(undefined);
    const same = JSON.stringify(read) === JSON.stringify(this.#incident);
    this.#incident = read;
    if (!same) this.changed();
  }

  #read(id: string): Promise<Incident | undefined> {
    return unlessGone(this.store.getIncident({ id }));
  }
}
