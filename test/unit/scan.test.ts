import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readText } from '../../src/evidence/index.js';
import { attachLog } from './attaching.js';
import { LINE, attach, redact, redactions, scan, spansOf, waiting, withIncident } from './scanning.js';
import { temporaryFolder } from './stores.js';

describe('scanning what is attached', () => {
  it('keeps each finding with its bytes, and gives the same value the same replacement over the incident', async () => {
    const window = await withIncident();
    const first = await attach(window, window.issue_id);
    const second = await attach(window, window.issue_id, 'peer 10.20.30.41 and 10.20.30.40', 'peer.log');
    expect(first.waiting).toBeNull();
    expect(await scan(window)).toEqual({ scanned: 2, unreadable: 0, refused: [] });

    const spans = await spansOf(window, first.id);
    const bytes = Buffer.from(LINE);
    for (const { start_offset, end_offset, original_value } of spans)
      expect(bytes.subarray(start_offset, end_offset).toString()).toBe(original_value);
    expect(spans.map(({ pii_type }) => pii_type)).toEqual(['Ipv4', 'Password', 'Email', 'Ipv4']);
    expect(spans[0]?.replacement).toBe(spans[3]?.replacement);
    const [other, same] = await spansOf(window, second.id);
    expect(same?.replacement).toBe(spans[0]?.replacement);
    expect(other?.replacement).not.toBe(spans[0]?.replacement);
    expect(await waiting(window, first.id)).toBe(4);
  });

  it('is done once, and again where the rules changed', async () => {
    const window = await withIncident();
    await attach(window, window.issue_id);
    expect(await scan(window)).toEqual({ scanned: 1, unreadable: 0, refused: [] });
    expect(await scan(window)).toEqual({ scanned: 0, unreadable: 0, refused: [] });
    expect(await scan(window, [{ name: 'Word', pattern: 'login' }])).toEqual({
      scanned: 1,
      unreadable: 0,
      refused: [],
    });
    const [finding] = (await window.store.listFindings({ issue_id: window.issue_id, limit: 10 })).filter(
      ({ pii_type }) => pii_type === 'OwnPattern',
    );
    expect(finding).toMatchObject({ original_value: 'login', replacement: '[Word-1]', found: 1, waiting: 1 });
  });

  it('is left to the rules of whoever scanned it, where only what is new is asked for', async () => {
    const window = await withIncident();
    await attach(window, window.issue_id);
    const [mine, theirs] = ['mine', 'theirs'].map(pattern => [{ name: 'Word', pattern }]);
    const newWith = (patterns: typeof mine) =>
      redactions.work('scan', { store: window.access, patterns: patterns ?? [], onlyNew: true }, {});
    expect(await newWith(mine)).toMatchObject({ scanned: 1 });
    expect(await newWith(theirs)).toMatchObject({ scanned: 0 });
    expect(await window.store.anyUnscanned({ rules: null })).toBe(false);
    expect(await scan(window, theirs)).toMatchObject({ scanned: 1 });
    await attach(window, window.issue_id, 'new', 'new.log');
    expect(await newWith(mine)).toMatchObject({ scanned: 1 });
  });
});

describe('what is removed while it is scanned', () => {
  it('holds up nothing that is scanned after it', async () => {
    const window = await withIncident();
    const older = await attach(window, window.issue_id);
    const file = join(temporaryFolder(), 'large.log');
    writeFileSync(file, `${LINE}\n`.repeat(400_000));
    const { attachment } = await attachLog(window, window.issue_id, file);
    let removed: Promise<unknown> | undefined;
    const progress = () => (removed ??= window.store.removeAttachment({ id: attachment.id }));
    const { scanned } = await redactions.work(
      'scan',
      { store: window.access, patterns: [] },
      { progress: () => void progress() },
    );
    await removed;
    expect(scanned).toBe(1);
    expect(await waiting(window, older.id)).toBe(4);
  }, 120_000);
});

describe('findings of a large log', () => {
  it('are told with their lines and columns, whatever the encoding and the pieces that it is kept in', async () => {
    const window = await withIncident();
    const lines = Array.from({ length: 90_000 }, (_, at) =>
      at % 29_000 === 28_999
        ? `ünï\u{1f600} ${at} mail bo.smith@corp-mail.com\r`
        : `${at} nothing to see in this line of a log`,
    );
    for (const encoding of ['utf8', 'utf16le'] as const) {
      const file = join(temporaryFolder(), 'large.log');
      writeFileSync(file, Buffer.from(`\ufeff${lines.join('\n')}\n`, encoding));
      const { attachment } = await attachLog(window, window.issue_id, file);
      await scan(window);
      const told: { line: number; start: number; endLine: number; end: number }[] = [];
      const input = { store: window.access, id: attachment.id };
      await redactions.work('placeFindings', input, { part: places => void told.push(...places) });
      expect(told).toHaveLength(3);
      for (const { line, start, endLine, end } of told) {
        expect(endLine).toBe(line);
        expect(lines[line - 1]?.slice(start, end)).toBe('bo.smith@corp-mail.com');
      }
      expect(await window.store.countFindings({ id: attachment.id })).toBe(3);
    }
  }, 120_000);
});

