import * as vscode from 'vscode';

/** The pages that are open, by incident, so that they can be led to an event. */
class OpenTimelines {
  readonly #open = new Map<string, (event: string) => void>();
  /** What a page is to begin at that is being opened. */
  readonly #wanted = new Map<string, string>();

  add(incident: string, select: (event: string) => void): vscode.Disposable {
    this.#open.set(incident, select);
    return new vscode.Disposable(() => {
      if (this.#open.get(incident) === select) this.#open.delete(incident);
    });
  }

  select(incident: string, event: string): void {
    this.#wanted.set(incident, event);
    this.#open.get(incident)?.(event);
  }

  take(incident: string): string | undefined {
    const event = this.#wanted.get(incident);
    this.#wanted.delete(incident);
    return event;
  }
}

export const openTimelines = new OpenTimelines();
