/** What somebody tells another: an account with its password, a code that is used once, a secret that a store showed. */
import type { Finding, Rule } from '../types.js';
import { isGenericMachine, isMachine } from './hosts.js';
import { isUser } from './names.js';
import { lineBefore, matchAt } from './text.js';
import { isPlaceholder } from './values.js';

/** Letters and digits with a symbol or a capital among them, as no pair of words has them. */
const CHOSEN = String.raw`(?=[^\s"'\x60]*[A-Za-z])(?=[^\s"'\x60]*\d)(?=[^\s"'\x60]*(?:[A-Z]|[^\w\s.,;:)]))[^\s"'\x60/<>[\]]{5,64}[^\s"'\x60.,;:)?/<>[\]]`;
const PAIR = new RegExp(
  String.raw`["'\x60(]?([a-z][\w.@\\-]{1,63})["'\x60)]? ?(?:/|\||:|,|und|and|et|y|&|with|mit|pw|pass(?:word)?:?) ?["'\x60]?(${CHOSEN})(?=["'\x60]?(?:[\s.,;:)?]|$))`,
  'iyd',
);

/** Before what is to be tried: a pair only with a stroke between spaces, and none of two programs. */
const TRIED = ['try', 'use', 'in with', 'login with', 'connect with'];
/** With a sign or two digits, and none of a program's versions. */
const OF_TRIED = /^(?![A-Z][a-z]+[\d.]{1,3}$)(?:.*[^A-Za-z\d.-]|.*\d.*\d)/;

/** `the account is name / password`. */
export const toldPair: Rule = {
  triggers: [
    'account',
    'login',
    'logins',
    'creds',
    'credentials',
    'zugangsdaten',
    'zugang',
    'identifiants',
    'accesos',
  ]
    .flatMap(word => [
      `\\b${word}: `,
      `\\b${word} is `,
      `\\b${word} are `,
      `\\b${word} ist `,
      `\\b${word} lautet `,
    ])
    .concat('identifiants : ')
    .concat(
      [
        'pw',
        'pass',
        'password',
        'passwort',
        'login',
        'creds',
        'credentials',
        'zugangsdaten',
        'zugang',
      ].flatMap(word => [`\\b${word} for `, `\\b${word} of `, `\\b${word} f\xfcr `]),
    )
    .concat(TRIED.map(word => `\\b${word} `)),
  find(text, at) {
    // What they are for stands before.
    const isFor = /(?:for|of|für) $/.test(lineBefore(text, at, 4));
    const found = matchAt(
      PAIR,
      text,
      at + (isFor ? (matchAt(/[^:/\n]{1,40}: /y, text, at)?.[0].length ?? 0) : 0),
    );
    const [, user = '', password = ''] = found ?? [];
    if (!found || isPlaceholder(password) || /^\d|:\/\/|^[\w-]+=/.test(password)) return undefined;
    const tried = TRIED.some(word => lineBefore(text, at, 8).toLowerCase().endsWith(`${word} `));
    if (tried && (!found[0].includes(' / ') || !/^[a-z]/.test(user) || !OF_TRIED.test(password)))
      return undefined;
    const [start, end] = found.indices?.[2] ?? [at, at];
    const finds: Finding[] = [{ type: 'Password', start, end, confidence: 0.7, rule: 'told-pair' }];
    const from = found.indices?.[1]?.[0] ?? at;
    if (isUser(user) && !user.includes('@'))
      finds.push({
        type: 'UserName',
        start: from,
        end: from + user.length,
        confidence: 0.7,
        rule: 'told-pair',
      });
    return finds;
  },
};

