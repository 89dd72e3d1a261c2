import * as vscode from 'vscode';
import type { App, Unlocked } from '../app.js';
import type { Topic } from '../db/api.js';
import { StoreError } from '../db/errors.js';
import { SETTINGS } from '../ids.js';
import type { JobOutput } from '../jobs/api.js';
import { inMessage } from '../labels.js';
import { type PatternSource, rulesOf } from '../redaction/review/index.js';
import { withProgress } from './job.js';

/** Whether what other rules scanned is scanned again. */
type Scope = 'new' | 'all';

type Refused = JobOutput<'scan'>['refused'][number];

/**
 * Scans what was attached for personal data and secrets, one job at a time, while a person goes on.
 *
 * What other rules scanned is scanned again when the store opens and when the settings change, and not with every change:
 * two editors of one store, with other patterns or of another version, would scan after each other for ever.
 */
export class BackgroundScan implements vscode.Disposable {
  readonly #disposables: readonly vscode.Disposable[];
  readonly #said = new Set<string>();
  #running = false;
  #again: Scope | undefined;

  constructor(private readonly app: App) {
    this.#disposables = [
      app.onDidOpen(() => this.#begin('all')),
      app.onDidChange(topics => this.#changed(topics)),
      vscode.workspace.onDidChangeConfiguration(
        change =>
          [SETTINGS.redactionScan, SETTINGS.redactionPatterns].some(name =>
            change.affectsConfiguration(name),
          ) && this.#begin('all'),
      ),
    ];
  }

  #changed(topics: readonly Topic[]): void {
    if (topics.includes('attachments')) this.#begin('new');
  }

  #begin(scope: Scope): void {
    const unlocked = this.app.open;
    if (!unlocked || vscode.workspace.getConfiguration().get(SETTINGS.redactionScan) !== true) return;
    if (this.#running) {
      if (this.#again !== 'all') this.#again = scope;
      return;
    }
    this.#again = undefined;
    this.#running = true;
    this.#scan(unlocked, scope)
      .catch((error: unknown) => {
        // Where it was locked or cancelled, the rest is scanned when the store opens again, or with what comes next.
        this.app.log.warn(`scan ended: ${error instanceof StoreError ? error.kind : String(error)}`);
      })
      .finally(() => {
        this.#running = false;
        if (this.#again) this.#begin(this.#again);
      });
  }

  async #scan({ app, store, access }: Unlocked, scope: Scope): Promise<void> {
    const patterns = ownPatterns();
    const onlyNew = scope === 'new';
    if (!(await store.anyUnscanned({ rules: onlyNew ? null : rulesOf(patterns) }))) return;
    const title = vscode.l10n.t('Looking for personal data and secrets');
    const { refused } = await withProgress(
      app,
      title,
      'scan',
      { store: access, patterns, onlyNew },
      { background: true, inBytes: true },
    );
    this.#tell(refused);
  }

  /** Says each pattern that cannot be used once a window. */
  #tell(refused: Refused[]): void {
    for (const { name, reason } of refused) {
      const sentence = REFUSALS[reason](name);
      if (this.#said.has(sentence)) continue;
      this.#said.add(sentence);
      void vscode.window.showWarningMessage(inMessage(sentence));
    }
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

const REFUSALS: Record<Refused['reason'], (name: string) => string> = {
  invalid: name =>
    vscode.l10n.t('The pattern {0} is not valid, so it is left out: correct it in the settings.', name),
  'bad-name': name =>
    vscode.l10n.t(
      'The pattern {0} is left out for its name: give it one of letters, digits, spaces and hyphens.',
      name,
    ),
  'matches-empty': name =>
    vscode.l10n.t(
      'The pattern {0} finds only empty text, so it is left out: correct it in the settings.',
      name,
    ),
  'matches-everything': name =>
    vscode.l10n.t('The pattern {0} finds all of any line, so it is left out: make it narrower.', name),
};

/** A person's own patterns, as the setting has them. */
export function ownPatterns(): PatternSource[] {
  const given: unknown = vscode.workspace.getConfiguration().get(SETTINGS.redactionPatterns);
  return Array.isArray(given) ? given.map(patternOf) : [];
}

/** What is missing or no text is empty, and so refused and told as any pattern that cannot be used. */
function patternOf(value: unknown): PatternSource {
  const given: Partial<Record<keyof PatternSource, unknown>> =
    typeof value === 'object' && value !== null ? value : {};
  const text = (one: unknown) => (typeof one === 'string' ? one : '');
  return { name: text(given.name), pattern: text(given.pattern), ignoreCase: given.ignoreCase === true };
}
