/** Headers that carry who somebody is: `Authorization` with its schemes, and cookies. */
import type { Finding, Rule } from '../types.js';
import { isPrivateName } from './hosts.js';
import { beginsAt, isLetter, lineBefore, matchAt, runBack, textBefore } from './text.js';
import { isPlaceholder, looksRandom } from './values.js';

const SPACE = String.raw`(?:[ \t]{1,4}|%20|\+|:[ \t]?)`;
const BEARER = new RegExp(String.raw`${SPACE}(["']?)((?:\d{1,10}\|)?[\w\-.~+/%:!$]{3,8192}={0,2})`, 'y');
const HEADER = /auth(?:orization|entication)?\\*["']?\s?(?:=>|[:=,]|%3a)?(?:\s|%20|\+)?\[?\\*["']?$/i;

export const bearer: Rule = {
  triggers: ['bearer ', 'bearer%20', 'bearer+', 'bearer\t', 'bearer:'],
  find(text, at) {
    const word = textBefore(text, at, 9).toLowerCase().lastIndexOf('bearer');
    const start = Math.max(0, at - 9) + word;
    if (word < 0 || !beginsAt(text, start)) return undefined;
    const found = matchAt(BEARER, text, start + 6);
    const token = (found?.[2] ?? '').replace(/[.:]+$/, '');
    if (!found || isPlaceholder(token) || /^(?:realm|error|scope)\b/i.test(token)) return undefined;
    const inHeader = HEADER.test(lineBefore(text, start, 32));
    const secret =
      looksRandom(token.replace(/^\d+\|/, '')) &&
      (/\d/.test(token) || token.length >= 20) &&
      !/^[a-z_]+=/.test(token);
    if (!secret && !(inHeader && token.length >= 6 && !/^[a-z]+$/.test(token))) return undefined;
    const end = start + 6 + found[0].length - ((found[2] ?? '').length - token.length);
    return { type: 'BearerToken', start, end, confidence: inHeader ? 0.97 : 0.9, rule: 'bearer' };
  },
};

/** `Basic` with base64 that holds a colon, as it must. */
export const basic: Rule = {
  triggers: ['basic ', 'basic%20'],
  find(text, at) {
    const mark = text.charAt(at - 1) === ' ' ? 1 : 3;
    const found = matchAt(/[A-Za-z\d+/_-]{6,1024}(?:={1,2}|(?:%3d){1,2})?(?![\w])/iy, text, at)?.[0];
    if (found === undefined || !beginsAt(text, at - mark - 5)) return undefined;
    const decoded = Buffer.from(found.replace(/%3d/gi, '='), 'base64').toString('latin1');
    const printable = /^[^\0-\x1f\x7f:]{0,128}:[^\0-\x1f\x7f]*$/.test(decoded);
    if (!printable && !HEADER.test(lineBefore(text, at - mark - 5, 32))) return undefined;
    if (!printable && isPlaceholder(found)) return undefined;
    return {
      type: 'BasicAuth',
      start: at - mark - 5,
      end: at + found.length,
      confidence: 0.95,
      rule: 'basic',
    };
  },
};

const OTHER_SCHEMES =
  /\\*["']?[ \t]{0,2}(?:=>|[:=,])[ \t]{0,2}\[?\\*["']?(?:(?:token|apikey|api-key|key|negotiate|ntlm|kerberos|hoba|mutual|splunk|snowflake|genie ?key|ssws|jwt|oauth|pve\w*|sso-key|bot|client|hawk|signature|hmac\S*)[ \t=]{1,2}(?:token=|key=)?)?(["']?)([\w\-.~+/:]{8,8192}={0,2})/iy;

/** `Authorization` with another scheme, or none. */
export const authorization: Rule = {
  triggers: ['authorization\\k', 'x-auth\\k', 'authentication\\k', 'www-authorization\\k'],
  find(text, at) {
    const word = runBack(text, at - 1, isLetter, 16);
    if (!/^(?:authorization|authentication|auth)$/i.test(text.slice(word, at - 1))) return undefined;
    const found = matchAt(OTHER_SCHEMES, text, at - 1);
    const token = found?.[2] ?? '';
    if (
      !found ||
      isPlaceholder(token) ||
      /^(?:bearer|basic|digest|aws4)/i.test(token) ||
      !looksRandom(token) ||
      !/\d/.test(token)
    )
      return undefined;
    const end = at - 1 + found[0].length;
    return { type: 'Secret', start: end - token.length, end, confidence: 0.85, rule: 'authorization' };
  },
};

