/** Names of people where no key stands before them: in sentences, and behind words that speak of a person. */
import type { Finding, Rule } from '../types.js';
import { isGivenName } from '../givenNames/index.js';
import { isPersonName, NO_NAME, saysPerson } from './names.js';
import { matchAt, textBefore } from './text.js';

/** A word of a name; particles in lower case join two of them. */
export const WORD = String.raw`(?:(?:Mc|Mac|Fitz|De|Di|Du|La|Le|Da|Ja)(?=\p{Lu}\p{Ll}))?\p{Lu}(?:['’]\p{Lu})?[\p{Ll}\p{M}]+(?:[-'’]\p{Lu}[\p{Ll}\p{M}]+)*`;
export const JOINED = String.raw`(?: (?:van|von|vom|der|den|dem|de|del|della|di|da|do|dos|das|du|la|le|el|al|bin|ibn|ten|ter|het|op|af|av|zu|zum|zur|y|e|['’]t|Ó)){0,2} ${WORD}`;
export const TWO_OR_MORE = new RegExp(
  String.raw`${WORD}(?: \p{Lu}\.)?(?:${JOINED}){1,2}(?![\p{L}\p{N}_(]|[.:=]\w|-\w)`,
  'uy',
);
export const ONE_OR_MORE = new RegExp(
  String.raw`(?:Dr\. |Prof\. |med\. )*${WORD}(?: \p{Lu}\.)?(?:${JOINED}){0,2}(?![\p{L}\p{N}_(]|[.:=]\w|-\w)`,
  'uy',
);

export function nameAt(form: RegExp, text: string, at: number): string | undefined {
  const code = text.charCodeAt(at);
  // Most of what is asked about begins with a small letter.
  if (code >= 0x61 && code <= 0x7a) return undefined;
  const name = matchAt(form, text, at)?.[0];
  return name === undefined || NO_NAME.test(name) || !isPersonName(name.replace(/\b(?:Dr|Prof)\. /g, ''), 1)
    ? undefined
    : name;
}

/** Written before a name, and before nothing else that is capitalised. */
const TITLES = [
  'mr ',
  'mr. ',
  'mrs ',
  'mrs. ',
  'ms. ',
  'dr. ',
  'prof. ',
  'herr ',
  'frau ',
  'herrn ',
  'madame ',
  'monsieur ',
  'mme ',
  'mlle ',
  'sra. ',
  'sig. ',
];
export const titledName: Rule = {
  triggers: TITLES.map(title => `\\b${title}`),
  find(text, at) {
    if (
      !/(?:Mrs?|Ms|Dr|Prof|Herrn?|Frau|Madame|Monsieur|Mme|Mlle|Sra|Sig)\.? $/.test(textBefore(text, at, 10))
    )
      return undefined;
    const name = nameAt(ONE_OR_MORE, text, at);
    if (name === undefined) return undefined;
    // A title is part of the name, and says as much.
    const title =
      /(?:(?:Mrs?|Ms|Dr|Prof|Herrn?|Frau|Madame|Monsieur|Mme|Mlle|Sra|Sig)\.? )+$/.exec(
        textBefore(text, at, 24),
      )?.[0] ?? '';
    return person(at - title.length, title + name, 0.75, 'titled');
  },
};

/** Behind these a capitalised pair of words is a person's name more often than anything else. */
const ROLES =
  'customer patient employee colleague passenger caller applicant contractor tenant guest student teacher driver nurse doctor coworker visitor subscriber cardholder policyholder claimant borrower payer payee insured'.split(
    ' ',
  );
/** Of people that somebody is to be spoken to. */
const SOUGHT = [
  'ask for',
  'asking for',
  'speak to',
  'speak with',
  'spoke to',
  'spoke with',
  'attn',
  'attn:',
  'c/o',
  'cardholder:',
  'payable to',
];
/** Behind these it is one where the first word is a given name. */
const TURNS = [
  ...'by client contact called asked von par por pour para door mit avec dear engineer analyst accountant consultant member manager supervisor courier pilot with from for user to kunde kundin mitarbeiter mitarbeiterin kollege kollegin cliente'.split(
    ' ',
  ),
  ...[
    ...['primary', 'secondary', 'backup', 'standby', 'deputy', 'on-call', 'oncall', 'pager'],
    ...['primary:', 'secondary:', 'backup:', 'standby:', 'deputy:', 'escalation:', 'lead:'],
    ...['on-call', 'on call', 'oncall', 'on duty', 'this week', 'today', 'tonight', 'next week', 'now'].map(
      when => `${when}:`,
    ),
    ...[
      'bereitschaft:',
      'rufbereitschaft:',
      'astreinte:',
      'guardia:',
      'reperibilità:',
      'requester',
      'requestor',
      'reporter',
      'submitter',
      'caller:',
      'approver',
    ],
    'contact is',
    'name is',
    'contact:',
    'driver:',
    'courier:',
    'manager:',
    'regards,',
    'assigned to',
    'on behalf of',
    'account of',
    'mailbox of',
  ],
];

