/** What a reader would object to: a line each, which leads to its place. */
import type { JSX } from 'preact';
import type { Offer, Problem, ProblemKind } from '../../documents/index.js';
import type { Strings, TextName } from './protocol.js';

const SAID: Record<ProblemKind, readonly [text: TextName, icon: string]> = {
  empty: ['empty', 'edit'],
  unknownPlaceholder: ['unknownPlaceholder', 'question'],
  unfilledPlaceholder: ['unfilledPlaceholder', 'question'],
  noEvidence: ['claimWithoutEvidence', 'unverified'],
  person: ['person', 'person'],
  severalCauses: ['severalCauses', 'git-branch'],
  unclosedCode: ['unclosedCode', 'code'],
  evidenceRemoved: ['evidenceRemoved', 'error'],
  evidenceBroken: ['evidenceBroken', 'error'],
  noOwner: ['noOwner', 'account'],
  noDate: ['noDate', 'calendar'],
};

interface Props {
  readonly strings: Strings;
  readonly problems: readonly Problem[];
  readonly goTo: (line: number) => void;
  /** Newly generated text for sections that were written in. */
  readonly offers: readonly Offer[];
  readonly look: (offer: Offer) => void;
}

export function Problems({ strings, problems, goTo, offers, look }: Props): JSX.Element {
  if (problems.length + offers.length === 0) return <p class="quiet">{strings.noProblems}</p>;
  return (
    <ul class="rows">
      {problems.map(({ kind, line, detail }) => (
        <li key={`${kind} ${line} ${detail}`}>
          <button type="button" data-kind={kind} onClick={() => goTo(line)}>
            <span class={`codicon codicon-${SAID[kind][1]}`} />
            <span class="what">{strings[SAID[kind][0]]}</span>
            <span class="detail">{detail}</span>
            <span class="line">{strings.line.replace('{0}', String(line + 1))}</span>
          </button>
        </li>
      ))}
      {offers.map(offer => (
        <li key={offer.key}>
          <button type="button" onClick={() => look(offer)}>
            <span class="codicon codicon-sync" />
            <span class="what">{strings.offers}</span>
            <span class="detail">{offer.theirs.split('\n')[0]?.replace(/^#+ /, '')}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