/** What an `Authorization: Digest` and a signed request of AWS say about who asks. */
export const digest: Rule = {
  triggers: ['digest username=', 'signature=', 'response="', 'passworddigest', 'securitytoken>'],
  find(text, at) {
    const found = matchAt(/"?([\da-f]{32,128})(?![\da-f])/iy, text, at);
    if (!found) return undefined;
    const line = lineBefore(text, at, 512);
    if (!/digest |aws4-hmac|credential=|hmac|authorization/i.test(line)) return undefined;
    const end = at + found[0].length;
    return { type: 'Secret', start: end - (found[1]?.length ?? 0), end, confidence: 0.75, rule: 'signature' };
  },
};

const COOKIE_HEADER = /\\*["']?[ \t]{0,2}(?:=>|[:=,])?[ \t]{0,2}\[?\\*["']?/y;
const COOKIE =
  /([\w.%$[\]~!^|-]{1,128})=(\\*["']?)([^\s;,"'\\<>]{0,4096})\2(?:;[ ]?|,[ ]?|&|(?=[\s"'\\<>]|$))/y;
const SESSION =
  /sess|sid$|^sid|auth|token|jwt|csrf|xsrf|login|remember|identity|sso|saml|user|account|cred|ticket|aspnet|aspx|^\.as|oauth|^connect\.|^_?secure|^__host|^__secure|key$|secret|passport|^s$|php|jsession|laravel|rack|django|wordpress|wp-|nonce|otp/i;
const HARMLESS =
  /^(?:path|domain|expires|max-age|samesite|version|comment|priority|partitioned|lang|locale|theme|tz|timezone|currency|country|_ga.*|_gid|_gat.*|_fbp|_gcl.*|__utm.*|_hj.*|consent.*|cookie.?consent.*|euconsent.*|awsalb.*|bigip.*|__cf_bm|route|ab_.*|page|view|sort|dark.*)$/i;

/** The cookies of a header, each on its own: what says who somebody is, by name or because it looks drawn by chance. */
export const cookies: Rule = {
  triggers: [
    'cookie:',
    'cookie"',
    "cookie'",
    'cookie=',
    'cookie\\\\',
    'cookies =',
    'cookies:',
    'cookies"',
    "cookies'",
    'cookie ',
    '-b \\w',
    "-b '",
    '-b "',
    '--cookie ',
  ],
  find(text, at) {
    const line = lineBefore(text, at, 16);
    const from = /cookies?\W{0,2}$/i.test(line)
      ? at - 1
      : /-b .?$/.test(line)
        ? at - (/\w$/.test(line) ? 1 : 0)
        : undefined;
    if (from === undefined) return undefined;
    const held = matchAt(OBJECT, text, from);
    if (held) return heldCookies(text, from + held[0].length);
    let place = from + (matchAt(/s?[:"'\\= ]?/y, text, from)?.[0].length ?? 0);
    place += matchAt(COOKIE_HEADER, text, place)?.[0].length ?? 0;
    const found: Finding[] = [];
    for (let count = 0; count < 64; count++) {
      const one = matchAt(COOKIE, text, place);
      if (!one) {
        // Attributes without a value, such as `HttpOnly`.
        const attribute = matchAt(/(?:httponly|secure|partitioned)(?:;[ ]?|,[ ]?)?/iy, text, place);
        if (!attribute) break;
        place += attribute[0].length;
        continue;
      }
      const [whole, name = '', quote = '', value = ''] = one;
      const start = place + name.length + 1 + quote.length;
      if (isSession(name, value)) {
        found.push({
          type: 'SessionCookie',
          start,
          end: start + value.length,
          confidence: 0.88,
          rule: 'cookie',
        });
      }
      place += whole.length;
    }
    return found;
  },
};

const OBJECT = /s?\\{0,4}["']?\s?[:=]>?\s?\{\s{0,16}/y;
const HELD =
  /(\\{0,4}["']?)([\w.%$~!^|-]{1,128})\1\s?(?:[:=]|=>)\s?(\\{0,4}["'])([^\s;,"'\\<>]{0,4096})\3(?:,\s{0,16}|(?=\s{0,16}\}))/y;
/** Cookies that a program printed as an object, by their names. */
function heldCookies(text: string, from: number): readonly Finding[] {
  const found: Finding[] = [];
  let place = from;
  for (let count = 0; count < 64; count++) {
    const one = matchAt(HELD, text, place);
    if (!one) break;
    const [whole, , name = '', quote = '', value = ''] = one;
    const end = place + whole.lastIndexOf(quote);
    if (isSession(name, value))
      found.push({ type: 'SessionCookie', start: end - value.length, end, confidence: 0.85, rule: 'cookie' });
    place += whole.length;
  }
  return found;
}

/** The key that a store keeps a session by, as it lists them. */
export const storedSession: Rule = {
  triggers: [
    ...['"session:', "'session:", '"sessions:', '"sess:', "'sess:", ' session:', ' sess:', '_session:'],
    ...['session:sessions:', 'sessions:expires:', 'phpredis_session:', 'cache:session:'],
  ],
  find(text, at) {
    const id = matchAt(/[A-Za-z\d_-]{16,128}(?=["'\s]|$)/y, text, at)?.[0];
    if (id === undefined || isPlaceholder(id) || !looksRandom(id) || !/\d/.test(id) || !/[a-z]/i.test(id))
      return undefined;
    // An id of that form is that of anything, but where a framework keeps its own.
    if (
      /^[\da-f]{8}-[\da-f-]{27}$/i.test(id) &&
      !/session:sessions:(?:expires:)?$/i.test(textBefore(text, at, 26))
    )
      return undefined;
    return { type: 'SessionCookie', start: at, end: at + id.length, confidence: 0.7, rule: 'session-stored' };
  },
};

/** A session that a program names by its number: `Session id … did not exist`. */
export const saidSession: Rule = {
  triggers: ['session id ', 'sessionid ', 'session with id '],
  find(text, at) {
    const found = matchAt(/["'[(<]?([A-Za-z\d_-]{16,256}(?:\.[\w-]{1,64})?)(?![\w-])/y, text, at);
    const id = found?.[1];
    if (!found || id === undefined || !looksRandom(id) || !/\d/.test(id) || !/[a-z]/i.test(id))
      return undefined;
    if (/^0x|^[\da-f]{8}-[\da-f-]{27}$/i.test(id)) return undefined;
    const end = at + found[0].length;
    return { type: 'SessionCookie', start: end - id.length, end, confidence: 0.6, rule: 'session-said' };
  },
};

function isSession(name: string, value: string): boolean {
  if (HARMLESS.test(name) || isPlaceholder(value) || value.length < 6) return false;
  if (SESSION.test(name)) return looksRandom(value) || (value.length >= 8 && /\d/.test(value));
  return value.length >= 20 && looksRandom(value) && /\d/.test(value) && /[a-z]/i.test(value);
}

const COOKIE_ROW =
  /(?:^|\s)(?:#HttpOnly_([\w.-]{1,253})|[\w.-]{1,253})\t(?:TRUE|FALSE)\t\S{1,200}\t(?:TRUE|FALSE)\t\d$/i;
/** A file of cookies, whose lines have seven columns: the last are when it ends, its name and its value. */
export const storedCookie: Rule = {
  triggers: ['\ttrue\t\\d', '\tfalse\t\\d'],
  find(text, at) {
    const found = matchAt(/\d{0,12}\t([^\t\n]{1,128})\t([^\s"]{6,4096})(?=\s|$)/y, text, at);
    const [whole = '', name = '', value = ''] = found ?? [];
    if (!found || !isSession(name, value)) return undefined;
    const line = lineBefore(text, at, 512);
    const row = COOKIE_ROW.exec(line);
    if (!row) return undefined;
    const end = at + whole.length;
    const cookie: Finding = {
      type: 'SessionCookie',
      start: end - value.length,
      end,
      confidence: 0.85,
      rule: 'cookie-stored',
    };
    // Behind this mark a host is no word of its own.
    const host = row[1] ?? '';
    if (!isPrivateName(host, 'host')) return cookie;
    const start = at - line.length + row.index + row[0].indexOf(host);
    return [
      cookie,
      { type: 'Hostname', start, end: start + host.length, confidence: 0.75, rule: 'hostname-cookie' },
    ];
  },
};

/** Cookies whose names go on to a hash. */
export const hashedCookie: Rule = {
  triggers: ['wordpress_logged_in_', 'wordpress_sec_', 'remember_web_'],
  find(text, at) {
    const found = matchAt(/[\da-f]{32,64}=([^\s;,"'&<>]{16,1024})/iy, text, at);
    const value = found?.[1];
    if (!found || value === undefined) return undefined;
    const end = at + found[0].length;
    return { type: 'SessionCookie', start: end - value.length, end, confidence: 0.9, rule: 'cookie-hashed' };
  },
};

/** The session as an object of JSON, whose `id` is what a cookie holds. */
export const sessionObject: Rule = {
  triggers: ['session":{"id":"', 'session": {"id": "', "session': {'id': '"],
  find(text, at) {
    const id = matchAt(/[\w.%~-]{16,256}(?=["'])/y, text, at)?.[0];
    if (id === undefined || isPlaceholder(id) || !looksRandom(id) || !/\d/.test(id)) return undefined;
    return {
      type: 'SessionCookie',
      start: at,
      end: at + id.length,
      confidence: 0.75,
      rule: 'session-object',
    };
  },
};
