import type { Rule } from '../types.js';
import { lineBefore, matchAt, runBack } from './text.js';
import { isWord } from './text.js';

const LOCAL_MARKS = new Set(Buffer.from(".!#$%&'*+-/=?^_`{|}~"));
const isLocal = (code: number): boolean =>
  isWord(code) || LOCAL_MARKS.has(code) || (code > 0xbf && code < 0x2000) || code > 0x2fff;
const LOCAL =
  /(?:[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_.'+\-]|%2b|&(?=\w+$)|~){0,62}[\p{L}\p{M}\p{N}_+\-]|[\p{L}\p{N}])$/iu;
const DOMAIN =
  /(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}(?:xn--[a-z\d-]{2,59}|\p{L}{2,24})(?![\p{L}\p{N}_]|-\p{L}|\.\p{L})/uy;
/** Ends of what is no domain: unit files, pictures, packages. */
const NO_DOMAIN =
  /\.(?:service|socket|timer|target|mount|slice|scope|path|device|swap|png|jpe?g|gif|svg|webp|css|js|ts|jar|py|json|ya?ml|conf|so|tgz|gz|zip|tar|xz|bz2|deb|rpm|html?|txt|md)$/i;
/** Names of algorithms and accounts of programs that only look like an address. */
const NO_ADDRESS =
  /@(?:openssh\.com|libssh\.org|lists?\.ssh\.com|putty\.projects\.tartarus\.org)$|^(?:git|hg|svn)@|^(?:rabbit|celery|akka|gen\d*|ejabberd|couchdb|emqx)@/i;
const IDENTIFIED = /(?:message[-_]?id|msgid|in-reply-to|references)["'\s:=<]{0,6}$/i;

export const email: Rule = {
  triggers: ['@', '%40', '\\\\u0040', '&#64;'],
  find(text, at) {
    const mark =
      text.charAt(at - 1) === '@' ? 1 : text.charAt(at - 3) === '%' ? 3 : text.charAt(at - 1) === ';' ? 5 : 6;
    const before = text.slice(runBack(text, at - mark, isLocal, 80), at - mark);
    const local = LOCAL.exec(before.replace(/.*(?:=|%3d|%3a|%22|%20|%2c)/is, ''))?.[0].replace(
      /^(?:u00[0-9a-f]{2}|n|t|r)(?=.)/,
      part => (escaped(before, part) ? '' : part),
    );
    const domain = local === undefined ? undefined : matchAt(DOMAIN, text, at)?.[0];
    if (local === undefined || domain === undefined || NO_DOMAIN.test(domain)) return undefined;
    if (NO_ADDRESS.test(`${local}@${domain}`)) return undefined;
    const start = at - mark - local.length;
    // A principal of Kerberos, whose realm is in capitals: `name/admin@REALM`.
    if (text.charAt(start - 1) === '/' && /^[A-Z\d.-]+$/.test(domain)) return undefined;
    if (IDENTIFIED.test(lineBefore(text, start, 24))) return undefined;
    return { type: 'Email', start, end: at + domain.length, confidence: 0.95, rule: 'email' };
  },
};

/** The letter of an escape, such as `\n`, is no part of an address behind it. */
const escaped = (before: string, part: string): boolean =>
  before.length === 0 || new RegExp(`\\\\${part}`).test(before);
