/** Addresses of machines. */
import ipaddr from 'ipaddr.js';
import type { Rule } from '../types.js';
import { isDigit, lineBefore, matchAt, runBack, wordAt } from './text.js';

/** Ranges that belong to nobody: of one machine itself, masks, documentation, groups, reserved. */
const NOBODYS = new Set([
  'loopback',
  'unspecified',
  'broadcast',
  'reserved',
  'multicast',
  'as112',
  'amt',
  'discard',
  'rfc6145',
  'rfc6052',
  '6to4',
  'teredo',
  'benchmarking',
  'orchid2',
  'droneRemoteIdProtocolEntityTags',
  'deprecatedOrchid',
  'deprecatedSiteLocal',
  'uniqueLocalMulticast',
]);
const isIpv6Part = (code: number): boolean =>
  isDigit(code) || ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x66) || code === 0x3a || code === 0x2e;

const hex = (digits: number) => '\\h'.repeat(digits);

export const ipv6: Rule = {
  triggers: [
    '\\h::',
    '::\\h',
    // Of eight groups one has three digits or more, or two neighbours have fewer.
    `:${hex(3)}:`,
    `:${hex(4)}:`,
    `:${hex(1)}:${hex(1)}:`,
    `:${hex(1)}:${hex(2)}:`,
    `:${hex(2)}:${hex(1)}:`,
    `:${hex(2)}:${hex(2)}:${hex(2)}:`,
  ],
  find(text, at) {
    const run = runBack(text, at, isIpv6Part, 45);
    // In mail, `[IPv6:…]`.
    const start = run + (/^ipv6:$/i.test(text.slice(run - 3, run + 2)) ? 2 : 0);
    if (wordAt(text, start - 1) || text.charCodeAt(start - 1) === 0x2d || !isShaped(text, start))
      return undefined;
    let written = matchAt(/[\da-f:.]{3,46}/iy, text, start)?.[0] ?? '';
    let from = start;
    // What stands before the address may end with a colon of its own, as in `peer:2a02::1`.
    if (/^:[^:]/.test(written)) {
      written = written.slice(1);
      from++;
    }
    written = written.replace(/[.:]+$/, colons => (colons === '::' || colons.startsWith('::') ? '::' : ''));
    const end = from + written.length;
    if (wordAt(text, end) || !/\d/.test(written)) return undefined;
    const address = parseIpv6(written);
    if (!address || !isGiven(address)) return undefined;
    // The bytes of a serial number or a hash.
    if (
      /^[\da-f]{2}(?::[\da-f]{2}){7}$/i.test(address) ||
      (/^\/\d/.test(text.slice(end, end + 2)) && /::$/.test(address) && !/\d.*:.+::/.test(address))
    )
      return undefined;
    const kept = from + address.length;
    const range = ipaddr.IPv6.parse(address).range();
    if (range !== 'ipv4Mapped' && NOBODYS.has(range)) return undefined;
    if (range === 'ipv4Mapped' && NOBODYS.has(ipaddr.IPv6.parse(address).toIPv4Address().range()))
      return undefined;
    const zone = matchAt(/%(?:25)?[a-z][\w.-]{0,15}/iy, text, kept)?.[0].length ?? 0;
    return { type: 'Ipv6', start: from, end: kept + zone, confidence: 0.92, rule: 'ipv6' };
  },
};

/** Whether it begins as addresses that were given out do (RFC 4291, IANA), or is written out. */
const isGiven = (address: string): boolean =>
  /^(?:[23][\da-f]{3}|f[cde][\da-f]{2}|64):|^(?:0{0,4}:){1,6}:?ffff:/i.test(address) ||
  /^(?:[\da-f]{3,4}:){4}/i.test(address) ||
  /^(?:[\da-f]{1,4}:){7}/i.test(address);

/** Whether there are colons enough for eight groups, or two together, and a digit among them. */
function isShaped(text: string, start: number): boolean {
  let colons = 0;
  let pairs = 0;
  let digits = 0;
  for (let at = start; at < start + 46; at++) {
    const code = text.charCodeAt(at);
    if (!isIpv6Part(code)) break;
    if (isDigit(code)) digits++;
    if (code !== 0x3a) continue;
    colons++;
    if (text.charCodeAt(at + 1) === 0x3a) pairs++;
  }
  return digits > 0 && (pairs === 1 ? colons <= 9 : pairs === 0 && colons >= 7);
}

