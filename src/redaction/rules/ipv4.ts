import type { Rule } from '../types.js';
import { isDigit, isLetter, lineBefore, matchAt, textBefore } from './text.js';

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

const isPrivate = ([a = 0, b = 0]: readonly number[]): boolean =>
  a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168);

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
    if (!found || isNobodys(found.octets) || goesOn(text, found.end)) return undefined;
    // The revision of a package.
    if (!isPrivate(found.octets) && matchAt(/-\d{1,3}(?![\d.])/y, text, found.end)) return undefined;
    if (isVersion(text, start, found.octets, found.end)) return undefined;
    if (!isPrivate(found.octets) && matchAt(PACKAGED, text, found.end)) return undefined;
    if (isWholeRange(text, start, found.end) || isResolver(text, start, found.octets)) return undefined;
    return { type: 'Ipv4', start, end: found.end, confidence: 0.9, rule: 'ipv4' };
  },
};

/** More numbers, a word or the ending of a file make it something else. */
function goesOn(text: string, end: number): boolean {
  const code = text.charCodeAt(end);
  if (isDigit(code) || isLetter(code) || code === 0x5f) return true;
  if (code === 0x2d) return isLetter(text.charCodeAt(end + 1));
  return code === 0x2e && (isDigit(text.charCodeAt(end + 1)) || matchAt(ARCHIVE, text, end) !== undefined);
}
const ARCHIVE = /\.(?:jar|tgz|tar|zip|exe|msi|nupkg|dll|so|deb|rpm|el\d)/iy;

/** Words behind which four numbers are a version, a section or an object identifier. */
const VERSION_WORDS = new Set(
  (
    'v ver version versions release rev revision firmware build driver agent kernel schema sdk assembly fileversion ' +
    'productversion assemblyversion upgrade upgraded upgrading update updated section chapter clause oid bios patch ' +
    'package tag revno level'
  ).split(' '),
);
/** Products whose versions have four parts. */
const PRODUCTS = new Set(
  'firefox chrome chromium safari opera brave vivaldi msedge thunderbird electron webview acrobat jre jdk openjdk anyconnect forticlient esxi vcenter'.split(
    ' ',
  ),
);
const MARKS = /[~_@^=<>/-]/;

function isVersion(text: string, start: number, octets: readonly number[], end: number): boolean {
  const mark = text.charAt(start - 1);
  if (MARKS.test(mark) && isMarkedVersion(text, start, mark, octets, end)) return true;
  const [word, from] = wordBefore(text, start);
  if (octets.every(octet => octet < 10) && !isAddressed(text, word, octets, end)) return true;
  if (VERSION_WORDS.has(word) || word.endsWith('version')) return true;
  if (PRODUCTS.has(word) && !isPrivate(octets)) return true;
  if (word !== 'from' && word !== 'to' && word !== 'is') return false;
  if (VERSION_WORDS.has(wordBefore(text, from)[0])) return true;
  return /(?:version|upgrad\w+|downgrad\w+|updat\w+)[^,;]{0,40}$/i.test(lineBefore(text, from, 56));
}

/** Addresses of digits alone are rare, and versions are like that: words or a port must say that it is one. */
function isAddressed(text: string, word: string, octets: readonly number[], end: number): boolean {
  if (octets.every(octet => octet === octets[0]) || text.startsWith(' - ', end)) return true;
  return (
    /[:/]/.test(text.charAt(end)) ||
    /^(?:ip|addr|address|host|client|peer|src|dst|from|to|server|via|remote|for|rhost|on|at|ping|by|source|gateway)$|ip$|addr$/.test(
      word,
    )
  );
}

function isMarkedVersion(
  text: string,
  start: number,
  mark: string,
  octets: readonly number[],
  end: number,
): boolean {
  const line = lineBefore(text, start, 48);
  switch (mark) {
    case '-':
      return /[a-z_]-$/i.test(line);
    case '=':
      return /[=~!^<>]=$/.test(line);
    case '>':
      return !/[-=]>$|<[^<>]*>$/.test(line);
    case '/':
      // `host/10.1.2.3:80` is how Java writes an address; `Chrome/120.0.0.0` is how a product writes its version.
      return (
        PRODUCT.test(line) && !isPrivate(octets) && text.charAt(end) !== ':' && !/[\d.]\S*\/$/.test(line)
      );
    case '@':
      // `account@address`; a package's version has small numbers.
      return !isPrivate(octets) && octets.every(octet => octet < 50);
    default:
      return true;
  }
}
const PRODUCT = /(?:^|[\s("';,])[A-Za-z][\w.+-]*[ /]?\/$/;

/** The word before a place, in lower case, past spaces and the marks between a key and its value; and where it begins. */
function wordBefore(text: string, at: number): readonly [word: string, start: number] {
  let end = at;
  while (at - end < 6 && ' \t:="\'(v'.includes(text.charAt(end - 1)) && end > 0) end--;
  let start = end;
  while (end - start < 16 && isLetter(text.charCodeAt(start - 1))) start--;
  const word = textBefore(text, end, end - start).toLowerCase();
  return [word === '' && text.charCodeAt(end) === 0x76 ? 'v' : word, start];
}
