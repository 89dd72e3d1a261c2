/** The evidence of a why: each place with its lines, where the pointer or the keyboard is on it. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Step } from '../../db/rows/analysis.js';
import { ask } from '../ask.js';
import type { Editing } from './editing.js';
import { Tool } from './header.js';
import type { Lines, Ref } from './protocol.js';
import type { Strings } from './vscodeStrings.js';

/** How long the pointer rests on a place before its lines are read. */
const REST_MS = 200;

interface Props {
  readonly strings: Strings;
  readonly editing: Editing;
  readonly step: Step;
}

export function EvidenceList({ strings, editing, step }: Props): JSX.Element | null {
  const refs = editing.board.refs.filter(({ step_id }) => step_id === step.id);
  if (refs.length === 0) return null;
  return (
    <ul class="evidence-list" aria-label={strings.evidenceOf}>
      {refs.map(ref => (
        <Place key={ref.id} {...{ strings, editing, ref_: ref }} />
      ))}
    </ul>
  );
}

interface PlaceProps {
  readonly strings: Strings;
  readonly editing: Editing;
  readonly ref_: Ref;
}

function Place({ strings, editing, ref_: ref }: PlaceProps): JSX.Element {
  const [looked, setLooked] = useState(false);
  const [lines, setLines] = useState<Lines>();
  useEffect(() => {
    if (!looked) return setLines(undefined);
    let wanted = true;
    const timer = setTimeout(() => {
      const show = (lines: Lines) => wanted && setLines(lines);
      ask<Lines>('lines', { id: ref.id }).then(show, (error: unknown) =>
        show({ first: 1, lines: [], note: error instanceof Error ? error.message : String(error) }),
      );
    }, REST_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [looked, ref.id]);
  const tooltip = `lines-${ref.id}`;
  return (
    <li
      class={ref.broken === '' ? 'place' : 'place broken'}
      onMouseEnter={() => setLooked(true)}
      onMouseLeave={() => setLooked(false)}
      onFocusIn={() => setLooked(true)}
      onFocusOut={() => setLooked(false)}
      onKeyDown={event => event.key === 'Escape' && setLooked(false)}
    >
      <button
        type="button"
        class="link"
        aria-describedby={lines ? tooltip : undefined}
        onClick={() => editing.openEvidence(ref.id)}
      >
        <span
          class={`codicon codicon-${ref.broken === '' ? (ref.kind === 'image' ? 'file-media' : 'file') : 'error'}`}
          aria-hidden="true"
        />{' '}
        <span dir="auto">{ref.label}</span>
      </button>
      <Tool
        icon="close"
        label={strings.removeEvidence.replace('{0}', () => ref.label)}
        act={() => editing.removeEvidence(ref.id)}
      />
      {ref.broken !== '' && <span class="why-broken">{ref.broken}</span>}
      {lines && (lines.lines.length > 0 || lines.note !== '') && ref.broken === '' && (
        <div id={tooltip} class="lines" role="tooltip">
          {lines.lines.map((text, at) => (
            <div key={at} class="line">
              <span class="number" aria-hidden="true">
                {lines.first + at}
              </span>
              <code>{text}</code>
            </div>
          ))}
          {lines.note !== '' && <p class="quiet">{lines.note}</p>}
        </div>
      )}
    </li>
  );
}