/** The same without what calls them one: `user name / pass password on machine`, of which the sign or the form tells. */
const TOLD_USER =
  /["'`]?([a-z][\w.\\-]{1,63})["'`]?,? ?(?:[/|,;] ?|and |und |et |y |with |mit )?(?:pw|pass|passwd|password|pwd|passwort|kennwort|mdp|mot de passe|contraseña|senha|wachtwoord)[ :=]{1,3}(?:is |ist |est )?["'`]?([^\s"'`<>[\]]{5,64}[^\s"'`.,;:)?<>[\]])(?=["'`]?(?:[\s.,;:)?]|$))(?:["'`]? (?:on|at|auf|for|für|sur|en|@) ([a-z][\w-]{1,62})(?![\w.@(]))?/diy;
export const toldUser: Rule = {
  triggers: [
    'user',
    'usr',
    'username',
    'login',
    'benutzer',
    'utilisateur',
    'usuario',
    'account',
    'konto',
  ].flatMap(word => [`\\b${word} `, `\\b${word}: `]),
  find(text, at) {
    const found = matchAt(TOLD_USER, text, at);
    const [, user = '', password = '', machine] = found ?? [];
    if (!found || isPlaceholder(password) || !isChosen(password)) return undefined;
    const place = (group: number) => found.indices?.[group] ?? [at, at];
    const [start, end] = place(2);
    const finds: Finding[] = [{ type: 'Password', start, end, confidence: 0.7, rule: 'told-user' }];
    if (isUser(user)) {
      const [from, to] = place(1);
      finds.push({ type: 'UserName', start: from, end: to, confidence: 0.7, rule: 'told-user' });
    }
    if (machine !== undefined && isMachine(machine) && !isGenericMachine(machine)) {
      const [from, to] = place(3);
      finds.push({ type: 'Hostname', start: from, end: to, confidence: 0.65, rule: 'told-user' });
    }
    return finds;
  },
};
/** Not a word that only speaks of one: with a digit, or both a capital and a sign. */
const isChosen = (password: string): boolean =>
  /[a-z]/i.test(password) &&
  !/[=(){}]|:\/\/|^\d|^v\d/.test(password) &&
  (/\d/.test(password) || (/[A-Z]/.test(password) && /[^\w.,'’/-]/.test(password)));

/** Other codes are of errors, countries and parcels. */
const ONCE =
  /\b(?:your|ihr|dein|votre|ton|su|tu|uw|je|one[- ]time|verification|security|login|log-in|sign-in|confirmation|mfa|2fa|otp|sms)\b(?! (?:error|exit|status|zip|postal|area|country|promo|discount|order|booking|tracking|voucher|coupon|response))[\p{L}\d' .:-]{0,48}$/iu;
/** A code that is told to somebody: `Your Shop code is 123456`. */
export const toldCode: Rule = {
  triggers: [
    ...['code is ', 'code is: ', 'code is now ', 'code: ', 'code lautet ', 'code lautet: ', 'code ist '],
    ...[
      'code est ',
      'connexion est ',
      'rification est ',
      'confirmation est ',
      'digo es ',
      'rificaci\u00f3n es ',
    ],
  ],
  find(text, at) {
    const code = matchAt(/(?:[A-Z]-)?(\d{4,8}|\d{3}[- ]\d{3})(?![\w-]|[.,]\d)/y, text, at)?.[0];
    if (code === undefined || !ONCE.test(lineBefore(text, at, 64))) return undefined;
    return { type: 'Secret', start: at, end: at + code.length, confidence: 0.7, rule: 'told-code' };
  },
};

/** What a command printed that reads a secret from a store, up to the next one. */
const SHOWN = /"value":\s?"([^"\n]{4,512})"/;
export const shownSecret: Rule = {
  triggers: ['keyvault secret show', 'keyvault secret set'],
  find(text, at) {
    const printed = text.slice(at, at + 1500).split(' keyvault ', 1)[0] ?? '';
    const found = SHOWN.exec(printed);
    const value = found?.[1];
    if (!found || value === undefined || isPlaceholder(value)) return undefined;
    const end = at + found.index + found[0].length - 1;
    return { type: 'Secret', start: end - value.length, end, confidence: 0.85, rule: 'shown-secret' };
  },
};
