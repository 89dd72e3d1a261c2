import { describe, expect, it } from 'vitest';
import { attach, leaving as leavingOf, redactions, scan, spansOf, withIncident } from './scanning.js';

const KEY_LINES = [
  'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAA',
  'AAABAAAAMwAAAAtzc2gtZWQyNTUxOQAAACDx8u1Jm0pQx2Yk',
];
const BEGIN = '-----BEGIN OPENSSH PRIVATE' + ' KEY-----';
const LOG = [
  'login failed password=hunter2hunter2 user=svc_orders',
  'login failed password=sunshine user=monitor',
  BEGIN,
  ...KEY_LINES,
  BEGIN.replace('BEGIN', 'END'),
].join('\n');

async function withLog(log = LOG) {
  const window = await withIncident();
  const { id } = await attach(window, window.issue_id, log);
  await scan(window);
  const leaving = async (text: string, issue_id = window.issue_id) => {
    const input = {
      store: window.access,
      issue_id,
      texts: [text],
      replacements: 'plain' as const,
      patterns: [],
    };
    return (await redactions.work('redactTexts', input, {})).texts.join();
  };
  return { ...window, id, leaving };
}

describe('what was found in evidence', () => {
  it('is redacted where it stands alone in other text of the incident', async () => {
    const { leaving } = await withLog();
    expect(await leaving('Someone tried hunter2hunter2 (svc_orders does).')).toBe(
      'Someone tried [Password] ([User] does).',
    );
    expect(await leaving(`It began with ${KEY_LINES[1]}`)).toBe('It began with [PrivateKey]');
  });

  it('is left where it is a part of a word, or may be any word', async () => {
    const { leaving } = await withLog();
    const text = 'The monitor saw sunshine; hunter2hunter2x and my_svc_orders are others.';
    expect(await leaving(text)).toBe(text);
  });

  it('is marked in the log itself, too, and redacted in every copy', async () => {
    const window = await withLog(`${LOG}\nretry with hunter2hunter2, not hunter2hunter2.bak\n`);
    const values = (await spansOf(window, window.id)).map(({ original_value }) => original_value);
    expect(values.filter(value => value === 'hunter2hunter2')).toHaveLength(2);
    expect(await leavingOf(window, window.id)).toContain('retry with [Password-1], not hunter2hunter2.bak');
  });

  it('is what its own incident has, without what a person keeps', async () => {
    const { store, issue_id, id, leaving } = await withLog();
    const text = 'It was hunter2hunter2.';
    const other = await store.createIncident({ title: 'Another', severity: 'low' });
    expect(await leaving(text, other.id)).toBe(text);

    const span = (await spansOf({ store } as Parameters<typeof spansOf>[0], id)).find(
      ({ original_value }) => original_value === 'hunter2hunter2',
    );
    await store.decideSpans({ ids: [span?.id ?? ''], decision: 'keep' });
    expect(await leaving(text)).toBe(text);
    await store.decideSpans({ ids: [span?.id ?? ''], decision: null });
    expect(await leaving(text)).not.toBe(text);
    const value = { issue_id, pii_type: 'Password', value_mark: span?.value_mark ?? '' };
    await store.decideValue({ ...value, decision: 'keep', everywhere: false });
    expect(await leaving(text)).toBe(text);
  });

  it('is looked for at once, however much was found', async () => {
    const secrets = Array.from({ length: 5000 }, (_, at) => `password=Zq${at}x${at * 7}secret`);
    const { leaving } = await withLog(secrets.join('\n'));
    const prose = 'The pool of connections ran dry after the change at noon. '.repeat(4000);
    const before = performance.now();
    expect(await leaving(`${prose} Zq4999x34993secret`)).toBe(`${prose} [Password]`);
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
