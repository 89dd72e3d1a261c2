import fc from 'fast-check';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import {
  decodeStream,
  identify,
  pieces,
  renderJournalRecord,
  searchable,
} from '../../../src/evidence/formats/index.js';
import { bytesOf, streamed, takeApart } from './made.js';

const utf16le = (content: string) => new Uint8Array(Buffer.from(content, 'utf16le'));
const utf16be = (content: string) => new Uint8Array(Buffer.from(content, 'utf16le').swap16());
const latin1 = (content: string) => new Uint8Array(Buffer.from(content, 'latin1'));
const LINES = Array.from({ length: 200 }, (_, n) => `2026-03-01 09:30:00 ERROR order ${n} failed\r\n`).join(
  '',
);
const GERMAN =
  'Verbindung zum Server verloren, Übertragung für später zurückgestellt: Größe überschritten\n'.repeat(20);
const RUSSIAN = 'Соединение с сервером потеряно, передача отложена на более позднее время\n'.repeat(20);
const JAPANESE = 'サーバーへの接続が失われました。後で再試行します。\n'.repeat(20);

async function read(bytes: Uint8Array, chunkBytes?: number) {
  const [only, ...others] = await takeApart(streamed(bytes, 'app.log', chunkBytes));
  expect(others).toEqual([]);
  if (!only || !('text' in only)) throw new Error(JSON.stringify(only));
  return only;
}

describe('text is told and decoded', () => {
  it.each([
    ['UTF-8', bytesOf(GERMAN), 'utf-8', GERMAN],
    ['UTF-8 with a mark', bytesOf(`\ufeff${LINES}`), 'utf-8', LINES],
    ['UTF-16 LE with a mark', utf16le(`\ufeff${LINES}`), 'utf-16le', LINES],
    ['UTF-16 BE with a mark', utf16be(`\ufeff${LINES}`), 'utf-16be', LINES],
    ['UTF-16 LE without a mark', utf16le(LINES), 'utf-16le', LINES],
    ['UTF-16 BE without a mark', utf16be(LINES), 'utf-16be', LINES],
    ['UTF-16 LE in Cyrillic without a mark', utf16le(RUSSIAN), 'utf-16le', RUSSIAN],
    ['Latin-1', latin1(GERMAN), 'windows-1252', GERMAN],
    ['Latin-1 with a single letter', latin1('Größe\n'), 'windows-1252', 'Größe\n'],
    ['Windows-1252', Uint8Array.of(0x80, 0x20, 0x31, 0x0a), 'windows-1252', '€ 1\n'],
    ['a lone carriage return', bytesOf('10%\r20%\r30%\r'), 'utf-8', '10%\r20%\r30%\r'],
    ['zeros in a log', bytesOf(`${LINES}\0\0${LINES}`), 'utf-8', `${LINES}\0\0${LINES}`],
    ['a hole in a log', bytesOf(`${'\0'.repeat(9000)}${LINES}`), 'utf-8', `${'\0'.repeat(9000)}${LINES}`],
    ['colours', bytesOf('\x1b[31mred\x1b[0m\n'), 'utf-8', '\x1b[31mred\x1b[0m\n'],
    ['one letter', bytesOf('x'), 'utf-8', 'x'],
    [
      'text that begins as a program does',
      bytesOf('MZ is what this log is about\n'),
      'utf-8',
      'MZ is what this log is about\n',
    ],
    [
      'text that begins as a picture does',
      bytesOf('GIF89a is a format, BM another\n'),
      'utf-8',
      'GIF89a is a format, BM another\n',
    ],
    [
      'SVG',
      bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'utf-8',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
    ],
    ['HTML', bytesOf('<!doctype html><title>502</title>'), 'utf-8', '<!doctype html><title>502</title>'],
  ])('%s', async (_, bytes, encoding, content) => {
    expect(await read(bytes)).toMatchObject({ text: content, encoding, records: 'lines' });
  });

  it.each([
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
    ['shift_jis', JAPANESE],
    ['euc-jp', JAPANESE],
  ])('%s, by the frequency of its letters', async (encoding, content) => {
    expect(await read(encode(content, encoding))).toMatchObject({ encoding, text: content });
  });

  it('with bytes that break UTF-8, which are shown as such', async () => {
    const bytes = Buffer.concat([bytesOf(GERMAN), Uint8Array.of(0xff, 0xc3, 0x28), bytesOf(GERMAN)]);
    expect(await read(bytes)).toMatchObject({ encoding: 'utf-8', text: `${GERMAN}\ufffd\ufffd(${GERMAN}` });
  });

  it('after a hole longer than what is looked at', async () => {
    const hole = new Uint8Array(3_000_000);
    expect(await read(Buffer.concat([hole, bytesOf(LINES)]))).toMatchObject({
      encoding: 'utf-8',
      records: 'lines',
    });
  });

  it('with its bytes unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        async (line, size) => {
          const bytes = bytesOf(`${LINES}${line}`);
          for await (const piece of pieces(streamed(bytes, 'a', size * 100))) {
            if (piece.kind !== 'text') throw new Error(piece.kind);
            const chunks: Uint8Array[] = [];
            for await (const chunk of piece.content.bytes) chunks.push(chunk);
            expect(Buffer.concat(chunks)).toEqual(Buffer.from(bytes));
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('decoding', () => {
  it('gives the same whatever the chunks cut apart, and never throws', async () => {
    const encodings = fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis');
    await fc.assert(
      fc.asyncProperty(encodings, fc.array(fc.uint8Array({ maxLength: 20 })), async (encoding, chunks) => {
        const whole = new TextDecoder(encoding).decode(Buffer.concat(chunks));
        expect(await text(decodeStream(generate(chunks), encoding))).toBe(whole);
      }),
    );
  });

  it('goes on behind bytes at which the decoder of Node throws', async () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 20 }));
    await fc.assert(
      fc.asyncProperty(chunks, async chunks => {
        const behind = [new Uint8Array([0x0a]), Buffer.from('still read\n')];
        expect(await text(decodeStream(generate([...chunks, ...behind]), 'gb18030'))).toContain(
          'till read\n',
        );
      }),
    );
  });

  it('streams a line of any length', async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x61);
    const source = {
      name: 'one-line.log',
      async *stream() {
        for (let i = 0; i < 1024; i++) yield await Promise.resolve(chunk);
      },
    };
    let length = 0;
    let most = 0;
    for await (const piece of pieces(source)) {
      if (piece.kind !== 'text') throw new Error(piece.kind);
      for await (const part of decodeStream(piece.content.bytes, piece.encoding)) {
        length += part.length;
        most = Math.max(most, process.memoryUsage.rss());
      }
    }
    expect(length).toBe(1024 ** 3);
    expect(most).toBeLessThan(700 * 1024 * 1024);
  });
});