/** The address at the beginning of what is written: a port may follow it behind a dot or colon. */
function parseIpv6(written: string): string | undefined {
  for (const candidate of [written, written.replace(/[.:]\d{1,5}$/, ''), written.replace(/:$/, '')]) {
    if (
      ipaddr.IPv6.isValid(candidate) &&
      (candidate.includes('::') || /^(?:[^:]+:){7}/.test(candidate) || candidate.includes('.'))
    )
      return candidate;
  }
  return undefined;
}

const PLAIN_MACS = /^(?:(?:00[:-]?)+|(?:ff[:-]?)+|01[:-]00[:-]5e.*|33[:-]33.*)$/i;
const isMacPart = (code: number): boolean => isIpv6Part(code) || code === 0x2d;

/** With the zeros before left out, where a line speaks of such addresses. */
const SHORT = /(?:[\da-f]{1,2}:){5}[\da-f]{1,2}(?![\w:])/iy;
export const shortMac: Rule = {
  triggers: [
    ' \\h:\\h\\h:',
    ' \\h\\h:\\h:',
    '(\\h:\\h\\h:',
    '(\\h\\h:\\h:',
    ' \\h:\\h:',
    '\\h\\h:\\h\\h:\\h:',
  ],
  find(text, at) {
    const start = runBack(text, at, isMacPart, 12);
    const found = matchAt(SHORT, text, start)?.[0];
    if (found === undefined || found.length > 16 || !/[a-f]/i.test(found) || wordAt(text, start - 1))
      return undefined;
    if (
      !/\b(?:arp\w*|ether\w*|mac|lladdr|hwaddr|station|is-at)\b|\(\d{1,3}(?:\.\d{1,3}){3}\) at $/i.test(
        lineBefore(text, start, 80),
      )
    )
      return undefined;
    return { type: 'MacAddress', start, end: start + found.length, confidence: 0.75, rule: 'mac' };
  },
};

export const mac: Rule = {
  triggers: [
    `${hex(2)}:${hex(2)}:${hex(2)}:${hex(2)}:${hex(2)}`,
    `${hex(2)}-${hex(2)}-${hex(2)}-${hex(2)}-${hex(2)}-${hex(2)}`,
    `${hex(4)}.${hex(4)}.${hex(4)}`,
    `${hex(2)}%3a${hex(2)}%3a${hex(2)}%3a${hex(2)}%3a${hex(2)}%3a${hex(2)}`,
  ],
  find(text, at) {
    const cisco = matchAt(/[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}(?![\w.])/iy, text, at - 14);
    if (cisco && !/[\w.]/.test(text.charAt(at - 15))) {
      return /^\d+\.\d+\.\d+$/.test(cisco[0]) &&
        !/\b(?:mac|arp|address|station|host)\b/i.test(lineBefore(text, at - 14, 64))
        ? undefined
        : { type: 'MacAddress', start: at - 14, end: at, confidence: 0.85, rule: 'mac' };
    }
    const encoded = matchAt(/(?:[\da-f]{2}%3a){5}[\da-f]{2}/iy, text, at - 27);
    if (encoded) return { type: 'MacAddress', start: at - 27, end: at, confidence: 0.9, rule: 'mac' };
    const start = runBack(text, at, isMacPart, 64);
    const from = start + (/^[:-]/.test(text.slice(start, start + 1)) ? 1 : 0);
    if (wordAt(text, from - 1)) return undefined;
    const found = matchAt(/[\da-f]{2}([:-])[\da-f]{2}(?:\1[\da-f]{2}){4,38}(?![\w])/iy, text, from)?.[0];
    if (found === undefined || PLAIN_MACS.test(found)) return undefined;
    const octets = (found.length + 1) / 3;
    const chained = octets === 14 && /mac["'\s:=]*$/i.test(lineBefore(text, from, 12));
    if (octets !== 6 && octets !== 8 && !chained) return undefined;
    // Six pairs of decimal digits may be a date and a time.
    if (
      /^(?:19|20)-\d\d-[01]\d-/.test(found) ||
      (octets === 8 && /serial|fingerprint|hash|key id/i.test(lineBefore(text, from, 32)))
    )
      return undefined;
    return { type: 'MacAddress', start: from, end: from + found.length, confidence: 0.93, rule: 'mac' };
  },
};
