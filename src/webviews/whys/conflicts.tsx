/** Where another window wrote what the person writes at: both texts, and the choice. */
import type { JSX } from 'preact';
import type { Step } from '../../db/rows/analysis.js';
import type { TextField } from './fields.js';
import type { Editing } from './editing.js';
import type { Strings } from './vscodeStrings.js';

interface Props {
  readonly strings: Strings;
  readonly editing: Editing;
}

/** Text whose why is no longer there. */
export function Conflicts({ strings, editing }: Props): JSX.Element {
  return (
    <>
      {editing.board.orphans.map(orphan => (
        <section key={`${orphan.id} ${orphan.field}`} class="conflict" role="alert">
          <p>{strings.orphan}</p>
          <blockquote dir="auto">{orphan.text}</blockquote>
          <button type="button" class="action" onClick={() => editing.keep(orphan)}>
            {strings.copyBack}
          </button>
          <button type="button" class="action secondary" onClick={() => editing.board.discard(orphan)}>
            {strings.discard}
          </button>
        </section>
      ))}
    </>
  );
}

/** A field that another window wrote, too. */
export function Conflict({
  strings,
  editing,
  step,
  field,
}: Props & { readonly step: Step; readonly field: TextField }): JSX.Element | null {
  const draft = editing.board.draft(step.id, field);
  if (!draft?.theirs) return null;
  const choose = (which: 'mine' | 'theirs') => void editing.board.choose(draft, which);
  const text = (label: string, shown: string) => (
    <div>
      <h3>{label}</h3>
      <blockquote dir="auto">{shown === '' ? strings.emptyText : shown}</blockquote>
    </div>
  );
  return (
    <div class="conflict" role="alert">
      <p>{strings.conflict}</p>
      <div class="texts">
        {text(strings.mine, draft.text)}
        {text(strings.theirs, draft.theirs.text ?? '')}
      </div>
      <button type="button" class="action" onClick={() => choose('mine')}>
        {strings.keepMine}
      </button>
      <button type="button" class="action secondary" onClick={() => choose('theirs')}>
        {strings.takeTheirs}
      </button>
    </div>
  );
}
