/** Action items: rows of their own, of which the document's tables are made. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ActionItem } from '../../db/rows/analysis.js';
import { ACTION_KINDS, ACTION_STATES, type ActionKind, type ActionState } from '../../db/values.js';
import { ask } from '../ask.js';
import type { Strings } from './protocol.js';

interface Props {
  readonly strings: Strings;
  readonly actions: readonly ActionItem[];
  readonly notice: (text: string) => void;
}

export function Actions({ strings, actions, notice }: Props): JSX.Element {
  const tell = (work: Promise<unknown>) =>
    void work.catch((error: unknown) => notice(error instanceof Error ? error.message : String(error)));
  const change = (id: string, change: object) => tell(ask('updateAction', { id, ...change }));
  return (
    <>
      <NewAction strings={strings} add={title => tell(ask('addAction', { ...EMPTY, title }))} />
      {actions.length === 0 ? (
        <p class="quiet">{strings.noActions}</p>
      ) : (
        <table class="actions">
          <thead>
            <tr>
              {([strings.title, strings.owner, strings.due, strings.kind, strings.state] as const).map(
                text => (
                  <th scope="col" key={text}>
                    {text}
                  </th>
                ),
              )}
              <th scope="col">{strings.tracking}</th>
              <th scope="col">
                <span class="unseen">{strings.remove}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {actions.map(item => (
              <Row
                key={item.id}
                {...{ strings, item, notice }}
                change={of => change(item.id, of)}
                remove={() => tell(ask('removeAction', { id: item.id }))}
              />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

const EMPTY = { owner: null, due_on: null, kind: 'prevent', state: 'open', tracking_url: null } as const;

function NewAction({
  strings,
  add,
}: {
  readonly strings: Strings;
  readonly add: (title: string) => void;
}): JSX.Element {
  const [title, setTitle] = useState('');
  return (
    <form
      class="new"
      onSubmit={event => {
        event.preventDefault();
        if (title.trim() === '') return;
        add(title);
        setTitle('');
      }}
    >
      <input
        id="newAction"
        value={title}
        maxLength={300}
        placeholder={strings.actionNew}
        aria-label={strings.actionNew}
        onInput={event => setTitle(event.currentTarget.value)}
      />
      <button type="submit" class="action" disabled={title.trim() === ''}>
        {strings.add}
      </button>
    </form>
  );
}

interface RowProps {
  readonly strings: Strings;
  readonly item: ActionItem;
  readonly change: (change: Partial<ActionItem>) => void;
  readonly remove: () => void;
  readonly notice: (text: string) => void;
}

function Row({ strings, item, change, remove, notice }: RowProps): JSX.Element {
  const text = (value: string) => (value.trim() === '' ? null : value.trim());
  return (
    <tr class={item.state}>
      <td>
        <input
          class="title"
          aria-label={strings.title}
          defaultValue={item.title}
          maxLength={300}
          onChange={event => {
            const title = event.currentTarget.value.trim();
            if (title === '') event.currentTarget.value = item.title;
            else change({ title });
          }}
        />
      </td>
      <td>
        <input
          aria-label={`${strings.owner}: ${item.title}`}
          defaultValue={item.owner ?? ''}
          maxLength={100}
          onChange={event => change({ owner: text(event.currentTarget.value) })}
        />
      </td>
      <td>
        <input
          type="date"
          aria-label={`${strings.due}: ${item.title}`}
          value={item.due_on ?? ''}
          onChange={event => change({ due_on: text(event.currentTarget.value) })}
        />
      </td>
      <td>
        <select
          aria-label={`${strings.kind}: ${item.title}`}
          value={item.kind}
          onChange={event => change({ kind: event.currentTarget.value as ActionKind })}
        >
          {ACTION_KINDS.map(kind => (
            <option key={kind} value={kind}>
              {strings[kind]}
            </option>
          ))}
        </select>
      </td>
      <td>
        <select
          aria-label={`${strings.state}: ${item.title}`}
          value={item.state}
          onChange={event => change({ state: event.currentTarget.value as ActionState })}
        >
          {ACTION_STATES.map(state => (
            <option key={state} value={state}>
              {strings[state]}
            </option>
          ))}
        </select>
      </td>
      <td>
        <input
          type="url"
          aria-label={`${strings.tracking}: ${item.title}`}
          defaultValue={item.tracking_url ?? ''}
          placeholder="https://"
          onChange={event => {
            const url = text(event.currentTarget.value);
            if (url !== null && !/^https?:\/\/[^/]/i.test(url)) return notice(strings.badUrl);
            change({ tracking_url: url });
          }}
        />
      </td>
      <td>
        <button
          type="button"
          class="icon"
          title={strings.remove}
          aria-label={`${strings.remove}: ${item.title}`}
          onClick={remove}
        >
          <span class="codicon codicon-trash" />
        </button>
      </td>
    </tr>
  );
}
