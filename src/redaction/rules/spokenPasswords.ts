/** Passwords in what people write to each other, where words stand between the password and what it is called. */
import { commandRule, type Form } from './commands.js';
import type { Rule } from '../types.js';

/** What is no word: letters with a digit or symbol. */
const CHOSEN = /["'`(]?((?=[^\s"'`]*[A-Za-z])(?=[^\s"'`]*[\d!@#$%^&*+?])[^\s"'`]{5,64}[^\s"'`.,;:)?])/y;

/** The same, as no word with a number looks: a symbol, or a capital behind a small letter or digit. */
const STRONG =
  /["'`(]?((?!(?:[A-Z]?[a-z]+|[A-Z]+)-?\d{1,3}(?![^\s.,;:)?]))(?=[^\s"'`]*[A-Za-z])(?=[^\s"'`]*[!@#$%^&*+?]|[^\s"'`]*[A-Z][^\s"'`]*\d|[^\s"'`]*\d[^\s"'`]*[A-Z])[^\s"'`=(){}<>]{5,64}[^\s"'`.,;:)?=(){}<>])(?=["'`)]?(?:[\s.,;:)?]|$))/y;

const FORMS: readonly Form[] = [
  {
    rule: 'spoken',
    triggers: [
      ' it is ',
      " it's ",
      ...['changed', 'set', 'reset', 'updated', 'back'].flatMap(done => [` ${done} to: `, ` ${done} to `]),
      ' is: ',
      ' now: ',
      ' as: ',
      ' now is ',
      ' is now ',
      ' as well: ',
      ...[' ist jetzt: ', ' ist nun ', ' ist jetzt ', ' est maintenant ', ' ahora es '],
      ' lautet ',
      ' lautet: ',
      ' ist ',
      ' est ',
    ],
    command:
      /\b(?:password|passphrase|passwort|kennwort|credentials|mot de passe|(?:wi-?fi|wlan)(?: key)?)\b[^.;\n]{0,80}$/i,
    value: CHOSEN,
    type: 'Password',
  },
  {
    // What was the password before, and stayed it: unlike what is said of it.
    rule: 'spoken-still',
    triggers: [
      ' is still ',
      "'s still ",
      ' was still ',
      ' remains ',
      ' stays ',
      ' immer noch ',
      ' est toujours ',
      ' sigue siendo ',
    ],
    command:
      /\b(?:password|passphrase|passwd|pwd|pw|login|passwort|kennwort|credentials|mot de passe|contraseña)\b[^.;\n]{0,80}$/i,
    value: STRONG,
    type: 'Password',
  },
  {
    // What a command printed that was asked for one.
    rule: 'printed',
    triggers: [
      'terraform output ',
      'tofu output ',
      'stack output ',
      'pulumi config get ',
      '-field=',
      '\\bjq ',
      'base64 -d',
      'base64 --decode',
    ],
    command: /(?:output |config get |-field=|\bjq |(?:password|passwd)[^\n]{0,80}base64 (?:-d|--decode))$/i,
    value:
      /(?:(?<=base64 (?:-d|--decode))|(?:-\w+ |--[\w-]+ ){0,3}[^\s|]{0,80}(?:password|passwd)(?:\.value)?[\]"']{0,3}(?:(?<=-field=password) \S{1,120})?)[ \t]{0,4}(?:\|[ \t]?jq -r \.[ \t]?)?(?:;[ \t]?echo)?\r?\n"?([^\s"]{4,128})(?="?[ \t]*(?:[\r\n]|$))/imy,
    type: 'Password',
  },
  {
    rule: 'spoken-pair',
    triggers: [' and password ', ' and pass ', ' with password ', ' / password ', ', password '],
    value: CHOSEN,
    type: 'Password',
  },
  {
    rule: 'spoken-is',
    triggers: [' is '],
    command:
      /\b(?:pass(?:word|phrase|wort)s?|(?:wi-?fi|wlan) (?:key|pass)) (?:for|of|to|on|in)\b[^.;\n]{1,60} is $/i,
    value: CHOSEN,
    type: 'Password',
  },
  {
    // What it is for stands before a colon.
    rule: 'spoken-for',
    triggers: [
      ...['password', 'passphrase', 'passwort', 'kennwort', 'pw', 'pwd', 'passwd', 'pass'].flatMap(word =>
        ['for', 'of', 'on', 'to', 'f\xfcr', 'vom', 'von'].map(of => `\\b${word} ${of} `),
      ),
      ...['mot de passe d', 'mot de passe pour ', 'contrase\xf1a de ', 'password per ', 'wachtwoord voor '],
    ],
    value: new RegExp(
      String.raw`[^:;?!=\n]{1,48} ?[:=] (?![^\s]*(?:[=(){}]|:\/\/))${CHOSEN.source}(?=["'\x60)]?(?:[\s.,;:)?]|$))`,
      'y',
    ),
    type: 'Password',
  },
  {
    // People shorten the word, programs do not: behind it even a word with a capital is one.
    rule: 'spoken-short',
    triggers: ['\\bpw for ', '\\bpw of ', '\\bpw to ', '\\bpw on '],
    value:
      /[^.;\n]{1,60}? is ["'`(]?((?=[^\s"'`]*[A-Za-z])(?=[^\s"'`]*[\d!@#$%^&*+?A-Z])[^\s"'`]{5,64}[^\s"'`.,;:)?])(?=["'`)]?(?:[.,;:)?]|\s|$))/y,
    type: 'Password',
  },
  {
    rule: 'spoken-to',
    near: 'passw',
    triggers: [' to '],
    command:
      /\b(?:re)?(?:set|chang\w+|updat\w+)[^;\n]{0,24}\b(?:password|passphrase|passwort|pw)\b[^;\n]{0,60}$/i,
    value: CHOSEN,
    type: 'Password',
  },
  {
    rule: 'bind',
    triggers: [' with '],
    command: /\b(?:bind|login|auth\w*|log(?:ged)? in)\b[^\n]{0,160}["'\w)] with $/i,
    value:
      /["'`]?((?=[^\s"'`]*[A-Z])(?=[^\s"'`]*[a-z])(?=[^\s"'`]*\d)(?=[^\s"'`]*[!@#$%^&*+?=~])[^\s"'`()<>[\]{}/]{7,64})["'`]?(?=,|\.?\s|$)/y,
    type: 'Password',
  },
  {
    // Letters, digits and symbols at once: what else follows the word has not all of them.
    rule: 'spoken-bare',
    triggers: [' password ', ' passphrase ', ' passwd ', ' passwort '],
    value:
      /((?=[^\s"'`]*[A-Za-z])(?=[^\s"'`]*\d)(?=[^\s"'`]*[!@#$%^&*+?])[^\s"'`=/()<>[\]{}]{5,64}[^\s"'`.,;:)?=/(<>[\]{}])(?=[\s.,;:)?]|$)/y,
    type: 'Password',
  },
  {
    // Of a password that was given out: with a mark among its words, which names of methods have not.
    rule: 'spoken-new',
    triggers: [
      ' new password ',
      ' temporary password ',
      ' initial password ',
      ' old password ',
      ' my password ',
    ],
    value:
      /(?:is )?["'`]?((?=[^\s"'`]*[A-Z])(?=[^\s"'`]*[a-z])(?=[^\s"'`]*\d)(?=[^\s"'`]*[^\w\s])[^\s"'`=/()<>[\]{}]{6,64}[^\s"'`.,;:)?=/(<>[\]{}])(?=["'`]?(?:[\s.,;:)?]|$))/y,
    type: 'Password',
  },
];

export const spokenPasswords: readonly Rule[] = FORMS.map(commandRule);
