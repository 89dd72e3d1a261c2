/** Find, filter, go to line, wrap, copy. */
import type { JSX, TargetedKeyboardEvent } from 'preact';
import type { Query, Strings } from './protocol.js';

export interface ToolbarProps {
  readonly strings: Strings;
  readonly query: Query;
  readonly filter: boolean;
  readonly wrap: boolean;
  /** What is to be said of the search. */
  readonly status: string;
  readonly change: (query: Query) => void;
  readonly setFilter: (on: boolean) => void;
  readonly setWrap: (on: boolean) => void;
  readonly step: (by: 1 | -1) => void;
  readonly goTo: (line: number) => void;
  readonly copy: () => void;
  readonly copyRedacted: () => void;
  readonly copyLink: () => void;
  readonly addToTimeline: () => void;
  readonly leave: () => void;
}

export function Toolbar(props: ToolbarProps): JSX.Element {
  const { strings, query, filter, wrap, status, change, setFilter, setWrap, step, goTo, leave } = props;
  const onFindKey = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') leave();
  };
  const onLineKey = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    const line = Number(event.currentTarget.value);
    if (event.key === 'Enter' && Number.isInteger(line) && line > 0) goTo(line);
    if (event.key === 'Escape') leave();
  };
  return (
    <div class="toolbar" role="toolbar" aria-label={strings.find}>
      <input
        id="find"
        type="text"
        spellcheck={false}
        placeholder={strings.find}
        aria-label={strings.find}
        value={query.pattern}
        onInput={event => change({ ...query, pattern: event.currentTarget.value })}
        onKeyDown={onFindKey}
      />
      <Toggle
        icon="case-sensitive"
        label={strings.matchCase}
        on={query.matchCase}
        set={matchCase => change({ ...query, matchCase })}
      />
      <Toggle
        icon="whole-word"
        label={strings.wholeWord}
        on={query.wholeWord}
        set={wholeWord => change({ ...query, wholeWord })}
      />
      <Toggle
        icon="regex"
        label={strings.regex}
        on={query.isRegex}
        set={isRegex => change({ ...query, isRegex })}
      />
      <Toggle icon="filter" label={strings.filter} on={filter} set={setFilter} />
      <Action icon="arrow-up" label={strings.previous} act={() => step(-1)} />
      <Action icon="arrow-down" label={strings.next} act={() => step(1)} />
      <span class="status" role="status">
        {status}
      </span>
      <input
        id="line"
        type="text"
        inputMode="numeric"
        placeholder={strings.line}
        aria-label={strings.goToLine}
        onKeyDown={onLineKey}
      />
      <Toggle icon="word-wrap" label={strings.wrap} on={wrap} set={setWrap} />
      <Action icon="copy" label={strings.copy} act={props.copy} />
      <Action icon="eye-closed" label={strings.copyRedacted} act={props.copyRedacted} />
      <Action icon="link" label={strings.copyLink} act={props.copyLink} />
      <Action icon="git-commit" label={strings.addToTimeline} act={props.addToTimeline} />
    </div>
  );
}

interface ToggleProps {
  readonly icon: string;
  readonly label: string;
  readonly on: boolean;
  readonly set: (on: boolean) => void;
}

function Toggle({ icon, label, on, set }: ToggleProps): JSX.Element {
  return (
    <button
      type="button"
      class={on ? 'on' : ''}
      title={label}
      aria-label={label}
      aria-pressed={on}
      onClick={() => set(!on)}
    >
      <i class={`codicon codicon-${icon}`} aria-hidden="true" />
    </button>
  );
}

function Action({
  icon,
  label,
  act,
}: {
  readonly icon: string;
  readonly label: string;
  readonly act: () => void;
}) {
  return (
    <button type="button" title={label} aria-label={label} onClick={act}>
      <i class={`codicon codicon-${icon}`} aria-hidden="true" />
    </button>
  );
}
