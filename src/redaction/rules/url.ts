/** Addresses that carry an account: `scheme://user:password@host`, also escaped for JSON or for a URL. */
import type { Rule } from '../types.js';
import { isDigit, isLetter, lastBefore, lineBefore, matchAt, runBack, wordAt } from './text.js';
import { isPlaceholder, looksRandom } from './values.js';

const USER_INFO =
  /([^\s:/?#[\]@"'<>`\\|]{0,128}):((?:(?!\d{1,5}(?:[/?#\\]|$))[^\s@"'<>`]{0,256}@)+)(?=[\w[$*%-])/y;
const TOKEN_INFO = /([^\s:/?#[\]@"'<>`\\|]{16,256})@(?=[\w[])/y;
const ENCODED =
  /([^\s:/?#[\]@"'<>&;%]{0,128})%3a((?:[^\s@"'<>&%]|%(?!40|2f)[\da-f]{2}){1,256})%40[\w.%-]{1,256}/iy;
const REST = /[^\s"'<>`]{0,4096}/y;
const isScheme = (code: number): boolean =>
  isLetter(code) ||
  isDigit(code) ||
  code === 0x2b ||
  code === 0x2d ||
  code === 0x2e ||
  code === 0x3a ||
  code === 0x5f;

export const urlWithCredentials: Rule = {
  triggers: ['://', ':\\\\/\\\\/', '%3a%2f%2f'],
  find(text, at) {
    const encoded = text.charCodeAt(at - 3) === 0x25;
    const marks = encoded ? 9 : text.charCodeAt(at - 2) === 0x5c ? 5 : 3;
    const start = runBack(text, at - marks, isScheme, 32);
    // A scheme may end with a digit, as `postgresql+psycopg2` does.
    const letters = runBack(text, at - marks, isDigit, 8);
    if (start >= letters || !isLetter(text.charCodeAt(letters - 1))) return undefined;
    if (encoded) {
      const found = matchAt(ENCODED, text, at);
      if (!found || isPlaceholder(found[2] ?? '')) return undefined;
      return {
        type: 'UrlWithCredentials',
        start,
        end: at + found[0].length,
        confidence: 0.9,
        rule: 'url-encoded',
      };
    }
    const found = matchAt(USER_INFO, text, at);
    if (found ? isPlaceholder((found[2] ?? '').slice(0, -1)) : !hasToken(text, at)) return undefined;
    return {
      type: 'UrlWithCredentials',
      start: schemeStart(text, start),
      end: urlEnd(text, at),
      confidence: 0.95,
      rule: 'url-credentials',
    };
  },
};

/** A lone token as the user, as in the address that a service gives out for reporting errors. */
function hasToken(text: string, at: number): boolean {
  const token = matchAt(TOKEN_INFO, text, at)?.[1];
  return (
    token !== undefined &&
    looksRandom(token) &&
    /\d/.test(token) &&
    /[a-z]/i.test(token) &&
    !isPlaceholder(token)
  );
}

/** Keys before a scheme are no part of it: `url:https://`. */
function schemeStart(text: string, start: number): number {
  const scheme = text.slice(start, start + 40);
  const kept = /^(?:jdbc:)?(?:[a-z][a-z\d]*:)?[a-z][a-z\d+.-]*:\/|^[a-z\d+.-]+:\\/i.exec(scheme);
  const glued = /^([\w.-]*):(?=[a-z][a-z\d+.-]*:\/)/i.exec(scheme);
  return glued && !/^jdbc$/i.test(glued[1] ?? '') ? start + glued[0].length : kept ? start : start;
}

/** Where a URL ends: at a space, a quote, or before the marks that end a sentence or close what it stands in. */
function urlEnd(text: string, at: number): number {
  let url = matchAt(REST, text, at)?.[0] ?? '';
  for (;;) {
    const last = url.at(-1) ?? '';
    const opener = last === ')' ? '(' : last === ']' ? '[' : last === '}' ? '{' : undefined;
    if (!/[.,;:!\\)\]}]/.test(last) || (opener !== undefined && url.includes(opener))) return at + url.length;
    url = url.slice(0, -1);
  }
}

/** `jdbc:oracle:thin:user/password@host`, which has no user-info in the sense of URLs. */
/** `user/password@host:port/service` alone, as Oracle's tools take it. */
export const oracleAlone: Rule = {
  triggers: [':1521/', ':1521:', ':1522/', ':2484/'],
  find(text, at) {
    const before =
      /(?:^|[\s"'=(])([a-z][\w$#]{0,30}\/("[^"\n]{1,64}"|[^\s@/"']{1,64})@[\w.-]{1,253}:\d{4}.)$/i.exec(
        lineBefore(text, at, 400),
      );
    const whole = before?.[1];
    if (whole === undefined || isPlaceholder((before?.[2] ?? '').replaceAll('"', ''))) return undefined;
    const service = matchAt(/[\w.$#-]{1,64}/y, text, at)?.[0].length ?? 0;
    const start = at - whole.length;
    return { type: 'ConnectionString', start, end: at + service, confidence: 0.9, rule: 'oracle-connect' };
  },
};

/** `user:password@tcp(host:port)/database`, as drivers of Go take it. */
export const driverAddress: Rule = {
  triggers: ['@tcp(', '@tcp6(', '@unix('],
  find(text, at) {
    const found = /(?:^|[\s"'`=([])([\w.$-]{1,64}:(?!\/\/)([^\s"'`]{1,128})@(?:tcp6?|unix)\()$/i.exec(
      lineBefore(text, at, 240),
    );
    const [, before, password = ''] = found ?? [];
    const behind = matchAt(/[^\s)"'`<>]{1,253}\)\/[^\s"'`<>,;)\]]{0,256}/y, text, at)?.[0];
    if (before === undefined || behind === undefined || isPlaceholder(password)) return undefined;
    return {
      type: 'ConnectionString',
      start: at - before.length,
      end: at + behind.length,
      confidence: 0.9,
      rule: 'driver-address',
    };
  },
};

export const oracleUrl: Rule = {
  triggers: [
    'jdbc:oracle:',
    'sqlplus ',
    'sqlldr ',
    'expdp ',
    'impdp ',
    'rman target ',
    'userid=',
    'connect ',
  ],
  find(text, at) {
    const jdbc = text.charAt(at - 1) === ':';
    const found = matchAt(
      /(?:(?:thin|oci8?):|-[sl] )?([a-z][\w$#]{0,30})\/("[^"\n]{1,64}"|[^\s@/"']{1,64})@[^\s"'<>,;]{1,256}/iy,
      text,
      at,
    );
    if (!found || isPlaceholder((found[2] ?? '').replaceAll('"', ''))) return undefined;
    const start = jdbc ? at - 'jdbc:oracle:'.length : at;
    return {
      type: 'ConnectionString',
      start,
      end: at + found[0].length,
      confidence: 0.9,
      rule: 'oracle-connect',
    };
  },
};

const PARTS =
  /(?:=\s?"[^"\n]{0,200}"|=\s?'[^'\n]{0,200}'|=\s?\{(?:[^}\n]|\}\}){0,200}\}|[^"'<>\n\r]){1,1024}/y;
const SECRET_PARTS =
  'password pwd accountkey sharedaccesskey sharedaccesssignature sharedsecretvalue accesskey'.split(' ');
const SECRET_PART = /^[\w ]*=\s*('[^']*'|"[^"]*"|\{(?:[^}]|\}\})*\}|[^;]*)/;
const PART = /^\s*[\w .]{1,40}=/;
/** What such a string may begin with, behind words of a sentence. */
const FIRST_PART =
  /\b(?:accountendpoint|username|user ?id|uid|server|data ?source|driver|dsn|provider|addr(?:ess)?|host(?:name)?|endpoint|defaultendpointsprotocol|accountname|database|initial catalog|network address|filename|dbq|port|blobendpoint)=[^;]*$/i;

/** `Server=…;Password=…;`: ADO.NET, ODBC, OLE DB and the storage and buses of Azure. Found by the part that is secret. */
export const connectionString: Rule = {
  triggers: SECRET_PARTS.flatMap(part => [`;${part}=`, `; ${part}=`]),
  find(text, at) {
    const part = lastBefore(text, at + 1, ';', 32) + 1;
    if (part === 0) return undefined;
    const start = firstPart(text, part - 1);
    if (start === undefined) return undefined;
    const rest = matchAt(PARTS, text, part)?.[0] ?? '';
    const secret =
      SECRET_PART.exec(rest)?.[1]
        ?.replace(/^['"{]|['"}]$/g, '')
        .trim() ?? '';
    if (isPlaceholder(secret.split(/\s/)[0] ?? '')) return undefined;
    return {
      type: 'ConnectionString',
      start,
      end: part + lastField(rest),
      confidence: 0.92,
      rule: 'connection-string',
    };
  },
};

/** Where the parts begin that end at `end`, if there are any. */
function firstPart(text: string, end: number): number | undefined {
  const before = /[^"'<>]*$/.exec(lineBefore(text, end, 768))?.[0] ?? '';
  let start: number | undefined;
  let place = end;
  for (const part of before.split(';').reverse()) {
    place -= part.length;
    const first = FIRST_PART.exec(part);
    if (first) start = place + first.index;
    else if (PART.test(part)) start = place;
    if (!PART.test(part)) break;
    place--;
  }
  return start;
}

/** The length up to the end of the last field's value: a sentence may go on behind it. */
function lastField(whole: string): number {
  let end = 0;
  for (const field of whole.matchAll(
    /\s*[\w .]{1,40}=\s*("[^"]*"|'[^']*'|\{(?:[^}]|\}\})*\}|[^;]*)(?:;|$)/g,
  )) {
    if (field.index !== end) break;
    const closed = field[0].endsWith(';') || /["'}]$/.test(field[0]);
    end += closed ? field[0].length : (/^\s*[\w .]{1,40}=\s*[^\s,)\]]*/.exec(field[0])?.[0].length ?? 0);
  }
  return end;
}

/** `host=… user=… password=…`, as libpq writes it: any order, single spaces. */
export const keywordConnection: Rule = {
  triggers: ['\\bdbname=', '\\bsslmode='],
  find(text, at) {
    const before = lineBefore(text, at, 512);
    const from =
      at -
      (/(?:(?:^|(?<=[\s"'=(:]))(?:host|hostaddr|port|user|password|dbname|sslmode|connect_timeout|application_name)=(?:'[^']*'|[^\s"'()]*) ?)+$/.exec(
        before,
      )?.[0].length ?? 0);
    const found = matchAt(
      /(?:(?:host|hostaddr|port|user|password|dbname|sslmode|sslrootcert|connect_timeout|application_name|target_session_attrs|TimeZone|options)=(?:'[^'\n]{0,128}'|[^\s"'()]{0,128})(?: (?=\w+=))?){3,16}/iy,
      text,
      from,
    )?.[0];
    const password = /\bpassword=('[^']*'|\S*)/.exec(found ?? '')?.[1]?.replaceAll("'", '');
    if (found === undefined || password === undefined || isPlaceholder(password)) return undefined;
    return {
      type: 'ConnectionString',
      start: from,
      end: from + found.length,
      confidence: 0.9,
      rule: 'connection-keywords',
    };
  },
};

/** `jdbc:sqlserver://host;user=…;password=…` and `jdbc:db2://…:user=…;password=…;`: parameters, no user-info. */
export const jdbcUrl: Rule = {
  triggers: ['\\bjdbc:'],
  find(text, at) {
    const end = urlEnd(text, at);
    const password = /[;?&:](?:password|pwd)=(\{[^}]+\}|[^;&\s]+)/i
      .exec(text.slice(at, end))?.[1]
      ?.replace(/^\{|\}$/g, '');
    if (password === undefined || isPlaceholder(password) || wordAt(text, at - 6)) return undefined;
    return { type: 'ConnectionString', start: at - 5, end, confidence: 0.93, rule: 'jdbc-url' };
  },
};

/** `host:port,password=…,ssl=True`: StackExchange.Redis. */
export const redisConnection: Rule = {
  triggers: [',password='],
  find(text, at) {
    const before = lineBefore(text, at, 300);
    const hosts = /[\w.-]+(?::\d{2,5})?(?:,[\w.-]+(?::\d{2,5})?)*(?:,\w+=[^,\s"'=]*)*,password=$/i.exec(
      before,
    )?.[0];
    if (hosts === undefined || !/[:.]/.test(hosts)) return undefined;
    const found = matchAt(/[^\s,"']{4,512}(?:,\w+=[^,\s"']*)*/y, text, at)?.[0];
    if (found === undefined || isPlaceholder(found.split(',')[0] ?? '')) return undefined;
    return {
      type: 'ConnectionString',
      start: at - hosts.length,
      end: at + found.length,
      confidence: 0.85,
      rule: 'redis-connection',
    };
  },
};
