/** Tokens and keys in sentences: behind what they are called, or where somebody asks to have them changed. */
import type { Finding, Rule, SpanType } from '../types.js';
import { lineBefore, matchAt } from './text.js';
import { isDrawn, isPlaceholder } from './values.js';

const KINDS: Readonly<Record<string, SpanType>> = {
  access: 'BearerToken',
  bearer: 'BearerToken',
  refresh: 'Secret',
  auth: 'Secret',
  oauth: 'Secret',
  session: 'Secret',
  deploy: 'Secret',
  api: 'ApiKey',
};
const NAMED = /["'`([]?([A-Za-z\d_-]{20,256})(?=["'`)\]]?[.,;:]?(?:\s|$))/y;

/** `access token … rejected`: the token stands behind its name, without a sign between them. */
export const namedToken: Rule = {
  triggers: [...Object.keys(KINDS).map(kind => `\\b${kind} token `), '\\bapi key ', '\\bapikey '],
  find(text, at): Finding | undefined {
    const found = matchAt(NAMED, text, at);
    const token = found?.[1];
    if (!found || token === undefined || isPlaceholder(token) || !isDrawn(token.replace(/[_-]/g, '')))
      return undefined;
    const kind = /(\w+) \w+ $/.exec(lineBefore(text, at, 24))?.[1]?.toLowerCase() ?? 'api';
    // An id of that form may be that of a token.
    if (kind !== 'api' && /^[\da-f]{8}-[\da-f-]{27}$/.test(token)) return undefined;
    const start = at + found[0].length - token.length;
    return {
      type: KINDS[kind] ?? 'ApiKey',
      start,
      end: start + token.length,
      confidence: 0.75,
      rule: 'token-named',
    };
  },
};

const TOLD = /(?:[:=>]|\b(?:key|token|secret|to|now)) ?["'`(]?([A-Za-z\d]{32,128})(?![\w/+=-]|\.\w)/;
const OF_SECRET = /\b(?:key|token|secret|credential)s?\b/i;
/** Before what only tells one build, file or certificate from another. */
const OF_HASH =
  /\b(?:sha-?\d*|md5|hash|checksum|commit|digest|fingerprint|thumbprint|etag|trace|span|id|uuid|build|image|revision|rev|ref|serial|generation|version|handle)\b[^:\n]{0,16}: ?\W?$/i;

/** `please rotate this, it was in the log: …`. */
export const leakedToken: Rule = {
  triggers: [
    ...['rotat', 'revok', '\\bleak', '\\bexpos', 'compromis', '\\bpasted ', '\\bcommitted '],
    ...['key for ', 'key of ', 'token for ', 'token of '].map(words => `\\b${words}`),
  ],
  find(text, at): Finding | undefined {
    const line = text.slice(at, at + 320).split('\n', 1)[0] ?? '';
    const found = TOLD.exec(line.slice(0, 240));
    const token = found?.[1];
    if (!found || token === undefined || !isDrawn(token)) return undefined;
    const begin = found.index + found[0].length - token.length;
    const before = lineBefore(text, at, 80) + line.slice(0, begin);
    const said = OF_SECRET.exec(before + line.slice(begin + token.length))?.[0] ?? '';
    if (
      OF_HASH.test(before) ||
      (said === '' && (/^[\da-f]+$/.test(token) || !/[:=>] ?\W?$/.test(line.slice(0, begin))))
    )
      return undefined;
    return {
      type: /^(?:key)?s?$/i.test(said) ? 'ApiKey' : 'Secret',
      start: at + begin,
      end: at + begin + token.length,
      confidence: 0.65,
      rule: 'token-leaked',
    };
  },
};
