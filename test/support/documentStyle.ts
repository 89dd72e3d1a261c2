import type { Style } from '../../src/documents/index.js';

/** Words that are their own names, so that tests hold to no language. */
export const style: Style = {
  words: new Proxy({} as Style['words'], {
    get: (_, word) => `${String(word)} {0}`.replace(' {0}', suffix(word)),
  }),
  time: ms => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`,
  duration: ms => `${ms / 60_000} min`,
  bytes: count => `${count} B`,
  severity: value => value,
  status: value => value,
  eventType: value => value,
  actionKind: value => value,
  actionState: value => value,
};

/** Sentences have gaps. */
function suffix(word: string | symbol): string {
  return String(word).endsWith('Sentence') ? ' {0} {1} {2}' : '';
}
