import { isGivenName } from '../givenNames/index.js';
import type { Rule } from '../types.js';
import {
  INTERNAL_ENDINGS,
  isHostName,
  isIpInName,
  isLikeFile,
  isMachine,
  isMessageCode,
  isPod,
  isPrivateName,
  OTHER_ENDINGS,
  PUBLIC_ENDINGS,
} from './hosts.js';
import { isWord, lineBefore, matchAt, runBack, textBefore, wordAt } from './text.js';

const isPart = (code: number): boolean => isWord(code) || code === 0x2d || code === 0x2e;
/** What a name goes on to when it is no host: a class, a call, a file. */
const GOES_ON = / import\b|[\w(@$]|-\w|\.\w|\[[a-z_]|::/iy;
/** Where only a host can stand. */
const PLACE =
  /(?:[a-z]:\/\/(?:[^\s/@]*@)?|@|\b(?:host|hostname|server|server_name|upstream|peer|node|to|from|resolve|resolving|lookup|query|dns|connect(?:ing|ed|ion)?(?: (?:to|from|with|refused))?|ssh|scp|ping|nslookup|dig|curl|telnet|dial(?: tcp)?|relay=|rhost|client|broker|brokers|bootstrap|cn|san|sni|domain|fqdn|name or service|unreachable|enotfound|eai_again|getaddrinfo|unknownhostexception|certificate for|helo|ehlo|h|smarthost|mx|ptr|reach|contact(?:ing)?|via|against|host header))["'\s:=([<]{0,4}(?:tcp:)?$/i;
const ADDRESS = /(?:\/| [[(])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]\d)/y;
/** A port, an address, or what became of it. */
const BEHIND =
  /:\d{2,5}(?!\d)|(?:\/| [[(])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]\d)|\.? (?:refused|unreachable|timed out|not found|is (?:down|up|not))/iy;

/** What stands behind an ending, as in `co.uk`. */
const SECOND =
  /(?:\.(?:cn|uk|mx|br|au|jp|za|in|tr|local|internal|nz|kr|ar|pl|tw|sg|hk|my|th|ph|vn|id|ua|ru|eg|sa|ae|il|lan|corp|consul|com))+(?![\w-])/iy;
/** Endings that so many words begin with that they are looked for before the end of a word only. */
const BEGINS_WORDS = new Set(
  ['sh', 'to', 'mo', 'ma', 'se', 're', 'ge', 'st', 'pr', 'co', 'ca', 'in', 'de', 'do'].filter(ending =>
    OTHER_ENDINGS.includes(ending),
  ),
);

export const fullHostName: Rule = {
  triggers: [
    ...new Set([...PUBLIC_ENDINGS.split(' '), ...INTERNAL_ENDINGS.split(' '), ...OTHER_ENDINGS]),
  ].map(ending => `\\w.${ending}${BEGINS_WORDS.has(ending) ? '\\b' : ''}`),
  find(text, behind) {
    const inScript = text.startsWith('--', behind - 2);
    const at = inScript || wordAt(text, behind - 1) ? behind : behind - 1;
    const rest = inScript ? matchAt(/[a-z\d-]{2,59}/iy, text, at)?.[0].length : 0;
    if (rest === undefined || wordAt(text, at + rest)) return undefined;
    const ended = at + rest;
    // Most go on to no second ending.
    const end =
      text.charCodeAt(ended) === 0x2e ? ended + (matchAt(SECOND, text, ended)?.[0].length ?? 0) : ended;
    if (matchAt(GOES_ON, text, end)) return undefined;
    const start = runBack(text, end, isPart, 253);
    // A hidden file.
    if (text.charAt(start) === '.') return undefined;
    const name = text.slice(start, end).replace(/^[-_]+/, '');
    // What a key of a configuration is called.
    if (name.includes('.account.key.')) return undefined;
    const from = end - name.length;
    const before = text.charAt(from - 1);
    const isShare = /(?:^|[^\\])\\\\(?:\\\\)?$/.test(textBefore(text, from, 5));
    if (
      (/[$\\%#~*]/.test(before) && !isShare) ||
      (before === '@' &&
        /[\w.+-]@$/.test(textBefore(text, from, 2)) &&
        !/:\/\/[\w.+-]{1,40}@$/.test(textBefore(text, from, 44)))
    )
      return undefined;
    const line = lineBefore(text, from, 48);
    const inUrl = /:\/\/(?:[^\s/@]*@)?$/.test(line);
    if (before === '/' && !inUrl && !/^\/\/?$|[\s=([,;]\/$|[\w-]\/$/.test(line.slice(-2))) return undefined;
    // A path that goes on behind a name without a scheme is an image, a package or a group of an interface.
    if (
      !inUrl &&
      /^\/\w/.test(text.slice(end, end + 2)) &&
      !matchAt(BEHIND, text, end) &&
      !/\.(?:com|net|org|internal|local|corp|lan)$/i.test(name)
    )
      return undefined;
    const onPage = /(?:https?|wss?):\/\/$/i.test(line);
    const asHost = isLikeFile(name)
      ? !onPage && PLACE.test(line) && !/\b(?:to|from|with|via|against|node|client|query)["']? $/i.test(line)
      : (!onPage && PLACE.test(line)) || matchAt(BEHIND, text, end) !== undefined;
    const place =
      asHost && matchAt(ADDRESS, text, end) ? 'address' : asHost ? 'host' : inUrl ? 'page' : 'text';
    if (!isPrivateName(name, place)) return undefined;
    return { type: 'Hostname', start: from, end, confidence: asHost ? 0.85 : 0.65, rule: 'hostname-full' };
  },
};

/** A cloud's name for a machine holds its address. */
export const hostNameOfAddress: Rule = {
  triggers: ['\\bip-\\d'],
  find(text, at) {
    const name = matchAt(/ip-[\w-]+(?:\.[a-z][\w-]*){0,6}/iy, text, at - 4)?.[0];
    if (name === undefined || !isIpInName(name) || wordAt(text, at - 5)) return undefined;
    return {
      type: 'Hostname',
      start: at - 4,
      end: at - 4 + name.length,
      confidence: 0.9,
      rule: 'hostname-address',
    };
  },
};

/** A node of a managed cluster is called after the cluster. */
export const cloudNode: Rule = {
  triggers: ['\\bgke-', '\\baks-'],
  find(text, at) {
    const name = matchAt(
      /(?:gke-[a-z][\w-]{4,60}-[\da-f]{8}-\w{4}|aks-\w{2,20}-\d{6,9}-vmss\w{6})(?![\w-])/y,
      text,
      at - 4,
    )?.[0];
    if (name === undefined) return undefined;
    return {
      type: 'Hostname',
      start: at - 4,
      end: at - 4 + name.length,
      confidence: 0.9,
      rule: 'hostname-cloud',
    };
  },
};

/** Names that Windows gives to a machine at its setup. */
export const windowsName: Rule = {
  triggers: ['desktop-', 'laptop-', 'win-', 'pc-'],
  find(text, at) {
    const start = at - (/[a-z]+-$/i.exec(textBefore(text, at, 8))?.[0].length ?? 0);
    if (wordAt(text, start - 1) || text.charAt(start - 1) === '-') return undefined;
    const name = matchAt(
      /(?:DESKTOP|LAPTOP)-[A-Z\d]{7}(?![\w-])|WIN-[A-Z\d]{11}(?![\w-])/y,
      text,
      start,
    )?.[0];
    return name === undefined || !/\d/.test(name)
      ? undefined
      : { type: 'Hostname', start, end: start + name.length, confidence: 0.9, rule: 'hostname-windows' };
  },
};

/** What people call their devices, which often holds their name. */
export const deviceName: Rule = {
  triggers: [
    '-macbook',
    '-iphone',
    '-ipad',
    '-imac',
    '-laptop',
    '-desktop',
    '-thinkpad',
    '-pc',
    '-mbp',
    '-mba',
    '-galaxy',
    '-pixel',
    '-watch',
  ],
  find(text, at) {
    const start = runBack(text, at, code => isWord(code) || code === 0x2d, 40);
    const name = matchAt(
      /[A-Z]?[a-z]+-(?:MacBook|iPhone|iPad|iMac|Laptop|Desktop|ThinkPad|PC|MBP|MBA|(?<=s-)(?:Galaxy|Pixel|Watch))(?:-[a-z\d]{1,8}){0,3}(?![\w-])/iy,
      text,
      start,
    )?.[0];
    if (name === undefined || wordAt(text, start - 1)) return undefined;
    const owner = name.slice(0, name.indexOf('-'));
    const written = /^[A-Z][a-z]+$/.test(owner) && !NO_OWNER.test(owner);
    // Otherwise only a given name tells a person's from any other.
    if (!written && !isGivenName(owner) && !isGivenName(owner.replace(/s$/i, ''))) return undefined;
    return { type: 'Hostname', start, end: start + name.length, confidence: 0.75, rule: 'hostname-device' };
  },
};

const NO_OWNER =
  /^(?:Windows|Remote|Docker|Git[Hh]ub|Android|Linux|Ubuntu|Gnome|Virtual|Citrix|Google|Apple|Microsoft|Power|Non|Cross|Multi|Legacy|Default|Rancher|Tableau)$/;

/** What could not be found or reached, whatever its name. */
export const soughtHost: Rule = {
  triggers: [
    'enotfound ',
    'eai_again ',
    'unknownhostexception: ',
    'could not resolve host: ',
    'could not resolve hostname ',
    'unable to resolve host ',
    'resolve host address ',
    'failed to resolve ',
    "failed to resolve '",
    '\\blookup ',
    'connect to host ',
    'name resolution of ',
    'could not translate host name "',
    'temporary failure in name resolution: ',
    'no route to host: ',
    '\\bping ',
    'connect to server: ',
    'cannot resolve ',
    'unknown host ',
    "can't connect to mysql server on '",
    'resolve hostname ',
  ],
  find(text, at) {
    const name = matchAt(/["'‘“]?([a-z][\w-]{0,62}(?:\.[\w-]{1,63}){0,8})(?![\w(=]|\.\w)/iy, text, at);
    const host = name?.[1];
    if (!name || host === undefined || !isHostName(host)) return undefined;
    const weak = /(?:lookup|ping|failed to resolve|cannot resolve|connect to server:) ['"]?$/i.test(
      textBefore(text, at, 20),
    );
    const single = !host.includes('.');
    if (
      single
        ? (weak && !isMachine(host)) || isPod(host) || PLAIN_WORD.test(host)
        : !isPrivateName(host, 'host')
    )
      return undefined;
    // A service on this machine.
    if (matchAt(/\/(?:127\.|0\.0\.0\.0|::1|0:0:)/y, text, at + name[0].length)) return undefined;
    const start = at + name[0].indexOf(host);
    if (isMessageCode(text, start, host)) return undefined;
    return { type: 'Hostname', start, end: start + host.length, confidence: 0.7, rule: 'hostname-sought' };
  },
};
const PLAIN_WORD =
  /^(?:no|not|the|a|name|host|hostname|address|for|in|of|to|server|failed|error|timeout|port|dependency|service|type|module|symbol|table|conflict)$/i;
