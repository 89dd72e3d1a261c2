import { describe, expect, it } from 'vitest';
import { LINE, attach, leaving, scan, spansOf, waiting, withIncident } from './scanning.js';

describe('what a person decided', () => {
  it('of one finding stays decided after another scan', async () => {
    const window = await withIncident();
    const { id } = await attach(window, window.issue_id);
    await scan(window);
    const [, password] = await spansOf(window, id);
    await window.store.decideSpans({ ids: [password?.id ?? ''], decision: 'redact' });
    await scan(window, [{ name: 'Word', pattern: 'login' }]);
    const decided = (await spansOf(window, id)).filter(({ decision }) => decision !== null);
    expect(decided).toMatchObject([{ pii_type: 'Password', decision: 'redact' }]);
    expect(await waiting(window, id)).toBe(4);
  });

  it('of a value holds in the incident, or everywhere, also for what is attached later', async () => {
    const window = await withIncident();
    const other = await window.store.createIncident({ title: 'Other', severity: 'low' });
    const { id } = await attach(window, window.issue_id);
    await scan(window);
    const [address, , mail] = await spansOf(window, id);
    const value = (span: typeof address) => ({
      issue_id: window.issue_id,
      pii_type: span?.pii_type ?? '',
      value_mark: span?.value_mark ?? '',
    });
    await window.store.decideValue({ ...value(address), everywhere: false, decision: 'keep' });
    await window.store.decideValue({ ...value(mail), everywhere: true, decision: 'keep' });
    expect(await waiting(window, id)).toBe(1);

    const later = await attach(window, window.issue_id, `${LINE} again`, 'later.log');
    const elsewhere = await attach(window, other.id, LINE, 'elsewhere.log');
    await scan(window);
    expect(await waiting(window, later.id)).toBe(1);
    const decided = (await spansOf(window, elsewhere.id)).filter(({ decision }) => decision !== null);
    expect(decided.map(({ pii_type }) => pii_type)).toEqual(['Email']);

    await window.store.decideValue({ ...value(address), everywhere: false, decision: null });
    expect(await waiting(window, id)).toBe(3);
  });

  it('of one finding goes before what was decided of its value, and stays so', async () => {
    const window = await withIncident();
    const { id } = await attach(window, window.issue_id);
    await scan(window);
    const [address, , , second] = await spansOf(window, id);
    const { pii_type = '', value_mark } = address ?? {};
    const value = { issue_id: window.issue_id, pii_type, value_mark: value_mark ?? '' };
    await window.store.decideValue({ ...value, everywhere: false, decision: 'keep' });
    await window.store.decideSpans({ ids: [address?.id ?? ''], decision: 'redact' });
    expect(await leaving(window, id)).toMatch(/^ünï \[IPv4-1\] .* from 10\.20\.30\.40$/);
    await window.store.decideSpans({ ids: [second?.id ?? ''], decision: null });
    expect(await leaving(window, id)).toMatch(/^ünï \[IPv4-1\] .* from \[IPv4-1\]$/);
    await scan(window, [{ name: 'Word', pattern: 'login' }]);
    expect((await spansOf(window, id)).map(({ decision }) => decision)).toEqual([
      ...['redact', null, null, null, null],
    ]);
    expect(await leaving(window, id, [`again ${LINE}`])).not.toContain('10.20.30.40');
  });

  it('everywhere goes before what was decided in an incident, and can be taken back', async () => {
    const window = await withIncident();
    const { id } = await attach(window, window.issue_id);
    await scan(window);
    const [address] = await spansOf(window, id);
    const { pii_type = '', value_mark } = address ?? {};
    const value = { issue_id: window.issue_id, pii_type, value_mark: value_mark ?? '' };
    await window.store.decideValue({ ...value, everywhere: false, decision: 'redact' });
    await window.store.decideValue({ ...value, everywhere: true, decision: 'keep' });
    const later = await attach(window, window.issue_id, `${LINE} again`, 'later.log');
    await scan(window);
    expect(await leaving(window, later.id)).toContain('10.20.30.40');
    await window.store.decideValue({ ...value, everywhere: false, decision: null });
    expect(await waiting(window, later.id)).toBe(4);
    expect(await leaving(window, later.id)).not.toContain('10.20.30.40');
    const last = await attach(window, window.issue_id, `${LINE} at last`, 'last.log');
    await scan(window);
    expect(await waiting(window, last.id)).toBe(4);
  });

  it('is in the audit log without the value', async () => {
    const window = await withIncident();
    const { id } = await attach(window, window.issue_id);
    await scan(window);
    const [, password] = await spansOf(window, id);
    await window.store.decideSpans({ ids: [password?.id ?? ''], decision: 'keep' });
    const rows = await window.store.listAudit({ limit: 100 });
    expect(rows.map(({ action }) => action)).toContain('pii_spans_decided');
    expect(JSON.stringify(rows)).not.toContain('hunter2');
  });
});
