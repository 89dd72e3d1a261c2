/** All of one event, and the fields to edit it or to add one. */
import type { JSX } from 'preact';
import { ask } from '../ask.js';
import { Form, type FormProps } from './form.js';
import { markKind, type ShownTimes } from '../../timeline/index.js';
import type { Row, Strings } from './protocol.js';
import { Action } from './toolbar.js';

export interface DetailsProps {
  readonly strings: Strings;
  readonly times: ShownTimes;
  readonly row: Row | undefined;
  /** Set while an event is edited or added. */
  readonly form: FormProps | undefined;
  readonly edit: () => void;
  readonly remove: () => void;
  readonly failed: (error: unknown) => void;
}

export function Details({ strings, times, row, form, edit, remove, failed }: DetailsProps): JSX.Element {
  return (
    <section class="details" aria-label={strings.details} tabIndex={form ? -1 : 0}>
      {form ? (
        <Form key={form.of} {...form} />
      ) : row ? (
        <>
          <h2>
            <i class={`dot ${markKind(row.event_type)}`} aria-hidden="true" />
            {row.typeName}
            <span class="actions">
              <Action icon="edit" label={strings.edit} act={edit} />
              <Action icon="trash" label={strings.remove} act={remove} />
            </span>
          </h2>
          <p class="when">{times.full(row.at)}</p>
          <p class="said">{row.description}</p>
          <dl>
            <dt>{strings.source}</dt>
            <dd>{row.source ?? strings.incident}</dd>
            {row.tags && row.tags.length > 0 && (
              <>
                <dt>{strings.tags}</dt>
                <dd>
                  {row.tags.map(tag => (
                    <span key={tag} class="tag">
                      {tag}
                    </span>
                  ))}
                </dd>
              </>
            )}
            {metadataOf(row).map(([name, value]) => (
              <>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </>
            ))}
          </dl>
          <h3>{strings.evidence}</h3>
          <Evidence {...{ strings, row, failed }} />
        </>
      ) : (
        <p class="hint">{strings.choose}</p>
      )}
    </section>
  );
}

function Evidence({
  strings,
  row,
  failed,
}: Pick<DetailsProps, 'strings' | 'failed'> & { readonly row: Row }) {
  const tell = (work: Promise<unknown>) => void work.catch(failed);
  return (
    <>
      {row.refs.length === 0 && <p class="hint">{strings.noEvidence}</p>}
      <ul class="refs">
        {row.refs.map(({ id, label, broken, evidence_id, first_line, last_line }) => (
          <li key={id}>
            <span class="ref">
              <button
                type="button"
                class="link"
                title={strings.open.replace('{0}', label)}
                onClick={() => tell(ask('open', { evidence_id, first_line, last_line }))}
              >
                {label}
              </button>
              <Action
                icon="close"
                label={strings.unlink.replace('{0}', label)}
                act={() => tell(ask('unlink', { ref: id }))}
              />
            </span>
            {broken && (
              <span class="broken">
                <i class="codicon codicon-error" aria-hidden="true" /> {broken}
              </span>
            )}
          </li>
        ))}
      </ul>
      <button type="button" class="action secondary" onClick={() => tell(ask('link', { id: row.id }))}>
        {strings.link}
      </button>
    </>
  );
}

/** What a program wrote beside the event, as text. */
function metadataOf({ metadata }: Row): [name: string, value: string][] {
  return Object.entries(metadata ?? {})
    .filter(([, value]) => value !== null && value !== '')
    .slice(0, 20)
    .map(([name, value]) => [
      name.replaceAll('_', ' '),
      (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 500),
    ]);
}
