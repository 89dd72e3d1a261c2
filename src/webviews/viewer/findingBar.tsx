/** What is known of the finding that the person is at, and what can be done with it. */
import type { JSX } from 'preact';
import { ask } from '../ask.js';
import type { FindingsOfLog } from './findings.js';
import type { Choice, ShownFinding, Strings } from './protocol.js';

interface Props {
  readonly strings: Strings;
  readonly findings: FindingsOfLog;
  readonly step: (by: 1 | -1) => void;
  readonly failed: (sentence: string) => void;
}

const CHOICES: readonly Choice[] = ['redact', 'keep', 'keepValue', 'ignore'];

export function FindingBar({ strings, findings, step, failed }: Props): JSX.Element | null {
  const { current, listed, total, waiting } = findings;
  if (listed === 0) return null;
  const choices = current && current.decision !== null ? (['reset', ...CHOICES] as const) : CHOICES;
  const decide = (choice: Choice) => {
    if (current) ask('decide', { id: current.id, choice }).catch((error: unknown) => failed(String(error)));
  };
  const counted =
    waiting === 0 ? strings.noneWaits : strings.waiting.replace('{0}', waiting.toLocaleString());
  const more = strings.moreFound
    .replace('{0}', listed.toLocaleString())
    .replace('{1}', total.toLocaleString());
  const about = current ? `${current.label} · ${stateOf(current, strings)} ${current.about}` : counted;
  const said = total > listed ? `${about} · ${more}` : about;
  return (
    <div class="toolbar findings" role="toolbar" aria-label={strings.findings}>
      <button
        type="button"
        title={strings.previousFinding}
        aria-label={strings.previousFinding}
        onClick={() => step(-1)}
      >
        <i class="codicon codicon-arrow-up" aria-hidden="true" />
      </button>
      <button
        type="button"
        title={strings.nextFinding}
        aria-label={strings.nextFinding}
        onClick={() => step(1)}
      >
        <i class="codicon codicon-arrow-down" aria-hidden="true" />
      </button>
      <span class="status" role="status" title={said}>
        {said}
      </span>
      {current &&
        choices.map(choice => (
          <button key={choice} type="button" class="choice" onClick={() => decide(choice)}>
            {strings[choice]}
          </button>
        ))}
    </div>
  );
}

/** What becomes of a finding. */
export function stateOf({ decision }: ShownFinding, strings: Strings): string {
  if (decision === null) return strings.waits;
  return decision === 'keep' ? strings.kept : strings.redacted;
}
