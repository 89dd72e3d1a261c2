/** What a person sees while there is no document to be written in. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ask } from '../ask.js';
import type { Read, Saving, Strings } from './protocol.js';

interface Props {
  readonly strings: Strings;
  readonly read: Read;
  readonly saving: Saving;
}

export function Nothing({ strings, read, saving }: Props): JSX.Element {
  const { store } = read;
  const unlock = (label: string) => (
    <button type="button" class="action" onClick={() => void ask('start', { with: 'unlock' })}>
      {label}
    </button>
  );
  const lines = {
    open: strings.opening,
    opening: strings.opening,
    locked: strings.locked,
    failed: strings.failed,
    gone: strings.gone,
  };
  return (
    <div class="nothing">
      <p>{lines[store]}</p>
      {saving.state === 'failed' && store !== 'gone' && <p role="alert">{strings.lockedUnsaved}</p>}
      {store === 'locked' && unlock(strings.unlock)}
      {store === 'failed' && unlock(strings.retry)}
      {read.store === 'gone' && read.text !== null && (
        <Deleted {...{ strings }} text={read.text} canKeep={read.canKeep} />
      )}
    </div>
  );
}

/** The text of a document that was deleted here or elsewhere while it was open. */
function Deleted({
  strings,
  text,
  canKeep,
}: {
  readonly strings: Strings;
  readonly text: string;
  readonly canKeep: boolean;
}): JSX.Element {
  const [notice, setNotice] = useState('');
  const [asked, setAsked] = useState(false);
  const button = (name: 'keepAsNew' | 'copy') => (
    <button
      type="button"
      class="action"
      disabled={asked}
      onClick={() => {
        setAsked(true);
        void ask(name, {})
          .then(
            () => setNotice(''),
            (error: unknown) => setNotice(error instanceof Error ? error.message : String(error)),
          )
          .then(() => setAsked(false));
      }}
    >
      {strings[name]}
    </button>
  );
  return (
    <>
      <p>
        {canKeep && button('keepAsNew')} {button('copy')}
      </p>
      {notice && <p role="alert">{notice}</p>}
      <p id="deleted">{strings.goneText}</p>
      <pre tabIndex={0} aria-labelledby="deleted">
        {text}
      </pre>
    </>
  );
}