it('what is searched holds no escapes of terminals', () => {
  expect(searchable('\x1b[1;31mERROR\x1b[0m \x1b]8;;https://a.example\x07link\x1b]8;;\x07')).toBe(
    'ERROR link',
  );
  expect(searchable('plain')).toBe('plain');
});

describe('a journal', () => {
  const record = (fields: object) =>
    JSON.stringify({ __CURSOR: 's=1', __REALTIME_TIMESTAMP: '1772357400123456', ...fields });
  const line = record({
    _HOSTNAME: 'web-1',
    _SYSTEMD_UNIT: 'nginx.service',
    _PID: '812',
    MESSAGE: 'upstream timed out',
  });

  it('is told from other JSON', async () => {
    expect(await read(bytesOf(`${line}\n${line}\n`))).toMatchObject({ records: 'journald' });
    expect(await read(bytesOf(line))).toMatchObject({ records: 'journald' });
    expect(await read(bytesOf(record({ MESSAGE: 'x'.repeat(2_000_000) })))).toMatchObject({
      records: 'journald',
    });
    expect(await read(bytesOf(`{"time":"2026-03-01","msg":"up"}\n${line}\n`))).toMatchObject({
      records: 'lines',
    });
  });

  it.each([
    [line, '2026-03-01T09:30:00.123456Z web-1 nginx.service[812]: upstream timed out'],
    [record({ SYSLOG_IDENTIFIER: 'kernel', MESSAGE: 'oom' }), '2026-03-01T09:30:00.123456Z kernel: oom'],
    [
      record({ _COMM: 'app', MESSAGE: [27, 91, 51, 49, 109, 195, 156, 10, 255] }),
      '2026-03-01T09:30:00.123456Z app: Ü \u21b5 \ufffd',
    ],
    [record({ _COMM: 'app', MESSAGE: null }), '2026-03-01T09:30:00.123456Z app:'],
    [record({ _COMM: ['a', [98]], MESSAGE: ['one', 'two'] }), '2026-03-01T09:30:00.123456Z a b: one two'],
    [record({ MESSAGE: 'first\nsecond' }), '2026-03-01T09:30:00.123456Z unknown: first \u21b5 second'],
  ])('is rendered as readable lines: %s', (json, expected) => {
    expect(renderJournalRecord(json)).toBe(expected);
  });

  it('has no rendering for what is no record', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), content => {
        expect(renderJournalRecord(content)).toBeUndefined();
      }),
    );
  });
});

it('what is neither text nor known is named where it can be', async () => {
  const elf = Buffer.concat([Buffer.from('7f454c46020101000000000000000000', 'hex'), Buffer.alloc(200, 3)]);
  expect(await identify(elf)).toEqual({
    kind: 'binary',
    looksLike: { extension: 'elf', mime: 'application/x-elf' },
  });
  const sqlite = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(500, 1)]);
  expect(await identify(sqlite)).toMatchObject({ looksLike: { extension: 'sqlite' } });
  const pe = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0'), Buffer.alloc(500, 2)]);
  expect(await identify(pe)).toMatchObject({ looksLike: { extension: 'exe' } });
  const javaClass = Buffer.concat([Buffer.from('cafebabe00000041', 'hex'), Buffer.alloc(500, 2)]);
  expect(await identify(javaClass)).toMatchObject({ kind: 'binary' });
  expect(await identify(Buffer.alloc(1000))).toEqual({ kind: 'binary' });
});

/** Text in an old encoding, by trying what decodes to each character. */
function encode(content: string, encoding: string): Uint8Array {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const codes = new Map<string, number[]>();
  const learn = (...bytes: number[]) => {
    try {
      const [character, another] = decoder.decode(Uint8Array.from(bytes));
      if (character !== undefined && another === undefined && !codes.has(character))
        codes.set(character, bytes);
    } catch {
      // No character has this code.
    }
  };
  for (let first = 0; first < 256; first++) learn(first);
  for (let first = 128; first < 256; first++)
    for (let second = 64; second < 256; second++) learn(first, second);
  return Uint8Array.from(Array.from(content).flatMap(character => codes.get(character) ?? []));
}

async function* generate(chunks: readonly Uint8Array[]) {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}
