/** Hashes of passwords as databases and `/etc/shadow` hold them: who has one can try passwords on it at leisure. */
import type { Rule } from '../types.js';
import { lastBefore, matchAt } from './text.js';

const FORM = new RegExp(
  String.raw`\$(?:${[
    String.raw`2[abxy]?\$\d\d\$[./A-Za-z\d]{53}`,
    String.raw`argon2(?:id|i|d)\$(?:v=\d+\$)?[\w=,]{5,64}\$[\w+/-]{8,128}={0,2}\$[\w+/-]{16,256}={0,2}`,
    String.raw`(?:[156]|md5|sha1|y|gy|7|apr1)\$(?:rounds=\d{1,9}\$|[\w./]{1,8}\$(?=[\w./]{4,64}\$))?[./A-Za-z\d]{1,64}\$[./A-Za-z\d]{20,128}`,
    String.raw`(?:pbkdf2(?:-sha\d{1,3})?|scrypt)\$[\w=,]{1,64}\$[\w./+-]{8,128}={0,2}\$[\w./+-]{16,256}={0,2}`,
  ].join('|')})`,
  'y',
);
/** Those of frameworks and directories begin with a name. */
const NAMED = /(?:\$\d{1,9}\$[\w./+-]{4,128}={0,2}\$|\})[\w./+-]{20,256}={0,2}/y;

/** No trigger is longer, so none begins further back: a text of triggers alone would be read again and again. */
const LONGEST = 16;

export const passwordHash: Rule = {
  triggers: [
    ...'$2a$ $2b$ $2x$ $2y$ $2$ $argon2id$ $argon2i$ $argon2d$ $1$ $5$ $6$ $y$ $gy$ $7$ $md5$ $sha1$ $apr1$'.split(
      ' ',
    ),
    ...'$scrypt$ $pbkdf2$ $pbkdf2-sha256$ $pbkdf2-sha512$'.split(' '),
  ],
  find(text, at) {
    const start = lastBefore(text, at - 1, '$', LONGEST);
    const found = start < 0 ? undefined : matchAt(FORM, text, start)?.[0];
    if (found === undefined) return undefined;
    return { type: 'Secret', start, end: start + found.length, confidence: 0.95, rule: 'password-hash' };
  },
};

export const namedHash: Rule = {
  triggers: [
    ...'pbkdf2_sha256$ pbkdf2_sha1$ pbkdf2_sha512$ {ssha} {ssha256} {ssha512} {smd5} {sha} {crypt}'.split(
      ' ',
    ),
  ],
  find(text, at) {
    const start = Math.max(lastBefore(text, at, '{', LONGEST), lastBefore(text, at, 'pbkdf2_', LONGEST));
    if (start < 0) return undefined;
    const found = matchAt(NAMED, text, at - 1)?.[0];
    if (found === undefined) return undefined;
    return { type: 'Secret', start, end: at - 1 + found.length, confidence: 0.9, rule: 'password-hash' };
  },
};
