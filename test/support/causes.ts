/** Made-up incidents of known causes: what their logs and texts have in common is what the cause leaves behind. */
import type { Chance } from './chance.js';

interface Cause {
  readonly words: readonly string[];
  /** `#` stands for a number, `@` for a name, `~` for an address. */
  readonly lines: readonly string[];
}

export const CAUSES: readonly Cause[] = [
  {
    words: ['connection pool', 'exhausted'],
    lines: [
      'ERROR HikariPool-# - Connection is not available, request timed out after #ms',
      'WARN pool stats active=# idle=0 waiting=#',
    ],
  },
  {
    words: ['certificate', 'expired'],
    lines: [
      'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time # is after #',
      'level=error msg="handshake failed" peer=~',
    ],
  },
  {
    words: ['disk', 'full'],
    lines: [
      'postgres[#]: PANIC:  could not write to file "pg_wal/xlogtemp.#": No space left on device',
      'systemd[1]: postgresql.service: Main process exited, code=killed',
    ],
  },
  {
    words: ['memory', 'killed'],
    lines: [
      'kernel: Out of memory: Killed process # (java) total-vm:#kB, anon-rss:#kB',
      'kubelet[#]: Container @ terminated reason OOMKilled exit code 137',
    ],
  },
  {
    words: ['name resolution', 'dns'],
    lines: [
      'dial tcp: lookup @.svc.cluster.local on ~:53: no such host',
      'coredns plugin/errors: 2 @. A: read udp ~:#->~:53: i/o timeout',
    ],
  },
  {
    words: ['deadlock', 'orders'],
    lines: [
      'ERROR 1213 (40001): Deadlock found when trying to get lock; try restarting transaction',
      'InnoDB: Transaction # waits for lock on table orders held by transaction #',
    ],
  },
  {
    words: ['queue', 'lag'],
    lines: [
      'WARN consumer group @ lag # exceeds threshold on topic payments partition #',
      'org.apache.kafka.clients.consumer.CommitFailedException: Offset commit cannot be completed since the consumer is not part of an active group',
    ],
  },
  {
    words: ['rate limit', 'provider'],
    lines: [
      'HTTP 429 Too Many Requests from gateway ~ retry-after #',
      'giving up on charge # after # attempts: provider throttled us',
    ],
  },
  {
    words: ['configuration', 'rollout'],
    lines: [
      'FATAL missing environment variable PAYMENT_ENDPOINT in deployment @',
      'Back-off restarting failed container @ in pod @-#',
    ],
  },
  {
    words: ['clock', 'tokens'],
    lines: [
      'jwt rejected: token used before issued, iat # now #',
      'chronyd[#]: System clock wrong by # seconds, adjustment started',
    ],
  },
  {
    words: ['feature flag', 'cache'],
    lines: [
      'redis.exceptions.ConnectionError: Error 111 connecting to ~:6379. Connection refused.',
      'flag service falls back to defaults for tenant @',
    ],
  },
  {
    words: ['migration', 'schema'],
    lines: [
      'psycopg2.errors.UndefinedColumn: column orders.discount does not exist',
      'alembic.runtime.migration INFO Running upgrade # -> #, add discount',
    ],
  },
];

const NOISE = [
  'INFO request handled method=GET path=/health status=200 duration=#ms',
  '~ - - "GET /api/orders/# HTTP/1.1" 200 # "-" "Mozilla/5.0"',
  'INFO user @ logged in from ~',
  'GC(#) Pause Young (Normal) #M->#M(#M) #ms',
  'sshd[#]: Accepted publickey for @ from ~ port # ssh2',
  'level=info msg="scheduled job finished" job=@ took=#ms',
  'DEBUG cache hit ratio # for region @',
  'WARN slow query took # ms: SELECT * FROM @ WHERE id = #',
];
const VAGUE = [
  'Alert in production',
  'Customers complain',
  'Page at night',
  'Error budget burns',
  'Latency is up',
];
const NAMES = ['alpha', 'checkout', 'ledger', 'search', 'billing', 'gateway', 'worker', 'mailer', 'catalog'];

function filled(line: string, chance: Chance): string {
  return line
    .replaceAll('#', () => String(chance.below(100_000)))
    .replaceAll('@', () => NAMES[chance.below(NAMES.length)] ?? '')
    .replaceAll('~', () => `10.${chance.below(256)}.${chance.below(256)}.${chance.below(256)}`);
}

const stamp = (style: number, second: number): string => {
  const at = new Date(Date.UTC(2026, 10, 20, 2, 0, second)).toISOString();
  return (
    [at, `${at.slice(0, 19).replace('T', ' ')},${second % 1000}`, `Nov 20 ${at.slice(11, 19)} host-${style}`][
      style % 3
    ] ?? at
  );
};

/** One of them; every third has a title that says nothing, so that only its log tells the cause. */
export function incidentOf(cause: number, number: number, chance: Chance) {
  const { words, lines } = CAUSES[cause % CAUSES.length] ?? { words: [], lines: [] };
  const vague = VAGUE[chance.below(VAGUE.length)] ?? '';
  const title = number % 3 === 0 ? `${vague} ${number}` : `${vague}: ${words.join(' ')}`;
  const log = Array.from({ length: 120 }, (_, second) => {
    const from = second > 60 && chance.below(3) === 0 ? lines : NOISE;
    return `${stamp(number, second)} ${filled(from[chance.below(from.length)] ?? '', chance)}`;
  });
  return { title, log: log.join('\n') };
}
