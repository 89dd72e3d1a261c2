import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Gate, leave } from '../../../src/redaction/review/index.js';
import { openWindow } from '../stores.js';

/** A gate that writes down what happens, and lets everything through but `NO`. */
function gate(happened: string[]): Gate {
  return {
    redact: texts =>
      Promise.resolve({ texts: texts.map(text => text.toUpperCase()), redacted: { Email: 1 }, kept: 0 }),
    approve: ({ texts }) =>
      Promise.resolve(happened.push(`shown ${texts.join()}`) > 0 && !texts.includes('NO')),
    record: ({ hash }, outcome) => Promise.resolve(void happened.push(`${outcome} ${hash.slice(0, 8)}`)),
  };
}

const hashOf = (what: string) => createHash('sha256').update(what).digest('hex');

describe('what leaves', () => {
  const clipboard = (happened: string[]) => ({
    destination: 'clipboard' as const,
    make: ([text = '']: readonly string[]) => text,
    send: (text: string) => Promise.resolve(void happened.push(`sent ${text}`)),
  });

  it('goes only after it was approved and written down', async () => {
    const happened: string[] = [];
    const text = clipboard(happened);
    expect(await leave(gate(happened), { ...text, texts: ['yes'] })).toMatchObject({
      redacted: { Email: 1 },
    });
    expect(await leave(gate(happened), { ...text, texts: ['no'] })).toBeUndefined();
    expect(happened).toEqual(['shown YES', `left ${hashOf('YES').slice(0, 8)}`, 'sent YES', 'shown NO']);
    const failing = { ...gate(happened), record: () => Promise.reject(new Error('full')) };
    await expect(leave(failing, { ...text, texts: ['yes'] })).rejects.toThrow('full');
    expect(happened.at(-1)).toBe('shown YES');
  });

  it('may be made of the redacted texts, and is written down by the bytes that go', async () => {
    const happened: string[] = [];
    const left = await leave(gate(happened), {
      destination: 'file',
      format: 'html',
      texts: ['title', 'body'],
      make: ([title, body]) => Promise.resolve(Buffer.from(`<h1>${title}</h1>${body}`)),
      send: bytes => Promise.resolve(void happened.push(`wrote ${Buffer.from(bytes).toString()}`)),
    });
    expect(left).toEqual({
      destination: 'file',
      format: 'html',
      redacted: { Email: 1 },
      kept: 0,
      hash: hashOf('<h1>TITLE</h1>BODY'),
      bytes: 18,
    });
    expect(happened.at(-1)).toBe('wrote <h1>TITLE</h1>BODY');
  });

  it('is not made where it was not approved', async () => {
    const make = () => {
      throw new Error('made');
    };
    expect(await leave(gate([]), { ...clipboard([]), make, texts: ['no'] })).toBeUndefined();
  });

  it('is written down as having stayed where sending failed', async () => {
    const happened: string[] = [];
    const send = () => Promise.reject(new Error('read-only'));
    await expect(leave(gate(happened), { ...clipboard([]), send, texts: ['yes'] })).rejects.toThrow(
      'read-only',
    );
    expect(happened.slice(1).map(what => what.split(' ')[0])).toEqual(['left', 'stayed']);
  });

  it('is in the audit log with what it was made of, and without the text', async () => {
    const { store } = await openWindow();
    const { id: issue_id } = await store.createIncident({ title: 'Login', severity: 'high' });
    const { approve, redact } = gate([]);
    const record: Gate['record'] = (leaving, outcome) =>
      store.recordLeaving({ ...leaving, issue_id, outcome });
    await leave({ approve, redact, record }, { ...clipboard([]), format: 'pdf', images: 2, texts: ['yes'] });
    const [row] = await store.listAudit({ limit: 1, action: 'text_left' });
    expect(row).toMatchObject({ entity_type: 'issue', entity_id: issue_id });
    expect(JSON.parse(row?.details ?? '')).toEqual({
      destination: 'clipboard',
      format: 'pdf',
      images: 2,
      hash: hashOf('YES'),
      bytes: 3,
      redacted: { Email: 1 },
      kept: 0,
    });
  });
});
