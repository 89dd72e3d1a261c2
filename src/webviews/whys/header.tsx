/** What the page is about, whether all is saved, and what works on the whole tree. */
import type { JSX } from 'preact';
import { causesOf } from '../../analysis/index.js';
import { ask } from '../ask.js';
import type { Editing } from './editing.js';
import type { Strings } from './vscodeStrings.js';

interface Props {
  readonly strings: Strings;
  readonly title: string;
  readonly editing: Editing;
  readonly notice: string;
  readonly count: number;
}

export function Header({ strings, title, editing, notice, count }: Props): JSX.Element {
  const { board } = editing;
  const { saving } = board;
  const causes = causesOf(board.roots, 'root_cause').length;
  const summary = strings.summary.replace('{0}', String(count)).replace('{1}', String(causes));
  return (
    <header class="toolbar">
      <div class="about">
        <h1 dir="auto">{title}</h1>
        {count > 0 && <span class="quiet">{summary}</span>}
      </div>
      <span class={saving.kind === 'saved' ? 'saving saved' : 'saving'}>
        {saving.kind === 'saved' && <span class="codicon codicon-check" aria-hidden="true" />}
        {saving.kind === 'saved' ? strings.saved : saving.kind === 'saving' ? strings.saving : ''}
      </span>
      <Tool icon="discard" label={strings.undo} disabled={!board.canUndo} act={() => void editing.undo()} />
      <Tool icon="redo" label={strings.redo} disabled={!board.canRedo} act={() => void editing.redo()} />
      <Tool
        icon="export"
        label={strings.export}
        disabled={count === 0}
        act={() => void ask('start', { with: 'export' })}
      />
      <div class="notices" role="status">
        {saving.kind === 'failed' && (
          <p class="fault">
            {strings.notSaved.replace('{0}', () => saving.text)}{' '}
            <button type="button" class="link" onClick={() => void board.save()}>
              {strings.tryAgain}
            </button>
          </p>
        )}
        {saving.kind === 'conflict' && <p class="fault">{strings.conflicts}</p>}
        {saving.kind === 'orphan' && <p class="fault">{strings.orphans}</p>}
        {notice !== '' && <p>{notice}</p>}
      </div>
    </header>
  );
}

interface ToolProps {
  readonly icon: string;
  readonly label: string;
  readonly disabled?: boolean;
  readonly act: () => void;
}

export function Tool({ icon, label, disabled = false, act }: ToolProps): JSX.Element {
  return (
    <button type="button" class="tool" title={label} aria-label={label} disabled={disabled} onClick={act}>
      <span class={`codicon codicon-${icon}`} aria-hidden="true" />
    </button>
  );
}
