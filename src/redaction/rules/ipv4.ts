import type { Rule } from '../types.js';
import { isDigit, isLetter, lineBefore, matchAt } from './text.js';
import { isPrivate, isVersion } from './versions.js';

/** Reads four numbers up to 255, at `start`: the address and its end. */
function readAddress(
  text: string,
  start: number,
): { readonly octets: readonly number[]; readonly end: number } | undefined {
  const octets: number[] = [];
  let at = start;
  for (;;) {
    let value = 0;
    const from = at;
    for (; at - from < 3 && isDigit(text.charCodeAt(at)); at++)
      value = value * 10 + text.charCodeAt(at) - 0x30;
    if (at === from || value > 255) return undefined;
    octets.push(value);
    if (octets.length === 4) return { octets, end: at };
    if (text.charCodeAt(at++) !== 0x2e) return undefined;
  }
}

/**
 * Belongs to nobody (IANA's registry of special addresses): this network, loopback, a mask, documentation, benchmarks,
 * groups, reserved, or where clouds answer questions of a machine about itself.
 */
function isNobodys([a = 0, b = 0, c = 0, d = 0]: readonly number[]): boolean {
  if (a === 0 || a === 127 || a >= 224) return true;
  if (a === 192 && b === 0) return c === 0 || c === 2;
  if (a === 198) return (b === 51 && c === 100) || b === 18 || b === 19;
  if (a === 203) return b === 0 && c === 113;
  return a === 169 && b === 254 && c === 169 && d === 254;
}

/** A range that everybody uses (RFC 1918, RFC 6598), as a whole. */
function isWholeRange(text: string, start: number, end: number): boolean {
  const range = matchAt(/\/\d{1,2}(?!\d)/y, text, end)?.[0];
  return (
    range !== undefined &&
    ['10.0.0.0', '172.16.0.0', '192.168.0.0', '100.64.0.0', '169.254.0.0'].includes(text.slice(start, end))
  );
}

/** What the addresses of those begin with that answer everybody who asks for a name. */
const RESOLVERS = new Set([1, 8, 9, 208]);
/** Whether it is one of those. */
function isResolver(text: string, start: number, octets: readonly number[]): boolean {
  return (
    RESOLVERS.has(octets[0] ?? 0) &&
    /^(?:8,8,[48],[48]|1,[01],[01],1|9,9,9,9|208,67,22[02],22[02])$/.test(octets.join()) &&
    /\b(?:nameservers?|dns\w*|resolvers?|ping(?:ing)?|forwarders?)\b[^\n]{0,24}$/i.test(
      lineBefore(text, start, 48),
    )
  );
}

/** What is said of packages: that they were installed or released. */
const PACKAGED = / (?:installed|released|unpacked|is available|\(build)\b/iy;

export const ipv4: Rule = {
  triggers: ['.\\d.\\d', '.\\d\\d.\\d', '.\\d\\d\\d.\\d'],
  find(text, at) {
    let start = at - 1;
    while (at - start < 12 && (isDigit(text.charCodeAt(start - 1)) || text.charCodeAt(start - 1) === 0x2e))
      start--;
    // Dots between two addresses.
    const dots =
      text.charCodeAt(start) === 0x2e ? (/^\.{2,}/.exec(text.slice(start, start + 4))?.[0].length ?? 0) : 0;
    start += dots;
    const before = text.charCodeAt(start - 1);
    if (isDigit(before) || isLetter(before) || before === 0x5f || (before === 0x2e && dots === 0))
      return undefined;
    const found = readAddress(text, start);
    if (
      !found ||
      isNobodys(found.octets) ||
      (goesOn(text, found.end) && !isEndOfPacket(text, start, found.end))
    )
      return undefined;
    // The revision of a package.
    if (!isPrivate(found.octets) && matchAt(/-\d{1,3}(?![\d.])/y, text, found.end)) return undefined;
    if (isVersion(text, start, found.octets, found.end)) return undefined;
    if (!isPrivate(found.octets) && matchAt(PACKAGED, text, found.end)) return undefined;
    if (isWholeRange(text, start, found.end) || isResolver(text, start, found.octets)) return undefined;
    return { type: 'Ipv4', start, end: found.end, confidence: 0.9, rule: 'ipv4' };
  },
};

/** The port behind a point, as tcpdump writes both ends of a packet. */
const FROM_PORT = /\.\d{1,5} > \d/y;
const TO_PORT = /\.\d{1,5}: /y;
const isEndOfPacket = (text: string, start: number, end: number): boolean =>
  matchAt(FROM_PORT, text, end) !== undefined ||
  (text.startsWith(' > ', start - 3) && matchAt(TO_PORT, text, end) !== undefined);

/** More numbers, a word or the ending of a file make it something else. */
function goesOn(text: string, end: number): boolean {
  const code = text.charCodeAt(end);
  if (isDigit(code) || isLetter(code) || code === 0x5f) return true;
  if (code === 0x2d) return isLetter(text.charCodeAt(end + 1));
  return code === 0x2e && (isDigit(text.charCodeAt(end + 1)) || matchAt(ARCHIVE, text, end) !== undefined);
}
const ARCHIVE = /\.(?:jar|tgz|tar|zip|exe|msi|nupkg|dll|so|deb|rpm|el\d)/iy;
