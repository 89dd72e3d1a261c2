/** What to do where there is no timeline to show. */
import type { JSX } from 'preact';
import { ask } from '../ask.js';
import type { Data } from './data.js';
import type { Strings } from './protocol.js';

export function NotOpen({ strings, data }: { readonly strings: Strings; readonly data: Data }): JSX.Element {
  const start = (label: string) => (
    <button type="button" class="action" onClick={() => void ask('start', { with: 'unlock' })}>
      {label}
    </button>
  );
  switch (data.index.store) {
    case 'locked':
      return (
        <div class="nothing">
          <p>{strings.locked}</p>
          {start(strings.unlock)}
        </div>
      );
    case 'failed':
      return (
        <div class="nothing">
          <p>{strings.failed}</p>
          {start(strings.retry)}
        </div>
      );
    case 'gone':
      return <p class="nothing">{strings.gone}</p>;
    default:
      return <p class="nothing">{data.failure || strings.opening}</p>;
  }
}
