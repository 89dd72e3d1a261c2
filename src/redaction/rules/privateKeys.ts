/** Private keys: PEM, PuTTY's form, and base64 of a PEM. */
import type { Finding, Rule } from '../types.js';
import { matchAt, wordAt } from './text.js';

const PEM_KIND = /-----BEGIN[ \w]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;
/** What a private key's lines hold, in a file or in a string: base64, headers, line ends, escapes, quotes between lines. */
const PEM_BODY =
  /(?:[A-Z][A-Za-z-]{2,20}: [^\n]{0,80}|[A-Za-z\d+/=\s]|\\+[nrt"]|\\+\/|\\+$|["'`,>|]|%0A|%0D|%2B|%2F|%3D|&#10;)*/y;
const PEM_END = /-----END[ \w]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:\\n)?/y;

/** A key whose lines a log has written one by one, each behind a time and a level; a line is read in one way only. */
const PREFIXED =
  /(?:[ \t"',]{0,4}\r?\n(?:(?:(?!-----)[^\n]){0,200}[^A-Za-z\d+/=\n])?[A-Za-z\d+/]{4,120}={0,2}(?=[ \t"',]{0,4}\r?\n)){1,120}[ \t"',]{0,4}\r?\n(?:(?!-----)[^\n]){0,200}-----END[ \w]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;

const pem = (start: number, end: number): Finding => ({
  type: 'PrivateKey',
  start,
  end,
  confidence: 0.99,
  rule: 'pem',
});

export const privateKey: Rule = {
  triggers: ['-----begin'],
  find(text, at) {
    const start = at - 10;
    const begin = matchAt(PEM_KIND, text, start);
    if (!begin) return undefined;
    const body = matchAt(PEM_BODY, text, start + begin[0].length)?.[0] ?? '';
    const behind = start + begin[0].length + body.length;
    const end = matchAt(PEM_END, text, behind);
    const key = body.replace(/\\+[nrt]|\s/g, '');
    if (!end && key.length < 16) {
      const lines = matchAt(PREFIXED, text, start + begin[0].length)?.[0];
      if (lines !== undefined) return pem(start, start + begin[0].length + lines.length);
    }
    // The line alone, in a message about it, holds nothing.
    if (key.length < 16 || (!end && !/[A-Za-z\d+/]{24}/.test(key))) return undefined;
    const kept = end ? behind + end[0].length : behind - (/[\s"'`,>|\\]*$/.exec(body)?.[0].length ?? 0);
    return pem(start, kept);
  },
};

/** PuTTY's own form, which has its lines counted. */
export const puttyKey: Rule = {
  triggers: ['private-lines: '],
  find(text, at) {
    const found = matchAt(/\d{1,3}\s{1,2}(?:[A-Za-z\d+/=]{1,80}\s{1,2}){1,200}/y, text, at)?.[0].trimEnd();
    return found === undefined
      ? undefined
      : { type: 'PrivateKey', start: at, end: at + found.length, confidence: 0.95, rule: 'putty' };
  },
};

/** In one line, or wrapped into lines as `base64` writes them, also in a string or indented. */
const ENCODED =
  /LS0tLS1CRUdJTi(?:[A-Za-z\d+/]{26,120}(?=\r?\n[ \t]{0,24}[A-Za-z\d+/]{16}|\\{1,2}n[A-Za-z\d+/]{16})(?:(?:\r?\n|\\{1,2}n)[ \t]{0,24}[A-Za-z\d+/]{40,120}){0,400}(?:(?:\r?\n|\\{1,2}n)[ \t]{0,24}[A-Za-z\d+/]{1,120}={0,2}(?=["'\s\\,}]|$))?|[A-Za-z\d+/]{40,16384}={0,2})/y;

/** Keys of a kubeconfig and of Terraform: base64 of a PEM. */
export const encodedKey: Rule = {
  triggers: ['LS0tLS1CRUdJTi'],
  find(text, at) {
    const start = at - 14;
    const found = matchAt(ENCODED, text, start)?.[0];
    if (found === undefined || wordAt(text, start - 1)) return undefined;
    const head = Buffer.from(found.slice(0, 80), 'base64').toString('latin1');
    if (!/PRIVATE KEY/.test(head)) return undefined;
    return { type: 'PrivateKey', start, end: start + found.length, confidence: 0.98, rule: 'pem-base64' };
  },
};
