import { build } from 'esbuild';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import type * as timeline from '../../src/timeline/index.js';
import { median, record } from './record.js';

const MEGABYTE = 1024 * 1024;
const GOAL = 100;
const BEGAN = Date.UTC(2026, 4, 17);
const REFERENCE = Date.UTC(2026, 5, 1);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number) => String(value).padStart(2, '0');
const month = (date: Date) => MONTHS[date.getUTCMonth()] ?? '';
const iso = (date: Date) => date.toISOString();
const clock = (date: Date) => iso(date).slice(11, 19);

/** A line of each format, at a time. */
const FORMS: Record<string, (date: Date, at: number) => string> = {
  'ISO 8601': (date, at) =>
    `${iso(date)} INFO  [http-nio-8080-exec-${at % 40}] c.e.checkout.OrderService - Order ${at} confirmed in ${at % 900} ms`,
  log4j: (date, at) =>
    `${iso(date).slice(0, 23).replace('T', ' ').replace('.', ',')} WARN [main] org.apache.hadoop.ipc.Client: Address change detected, attempt ${at}`,
  syslog: (date, at) =>
    `${month(date)} ${String(date.getUTCDate()).padStart(2)} ${clock(date)} node-${at % 12} sshd[${at % 30000}]: Failed password for invalid user admin from 203.0.113.${at % 255} port 51966 ssh2`,
  'nginx access': (date, at) =>
    `203.0.113.${at % 255} - - [${two(date.getUTCDate())}/${month(date)}/2026:${clock(date)} +0000] "GET /cart/${at} HTTP/1.1" 200 ${at % 9000} "-" "Mozilla/5.0 (X11; Linux x86_64)"`,
  'JSON of zap': (date, at) =>
    `{"level":"info","ts":${date.getTime() / 1000},"caller":"app/main.go:12","msg":"request served","path":"/cart/${at}","status":200}`,
  logfmt: (date, at) =>
    `time="${iso(date)}" level=info msg="request served" path=/cart/${at} status=200 duration=${at % 900}ms`,
  klog: (date, at) =>
    `I0517 ${clock(date)}.${String(at % 1e6).padStart(6, '0')}    1893 kubelet.go:2417] "SyncLoop (PLEG): event for pod" pod="shop/checkout-${at}"`,
  'the Windows form': (date, at) =>
    `5/17/2026 ${date.getUTCHours() % 12 || 12}${clock(date).slice(2)} ${date.getUTCHours() < 12 ? 'AM' : 'PM'} Information Service Control Manager 7036 The service ${at} entered the running state.`,
  'a stack trace without times': (_, at) =>
    `    at com.example.checkout.OrderService.confirm(OrderService.java:${at % 2026}) ~[checkout-4.18.2.jar!/:4.18.2]`,
};

const texts = new Map<string, string>();

function write(forms: (typeof FORMS)[string][]): string {
  const lines: string[] = [];
  for (let at = 0, length = 0; length < 8 * MEGABYTE; at++) {
    const line = forms[at % forms.length]?.(new Date(BEGAN + at * 37), at) ?? '';
    lines.push(line);
    length += line.length + 1;
  }
  // What comes out of a chunk is one flat text of one byte a character, too.
  return Buffer.from(lines.join('\n'), 'latin1').toString('latin1');
}

/** As it is shipped, in one bundle: vitest's own form of modules takes three times as long. */
async function bundled(): Promise<typeof timeline> {
  const outfile = resolve('out/timeline.mjs');
  await build({
    entryPoints: [resolve('src/timeline/index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    tsconfigRaw: {},
  });
  return (await import(pathToFileURL(outfile).href)) as typeof timeline;
}

let LineTimes: typeof timeline.LineTimes;

beforeAll(async () => {
  ({ LineTimes } = await bundled());
  for (const [name, form] of Object.entries(FORMS)) texts.set(name, write([form]));
  texts.set('a mix of all', write(Object.values(FORMS)));
}, 120_000);

/** Reads the time of every line. */
function read(text: string, zone?: string): { readonly speed: number; readonly timed: number } {
  const began = process.threadCpuUsage();
  const times = new LineTimes({ reference: REFERENCE, zone });
  times.sniff(text);
  let timed = 0;
  for (let start = 0; start < text.length;) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next;
    if (times.own(text, start, end) !== undefined) timed++;
    start = end + 1;
  }
  const { user, system } = process.threadCpuUsage(began);
  return { speed: text.length / (user + system), timed };
}

it.each([...Object.keys(FORMS), 'a mix of all'])('reads the times of %s', name => {
  const text = texts.get(name) ?? '';
  const rounds = Array.from({ length: 7 }, () => read(text));
  const value = median(rounds.map(({ speed }) => speed));
  record({
    name: `the times of lines of ${name}, by time of one thread`,
    value,
    unit: 'MB/s',
    goal: `≥ ${GOAL} MB/s`,
    met: value >= GOAL,
  });
  expect(rounds[0]?.timed).toBeGreaterThan(name.startsWith('a stack') ? -1 : 1000);
});

it('reads the times of a mix in a zone whose clocks are set', () => {
  const value = median(
    Array.from({ length: 7 }, () => read(texts.get('a mix of all') ?? '', 'America/New_York').speed),
  );
  record({
    name: 'the same in a zone of IANA',
    value,
    unit: 'MB/s',
    goal: `≥ ${GOAL} MB/s`,
    met: value >= GOAL,
  });
});