describe('a person’s own pattern', () => {
  it('that cannot be used is named, and the others are', async () => {
    const window = await withIncident();
    const { id } = await attach(window, window.issue_id);
    const patterns = [
      { name: 'Broken', pattern: '(' },
      { name: 'Everything', pattern: '.*' },
      { name: 'Word', pattern: 'login' },
    ];
    expect((await scan(window, patterns)).refused).toEqual([
      { name: 'Broken', reason: 'invalid' },
      { name: 'Everything', reason: 'matches-everything' },
    ]);
    expect((await spansOf(window, id)).map(({ pii_type }) => pii_type)).toContain('OwnPattern');
  });
});

describe('text that leaves', () => {
  it('is redacted as it was decided, and as nobody decided yet', async () => {
    const window = await withIncident();
    const { id } = await attach(window, window.issue_id);
    await scan(window);
    const [, , mail] = await spansOf(window, id);
    await window.store.decideSpans({ ids: [mail?.id ?? ''], decision: 'keep' });
    const of = { store: window.access, issue_id: window.issue_id, log_file_id: id, patterns: [] };
    const numbered = await redactions.work('redactTexts', { ...of, replacements: 'numbered' }, {});
    expect(numbered.texts).toEqual([
      'ünï [IPv4-1] login failed password=[Password-1] for ana.lopez@corp-mail.com from [IPv4-1]',
    ]);
    expect(numbered).toMatchObject({ redacted: { Ipv4: 2, Password: 1 }, kept: 1 });
    const texts = ['peer 10.20.30.41 is not 10.20.30.40', 'and 10.20.30.41'];
    const plain = await redactions.work('redactTexts', { ...of, texts, replacements: 'plain' }, {});
    expect(plain.texts).toEqual(['peer [IPv4] is not [IPv4]', 'and [IPv4]']);
    const again = await redactions.work('redactTexts', { ...of, texts, replacements: 'numbered' }, {});
    expect(again.texts).toEqual(['peer [IPv4-2] is not [IPv4-1]', 'and [IPv4-2]']);
  });

  it('is cut out of the whole, so that no half of a secret goes without its key', async () => {
    const window = await withIncident();
    const of = { store: window.access, issue_id: window.issue_id, patterns: [], texts: [LINE] };
    const cut = async (from: string, to: string) => {
      const ends = { start: LINE.indexOf(from), end: LINE.lastIndexOf(to) + to.length };
      const { texts, redacted } = await redactions.work(
        'redactTexts',
        { ...of, cut: ends, replacements: 'numbered' },
        {},
      );
      return [...texts, redacted];
    };
    expect(await cut('hunter2', 'hunter2')).toEqual(['[Password-1]', { Password: 1 }]);
    expect(await cut('ter2h', 'ana.lo')).toEqual(['[Password-1] for [Email-1]', { Password: 1, Email: 1 }]);
    expect(await cut('login', 'failed')).toEqual(['login failed', {}]);
    expect(await cut(' from', '20.3')).toEqual([' from [IPv4-1]', { Ipv4: 1 }]);
  });

  it('is cut out of a stored text by lines, as each finding was decided', async () => {
    const window = await withIncident();
    const text = `one\npassword:\n  "x" ${LINE}\nthree 10.20.30.40\nfour 10.20.30.40`;
    const { id } = await attach(window, window.issue_id, text);
    await scan(window);
    const spans = await spansOf(window, id);
    await window.store.decideSpans({ ids: [spans.at(-1)?.id ?? ''], decision: 'keep' });
    const of = { store: window.access, issue_id: window.issue_id, log_file_id: id, patterns: [] };
    const lines = [
      { first: 1, last: 1 },
      { first: 4, last: 5 },
    ];
    expect(
      await redactions.work('redactTexts', { ...of, lines, replacements: 'numbered' }, {}),
    ).toMatchObject({
      texts: ['one\nthree [IPv4-1]\nfour 10.20.30.40'],
      redacted: { Ipv4: 1 },
      kept: 1,
    });
  });

  it('says which of a person’s own patterns it was redacted without', async () => {
    const window = await withIncident();
    const patterns = [{ name: 'Broken', pattern: '(' }];
    const of = { store: window.access, issue_id: window.issue_id, patterns, texts: [LINE] };
    expect(await redactions.work('redactTexts', { ...of, replacements: 'numbered' }, {})).toMatchObject({
      refused: [{ name: 'Broken', reason: 'invalid' }],
    });
  });

  it('hides nothing behind the escapes of Markdown', async () => {
    const window = await withIncident();
    const of = { store: window.access, issue_id: window.issue_id, patterns: [], isMarkdown: true };
    const texts = [
      String.raw`mail ana\_lopez@corp-mail.com and ana_lopez@corp-mail.com`,
      String.raw`at 10\.20\.30\.40 with pass\_word \*x\* ghp\_${'a1B2'.repeat(9)}`,
      String.raw`{"password":"Tr33\"house"}`,
    ];
    const redacted = await redactions.work('redactTexts', { ...of, texts, replacements: 'numbered' }, {});
    expect(redacted.texts).toEqual([
      'mail [Email-1] and [Email-1]',
      String.raw`at [IPv4-1] with pass\_word \*x\* [Token-1]`,
      '{"password":"[Password-1]"}',
    ]);
  });

  it('tells how far it is, and stops where a person cancels', async () => {
    const window = await withIncident();
    const texts = [`${LINE}\n`.repeat(200_000)];
    const input = { store: window.access, issue_id: window.issue_id, patterns: [], texts };
    const stop = new AbortController();
    const told: number[] = [];
    const redacted = redactions.work(
      'redactTexts',
      { ...input, replacements: 'numbered' },
      {
        signal: stop.signal,
        progress: ({ done, total }) => {
          expect(total).toBe(texts[0]?.length);
          told.push(done);
          stop.abort();
        },
      },
    );
    await expect(redacted).rejects.toMatchObject({ kind: 'cancelled' });
    expect(told.length).toBeGreaterThan(0);
  });

  it('is redacted at once by a thread that was asked before', async () => {
    const window = await withIncident();
    const of = {
      store: window.access,
      issue_id: window.issue_id,
      patterns: [],
      replacements: 'numbered' as const,
    };
    const ask = () => redactions.work('redactTexts', { ...of, texts: [LINE] }, {});
    await ask();
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const began = performance.now();
      await ask();
      times.push(performance.now() - began);
    }
    console.log(`a line was redacted in ${times.map(time => time.toFixed(0)).join(', ')} ms`);
    // A busy machine slows some of them.
    expect(Math.min(...times)).toBeLessThan(100);
  });

  it('becomes an attachment of its own, with both hashes in the audit log', async () => {
    const window = await withIncident();
    const { id, content_hash } = await attach(window, window.issue_id);
    await scan(window);
    const [address] = await spansOf(window, id);
    await window.store.decideSpans({ ids: [address?.id ?? ''], decision: 'keep' });
    const made = await redact(window, id, true);
    expect(made).toMatchObject({ added: true, redacted: { Ipv4: 1, Password: 1, Email: 1 }, kept: 1 });
    const copy = made?.copy;
    expect(copy).toMatchObject({ file_name: 'app.redacted.log', redacted: true, issue_id: window.issue_id });
    const text = await readText(window.store, { id: copy?.id ?? '', encoding: 'utf-8' });
    expect(text).toBe('ünï 10.20.30.40 login failed password=[Password-1] for [Email-1] from [IPv4-1]');
    expect((await spansOf(window, id)).map(({ original_value }) => original_value)).toEqual(['', '', '', '']);
    const [written] = await window.store.listAudit({ limit: 1, action: 'attachment_redacted' });
    expect(written?.details).toContain(content_hash);
    expect(written?.details).toContain(copy?.content_hash);
  });

  it('is made of what was not scanned yet, too, and its values stay forgotten after another scan', async () => {
    const window = await withIncident();
    const { id } = await attach(window, window.issue_id);
    await redact(window, id, true);
    await scan(window, [{ name: 'Word', pattern: 'login' }]);
    const spans = await spansOf(window, id);
    expect(spans.map(({ pii_type }) => pii_type)).toEqual([
      'Ipv4',
      'OwnPattern',
      'Password',
      'Email',
      'Ipv4',
    ]);
    expect(spans.map(({ original_value }) => original_value)).toEqual(['', '', '', '', '']);
  });

  it('is none where nothing is redacted: the original is no redacted copy', async () => {
    const window = await withIncident();
    const { id } = await attach(window, window.issue_id, 'nothing to see');
    expect(await redact(window, id, false)).toMatchObject({ added: false, copy: { id } });
    expect(await window.store.getAttachment({ id })).toMatchObject({ redacted: false });
  });

  it('is the same, however large it is', async () => {
    const window = await withIncident();
    const lines = Array.from({ length: 90_000 }, (_, i) => `${i} ${LINE}\n`);
    const file = join(temporaryFolder(), 'large.log');
    writeFileSync(file, lines.join(''));
    const { attachment } = await attachLog(window, window.issue_id, file);
    const made = await redact(window, attachment.id, false);
    const one = 'ünï [IPv4-1] login failed password=[Password-1] for [Email-1] from [IPv4-1]';
    const whole = lines.map((_, i) => `${i} ${one}\n`).join('');
    expect(made?.copy.content_hash).toBe(createHash('sha256').update(whole).digest('hex'));
    expect(made).toMatchObject({ redacted: { Ipv4: 180_000, Password: 90_000, Email: 90_000 }, kept: 0 });
  }, 120_000);
});
