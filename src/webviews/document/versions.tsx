/** Earlier texts: what differs from the present one, and the way back. */
import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask } from '../ask.js';
import type { Listed, Strings } from './protocol.js';

interface Props {
  readonly strings: Strings;
  /** Grows when the list is to be read again. */
  readonly changes: number;
  readonly compare: (version: Listed, text: string) => void;
  readonly restore: (version: Listed) => void;
  readonly notice: (text: string) => void;
}

export function Versions({ strings, changes, compare, restore, notice }: Props): JSX.Element {
  const [versions, setVersions] = useState<readonly Listed[]>([]);
  const tell = (error: unknown) => notice(error instanceof Error ? error.message : String(error));
  useEffect(() => {
    let wanted = true;
    ask<Listed[]>('versions', {}).then(listed => wanted && setVersions(listed), tell);
    return () => {
      wanted = false;
    };
  }, [changes]);
  if (versions.length === 0) return <p class="quiet">{strings.noVersions}</p>;
  return (
    <ul class="rows versions">
      {versions.map(version => (
        <li key={version.id}>
          <span class="codicon codicon-history" />
          <span class="what">{version.when}</span>
          <span class="detail">{version.why}</span>
          <button
            type="button"
            class="action secondary"
            aria-label={`${strings.compare}: ${version.when}`}
            onClick={() =>
              void ask<string>('version', { id: version.id }).then(text => compare(version, text), tell)
            }
          >
            {strings.compare}
          </button>
          <button
            type="button"
            class="action secondary"
            aria-label={`${strings.restore}: ${version.when}`}
            onClick={() => restore(version)}
          >
            {strings.restore}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface CompareProps {
  readonly strings: Strings;
  readonly title: string;
  /** What stands on the left and on the right. */
  readonly left: { readonly name: string; readonly text: string };
  readonly right: { readonly name: string; readonly text: string };
  readonly actions: readonly { readonly name: string; readonly run: () => void }[];
  /** Absent where a person has to choose. */
  readonly close?: () => void;
}

/** Two texts side by side, read-only. */
export function Compare({ strings, title, left, right, actions, close }: CompareProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!root.current) return;
    const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
    const side = ({ name, text }: CompareProps['left']) => ({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' }),
      ],
    });
    const view = new MergeView({
      a: side(left),
      b: side(right),
      parent: root.current,
      collapseUnchanged: { margin: 2, minSize: 6 },
    });
    heading.current?.focus();
    return () => view.destroy();
  }, [left.text, right.text]);
  return (
    <section
      class="compare"
      role="dialog"
      aria-label={title}
      onKeyDown={event => event.key === 'Escape' && close?.()}
    >
      <header>
        <h2 tabIndex={-1} ref={heading}>
          {title}
        </h2>
        {actions.map(({ name, run }) => (
          <button key={name} type="button" class="action" onClick={run}>
            {name}
          </button>
        ))}
        {close && (
          <button type="button" class="action secondary" onClick={close}>
            {strings.close}
          </button>
        )}
      </header>
      <div class="sides" aria-hidden="true">
        <span>{left.name}</span>
        <span>{right.name}</span>
      </div>
      <div class="texts" ref={root} />
    </section>
  );
}
