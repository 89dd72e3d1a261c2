/** The fields of an event. */
import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { MAX_EVENT } from '../../db/values.js';
import { parseMoment, type ShownTimes } from '../../timeline/index.js';
import type { Said, Strings, TypeName } from './protocol.js';

/** What stands in the fields. */
export interface Draft {
  readonly time: string;
  readonly type: string;
  readonly description: string;
  readonly source: string;
  readonly tags: string;
}

export interface FormProps {
  readonly strings: Strings;
  readonly times: ShownTimes;
  readonly types: readonly TypeName[];
  readonly sources: readonly string[];
  /** Which one it is: another key begins anew. */
  readonly of: string;
  readonly draft: Draft;
  /** What a time without a day counts from. */
  readonly near: number;
  readonly notice: string;
  /** @returns once it is kept. @throws Error with the sentence for the person */
  readonly save: (said: Said) => Promise<void>;
  readonly cancel: () => void;
}

export function Form(props: FormProps): JSX.Element {
  const { strings, times, types, sources, near, cancel } = props;
  const [draft, setDraft] = useState(props.draft);
  const [failure, setFailure] = useState('');
  const [saving, setSaving] = useState(false);
  const first = useRef<HTMLTextAreaElement>(null);
  // Before a person can type: what comes later would take away what they typed.
  useLayoutEffect(() => {
    first.current?.focus();
    first.current?.select();
  }, []);

  // What was not changed is this moment, though its hour may come twice that day.
  const momentOf = (time: string, clock: ShownTimes) =>
    time === clock.text(near) ? near : parseMoment(time, { now: Date.now(), near, clock });
  const before = useRef(times);
  useEffect(() => {
    if (before.current === times) return;
    // The moment stays when times are shown in another zone.
    const moment = momentOf(draft.time, before.current);
    before.current = times;
    if (moment !== undefined) setDraft({ ...draft, time: times.text(moment) });
  }, [times]);

  const at = momentOf(draft.time, times);
  const description = draft.description.trim();
  const save = async () => {
    if (at === undefined) return setFailure(strings.notATime);
    if (description === '') return setFailure(strings.noDescription);
    const long = tooLong({ ...draft, description });
    if (long)
      return setFailure(
        strings.tooLong.replace('{0}', strings[long.field]).replace('{1}', String(long.most)),
      );
    setSaving(true);
    try {
      await props.save({
        at_ms: at,
        description,
        event_type:
          types.find(({ name }) => name === draft.type.trim())?.type ?? (draft.type.trim() || 'note'),
        source: draft.source.trim() || null,
        tags: tagsIn(draft.tags),
      });
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setSaving(false);
    }
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const isText = event.target instanceof HTMLTextAreaElement;
    if (event.key === 'Escape') cancel();
    else if (event.key === 'Enter' && (!isText || event.ctrlKey || event.metaKey)) void save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const field = (name: keyof Draft, label: string, more: JSX.IntrinsicElements['input'] = {}) => (
    <label>
      {label}
      <input
        type="text"
        id={`field-${name}`}
        spellcheck={false}
        value={draft[name]}
        onInput={event => setDraft({ ...draft, [name]: event.currentTarget.value })}
        {...more}
      />
    </label>
  );
  return (
    <form
      autocomplete="off"
      onKeyDown={onKeyDown}
      onSubmit={event => {
        event.preventDefault();
        void save();
      }}
    >
      {props.notice && <p class="notice">{props.notice}</p>}
      <label>
        {strings.description}
        <textarea
          ref={first}
          id="field-description"
          rows={3}
          value={draft.description}
          onInput={event => setDraft({ ...draft, description: event.currentTarget.value })}
        />
      </label>
      {field('time', strings.time, { 'aria-describedby': 'time-help', 'aria-invalid': at === undefined })}
      <p id="time-help" class={at === undefined ? 'hint wrong' : 'hint'}>
        {at === undefined ? strings.notATime : times.full(at)}
        {at !== undefined && <span class="more">{strings.timeHelp.replace('{0}', times.zone)}</span>}
      </p>
      {field('type', strings.type, { list: 'types' })}
      {field('source', strings.source, { list: 'sources', placeholder: strings.incident })}
      {field('tags', strings.tags, { placeholder: strings.tagsHelp })}
      <datalist id="types">
        {types.map(({ type, name }) => (
          <option key={type} value={name} />
        ))}
      </datalist>
      <datalist id="sources">
        {sources.map(source => (
          <option key={source} value={source} />
        ))}
      </datalist>
      {failure && (
        <p class="wrong" role="alert">
          {failure}
        </p>
      )}
      <p class="buttons">
        <button type="submit" class="action" disabled={saving}>
          {strings.save}
        </button>
        <button type="button" class="action secondary" onClick={cancel}>
          {strings.cancel}
        </button>
      </p>
    </form>
  );
}

/** The field that holds more than the store takes, with how much that is, in UTF-16 units. */
function tooLong({ description, type, source, tags }: Draft) {
  const texts = [
    { field: 'description', texts: [description], most: MAX_EVENT.description },
    { field: 'type', texts: [type.trim()], most: MAX_EVENT.type },
    { field: 'source', texts: [source.trim()], most: MAX_EVENT.source },
    { field: 'tags', texts: tagsIn(tags), most: MAX_EVENT.tag },
  ] as const;
  return texts.find(({ texts, most }) => texts.some(text => text.length > most));
}

function tagsIn(text: string): string[] {
  const tags = text.split(',').map(tag => tag.trim());
  return [...new Set(tags.filter(tag => tag !== ''))];
}
