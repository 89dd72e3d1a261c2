/** Filter, zoom, add, undo. */
import type { JSX } from 'preact';
import type { Filter, Strings } from './protocol.js';

export interface Names {
  readonly types: readonly (readonly [type: string, name: string])[];
  readonly sources: readonly (string | null)[];
  readonly tags: readonly string[];
}

export interface ToolbarProps {
  readonly strings: Strings;
  readonly filter: Filter;
  readonly names: Names;
  readonly status: string;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly change: (filter: Filter) => void;
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
  readonly add: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

export function Toolbar(props: ToolbarProps): JSX.Element {
  const { strings, filter, names, status, change } = props;
  return (
    <div class="toolbar" role="toolbar" aria-label={strings.timeline}>
      <input
        id="filter"
        type="text"
        spellcheck={false}
        placeholder={strings.filter}
        aria-label={strings.filter}
        value={filter.text}
        onInput={event => change({ ...filter, text: event.currentTarget.value })}
        onKeyDown={event => {
          if (event.key === 'Escape') change({ ...filter, text: '' });
        }}
      />
      <Choice
        label={strings.type}
        all={strings.allTypes}
        options={names.types}
        value={filter.type}
        choose={type => change({ ...filter, type })}
      />
      <Choice
        label={strings.source}
        all={strings.allSources}
        options={names.sources.map(source => [source ?? '', source ?? strings.incident] as const)}
        value={filter.source}
        choose={source => change({ ...filter, source })}
      />
      <Choice
        label={strings.tags}
        all={strings.allTags}
        options={names.tags.map(tag => [tag, tag] as const)}
        value={filter.tag}
        choose={tag => change({ ...filter, tag })}
      />
      <span class="status" role="status">
        {status}
      </span>
      <Action icon="discard" label={strings.undo} act={props.undo} disabled={!props.canUndo} />
      <Action icon="redo" label={strings.redo} act={props.redo} disabled={!props.canRedo} />
      <Action icon="zoom-out" label={strings.zoomOut} act={() => props.zoom(1.6)} />
      <Action icon="zoom-in" label={strings.zoomIn} act={() => props.zoom(1 / 1.6)} />
      <Action icon="screen-full" label={strings.fit} act={props.fit} />
      <button type="button" class="action" id="add" onClick={props.add}>
        {strings.add}
      </button>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly value: string | null;
  readonly choose: (value: string | null) => void;
}

/** Values may be anything, so options are named by their place. */
function Choice({ label, all, options, value, choose }: ChoiceProps): JSX.Element {
  const chosen = options.findIndex(([option]) => option === value);
  return (
    <select
      aria-label={label}
      value={String(value === null ? -1 : chosen)}
      onChange={event => choose(options[Number(event.currentTarget.value)]?.[0] ?? null)}
    >
      <option value="-1">{all}</option>
      {options.map(([, name], place) => (
        <option key={place} value={String(place)}>
          {name}
        </option>
      ))}
    </select>
  );
}

export interface ActionProps {
  readonly icon: string;
  readonly label: string;
  readonly act: () => void;
  readonly disabled?: boolean;
}

export function Action({ icon, label, act, disabled = false }: ActionProps): JSX.Element {
  return (
    <button type="button" class="icon" title={label} aria-label={label} disabled={disabled} onClick={act}>
      <i class={`codicon codicon-${icon}`} aria-hidden="true" />
    </button>
  );
}
