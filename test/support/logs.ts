/** Logs as services write them, made from a seed: the same seed and size give the same bytes. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { Chance } from './chance.js';

/** What one request carries through the lines that it leaves. */
interface RequestTrace {
  readonly id: string;
  readonly user: string;
  readonly ip: string;
  readonly pod: string;
  readonly thread: string;
  readonly path: string;
  readonly order: number;
}

const MESSAGES = [
  'Request accepted',
  'Loading cart from cache',
  'Cache miss, loading from database',
  'Executing query select o1_0.id, o1_0.customer_id, o1_0.total from orders o1_0 where o1_0.id=?',
  'Order persisted',
  'Publishing event to topic orders.created',
  'Request completed',
  'Retrying call to payments after transient failure (attempt 2 of 3)',
  'Token refreshed',
  'Slow query detected, see pg_stat_statements',
  'Connection is not available, request timed out after 30000ms.',
  'Circuit breaker payments is now OPEN',
] as const;
const CLASSES = [
  'c.example.shop.order.OrderService',
  'c.example.shop.cart.CartController',
  'o.s.web.servlet.DispatcherServlet',
  'com.zaxxer.hikari.pool.HikariPool',
  'o.apache.kafka.clients.NetworkClient',
  'o.h.engine.jdbc.spi.SqlExceptionHelper',
] as const;
const PATHS = [
  '/healthz',
  '/api/v1/cart',
  '/api/v1/orders',
  '/api/v1/checkout',
  '/metrics',
  '/login',
] as const;
const LEVELS = ['INFO', 'INFO', 'INFO', 'DEBUG', 'WARN', 'ERROR'] as const;
const AGENTS = [
  'kube-probe/1.31',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  'okhttp/4.12.0',
] as const;

/** A word that stands in one line, three quarters into the log. */
export const RARE_WORD = 'zygote-frobnicator';
const RARE_LINE = `FATAL kernel: Out of memory: Killed process 4242 (${RARE_WORD})\n`;
/** Text that about every hundredth line holds. */
export const FREQUENT = 'Executing query select';

/** An endless log of one deployment: five formats mixed, as a collector writes them. */
class Deployment {
  readonly #chance: Chance;
  readonly #pods: [string, ...string[]];
  readonly #ips: [string, ...string[]];
  readonly #users: [string, ...string[]];
  readonly #underWay: RequestTrace[];
  #milliseconds = Date.UTC(2026, 4, 17);

  constructor(seed: number) {
    const chance = (this.#chance = new Chance(seed));
    this.#pods = chance.many(24, () => `checkout-${chance.hex(10)}-${chance.hex(5)}`);
    this.#ips = chance.many(900, () => `10.${chance.below(8)}.${chance.below(256)}.${chance.below(256)}`);
    this.#users = chance.many(3000, () => `u${chance.below(1_000_000)}`);
    this.#underWay = Array.from({ length: 60 }, () => this.#request());
  }

  /** Lines of at least `bytes` bytes together, and the id of a request that left the last of them. */
  block(bytes: number): { readonly text: string; readonly id: string } {
    const lines: string[] = [];
    let length = 0;
    let id = '';
    while (length < bytes) {
      const line = this.#line();
      lines.push(line.text);
      length += line.text.length;
      id = line.id;
    }
    return { text: lines.join(''), id };
  }

  #request(): RequestTrace {
    const chance = this.#chance;
    return {
      id: chance.hex(32),
      user: chance.often(this.#users),
      ip: chance.often(this.#ips),
      pod: chance.often(this.#pods),
      thread: `http-nio-8080-exec-${1 + chance.below(40)}`,
      path: chance.often(PATHS),
      order: 4_000_000 + chance.below(200_000),
    };
  }

  #line(): { readonly text: string; readonly id: string } {
    const chance = this.#chance;
    this.#milliseconds += chance.below(9);
    const at = chance.below(this.#underWay.length);
    const request = this.#underWay[at] ?? this.#request();
    if (chance.below(7) === 0) this.#underWay[at] = this.#request();
    return { text: this.#written(request, new Date(this.#milliseconds).toISOString()), id: request.id };
  }

  #written(request: RequestTrace, time: string): string {
    const chance = this.#chance;
    const { id, user, ip, pod, thread, path, order } = request;
    const clock = time.slice(11, 23);
    switch (chance.below(16)) {
      case 0:
      case 1:
      case 2:
        return `${ip} - ${user} [17/May/2026:${time.slice(11, 19)} +0000] "GET ${path} HTTP/1.1" ${chance.often([200, 304, 404, 502])} ${chance.often([612, 15, 5120, 48120])} "-" "${chance.often(AGENTS)}" ${chance.below(90) / 1000} ${id}\n`;
      case 3:
      case 4:
      case 5:
      case 6:
        return `{"ts":"${time}","level":"info","pod":"${pod}","caller":"server/handler.go:${40 + 7 * chance.below(9)}","msg":"${chance.often(MESSAGES)}","trace_id":"${id}","user":"${user}","status":${chance.often([200, 201, 500])},"duration_ms":${chance.below(60)}}\n`;
      case 7:
        return `May 17 ${clock.slice(0, 8)} node-${chance.below(12)} kubelet[1187]: I0517 ${clock}000    1187 kuberuntime_manager.go:${chance.often([1012, 745, 889])}] "Pod status updated" pod="shop/${pod}" phase="Running"\n`;
      case 8:
      case 9:
        return `time=${time} level=${chance.often(['info', 'warn', 'error'])} component=ingester msg="flushed chunk" tenant=${user} entries=${chance.below(400)} err=null\n`;
      default:
        return chance.below(300) === 0
          ? this.#failure(request, time)
          : `${time.slice(0, 10)} ${clock.replace('.', ',')} ${chance.of(LEVELS).padEnd(5)} [${pod}] [${thread}] ${chance.often(CLASSES)} : ${chance.often(MESSAGES)} orderId=${order} traceId=${id}\n`;
    }
  }

  #failure({ id }: RequestTrace, time: string): string {
    const frames = ['order.OrderRepository.find', 'order.OrderService.load', 'cart.CartController.checkout'];
    const stack = frames.map(
      (frame, depth) => `\tat com.example.shop.${frame}(${frame.split('.')[1]}.java:${depth * 41 + 17})\n`,
    );
    return `${time} ERROR java.sql.SQLTransientConnectionException: HikariPool-1 - Connection is not available, request timed out after ${30_000 + this.#chance.below(9)}ms. traceId=${id}\n${stack.join('')}`;
  }
}

/** A made log, and what in it can be looked for. */
export interface MadeLog {
  readonly bytes: number;
  /** The id of one request, on a few lines near each other, three quarters into the log. */
  readonly traceId: string;
}

/** Writes a log of about `bytes` bytes; three quarters into it stands the rare line. */
export function writeLog(file: string, bytes: number, seed = 1): MadeLog {
  const deployment = new Deployment(seed);
  const descriptor = openSync(file, 'w');
  let written = 0;
  let traceId = '';
  try {
    while (written < bytes) {
      const { text, id } = deployment.block(Math.min(1024 * 1024, bytes / 8));
      const rare = traceId === '' && written >= bytes * 0.75;
      if (rare) traceId = id;
      written += writeSync(descriptor, rare ? text + RARE_LINE : text);
    }
  } finally {
    closeSync(descriptor);
  }
  return { bytes: written, traceId };
}