export const spokenName: Rule = {
  triggers: [...ROLES, ...SOUGHT, ...TURNS].map(words => `\\b${words} `),
  find(text, at): Finding | undefined {
    // Most of what follows such a word begins with a small letter.
    if (/[a-z\d]/.test(text.charAt(at))) return undefined;
    const role = /(\w+) $/.exec(textBefore(text, at, 16))?.[1] ?? '';
    const turned = ROLES.includes(role.toLowerCase()) ? turnedAt(text, at) : undefined;
    if (turned !== undefined) return person(at, turned, 0.6, 'spoken');
    const name = nameAt(TWO_OR_MORE, text, at);
    if (name === undefined) return undefined;
    return ROLES.includes(role.toLowerCase()) ||
      isSought(text, at) ||
      isGivenName(name) ||
      saysPerson(text, at + name.length) ||
      matchAt(CALLED_AT, text, at + name.length)
      ? person(at, name, 0.6, 'spoken')
      : undefined;
  },
};

/** A number to call right behind a name. */
const CALLED_AT = /,? ?\(?\+\d/y;

const isSought = (text: string, at: number): boolean => {
  const before = textBefore(text, at - 1, 16).toLowerCase();
  return SOUGHT.some(words => before.endsWith(words));
};

const SAYING =
  'reports reported says said called wrote confirmed mentioned noticed asked added commented joined left pushed created changed approved merged assigned closed opened acknowledged resolved updated edited replied uploaded requested escalated'.split(
    ' ',
  );
const ENDING = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.@/-] ?)${WORD}(?:${JOINED}){1,2} (?:\w+ |(?:wrote|said|schrieb|escribió|a écrit ?):)$`,
  'u',
);
/** Who says something. */
export const nameBefore: Rule = {
  triggers: [
    ...SAYING.map(verb => ` ${verb} `),
    ' wrote:',
    ' said:',
    ' schrieb:',
    ' escribi\u00f3:',
    '\u00e9crit :',
    '\u00e9crit:',
  ],
  find(text, at): Finding | undefined {
    const said = ENDING.exec(textBefore(text, at, 80))?.[0];
    const name = said?.replace(/ (?:\w+ |(?:\w+|a écrit ?):)$/u, '');
    if (said === undefined || name === undefined || !isGivenName(name) || NO_NAME.test(name))
      return undefined;
    return person(at - said.length, name, 0.6, 'spoken');
  },
};

const DESCRIBED = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.@/-] ?)(${WORD}(?:${JOINED}){1,2}) \(\w[\w-]*$`,
  'u',
);
/** Before the part that somebody has, in brackets: `Name Surname (backup)`. */
export const describedName: Rule = {
  triggers: [
    'primary',
    'secondary',
    'backup',
    'standby',
    'deputy',
    'on-call',
    'oncall',
    'on call',
    'escalation',
  ].map(part => ` (${part}`),
  find(text, at): Finding | undefined {
    const before = textBefore(text, at, 100);
    const whole = DESCRIBED.exec(before.replace(/on call$/i, 'on-call'));
    const name = whole?.[1];
    if (!whole || name === undefined || NO_NAME.test(name) || !isGivenName(name)) return undefined;
    return person(at - whole[0].length, name, 0.65, 'described');
  },
};

const WITH_HANDLE = new RegExp(String.raw`(?<![\p{L}\p{N}_.@/-] ?)(${WORD}(?:${JOINED}){1,2}) \(@\w$`, 'u');
/** Before what somebody is called by on a server of code: `Name Surname (@name)`. */
export const namedHandle: Rule = {
  triggers: [' (@\\w'],
  find(text, at) {
    const before = textBefore(text, at, 80);
    const name = WITH_HANDLE.exec(before)?.[1];
    const account = matchAt(/[\w.-]{2,39}(?=\))/y, text, at - 1)?.[0];
    if (name === undefined || account === undefined || NO_NAME.test(name)) return undefined;
    return [
      person(at - 3 - 1 - name.length, name, 0.65, 'handle'),
      {
        type: 'UserName',
        start: at - 1,
        end: at - 1 + account.length,
        confidence: 0.65,
        rule: 'person-handle',
      },
    ];
  },
};

/** The family name first: `Family, Given`. */
const TURNED = new RegExp(
  String.raw`${WORD}(?:${JOINED})?, (${WORD})(?: \p{Lu}\.| ${WORD})?(?![\p{L}\p{N}_(@]|[.:=]\w|-\w)`,
  'uy',
);
/** Such a name, if the word behind the comma is a given one. */
export function turnedAt(text: string, at: number): string | undefined {
  const found = matchAt(TURNED, text, at);
  return found && isGivenName(found[1] ?? '') && !NO_NAME.test(found[0]) ? found[0] : undefined;
}

const BEGINNING = /[\p{L}'’-]{2,40}(?: |, )\p{L}/uy;
/** Alone in quotes: a given name and another word. */
export const quotedName: Rule = {
  triggers: ['"\\u', "'\\u"],
  find(text, at): Finding | undefined {
    const start = at - 1;
    // Most of what begins in quotes is one word.
    if (!matchAt(BEGINNING, text, start)) return undefined;
    const plain = nameAt(TWO_OR_MORE, text, start);
    const name = plain !== undefined && isGivenName(plain) ? plain : turnedAt(text, start);
    if (name === undefined || text.charAt(start + name.length) !== text.charAt(start - 1)) return undefined;
    return person(start, name, 0.65, 'quoted');
  },
};

export const person = (start: number, name: string, confidence: number, rule: string): Finding => ({
  type: 'PersonName',
  start,
  end: start + name.length,
  confidence,
  rule: `person-${rule}`,
});
