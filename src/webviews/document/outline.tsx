/** The headings, as a tree to go by. */
import type { JSX, TargetedKeyboardEvent } from 'preact';
import type { Heading } from '../../documents/index.js';
import type { Strings } from './protocol.js';

interface Props {
  readonly strings: Strings;
  readonly headings: readonly Heading[];
  /** Where the cursor is, from 0. */
  readonly line: number;
  readonly goTo: (line: number) => void;
}

export function Outline({ strings, headings, line, goTo }: Props): JSX.Element {
  const current = headings.findLastIndex(heading => heading.line <= line);
  return (
    <nav class="outline" aria-label={strings.outline}>
      {headings.length === 0 && <p class="quiet">{strings.noHeadings}</p>}
      <ul onKeyDown={walk}>
        {headings.map((heading, at) => (
          <li key={`${at} ${heading.title}`} class={`level${Math.min(4, heading.level)}`}>
            <button
              type="button"
              tabIndex={at === Math.max(0, current) ? 0 : -1}
              aria-current={at === current ? 'location' : undefined}
              title={heading.title}
              onClick={() => goTo(heading.line)}
            >
              {plain(heading.title)}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A heading without the marks of Markdown. */
const plain = (title: string) => title.replaceAll(/\\(?=[^\w\s])/g, '').replaceAll(/[*`]/g, '') || '—';

function walk(event: TargetedKeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const now = buttons.findIndex(button => button === document.activeElement);
  const to: Record<string, number> = {
    ArrowDown: now + 1,
    ArrowUp: now - 1,
    Home: 0,
    End: buttons.length - 1,
  };
  const next = to[event.key];
  if (next === undefined) return;
  buttons[Math.max(0, Math.min(buttons.length - 1, next))]?.focus();
  event.preventDefault();
}
