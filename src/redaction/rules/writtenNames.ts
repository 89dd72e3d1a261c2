/** Names of people where the way that something is written tells them: in chats, under letters, in forms of insurers, on devices. */
import { isGivenName } from '../givenNames/index.js';
import type { Finding, Rule } from '../types.js';
import { isPersonName, NO_NAME, saysPerson } from './names.js';
import { JOINED, nameAt, ONE_OR_MORE, person, TWO_OR_MORE, WORD } from './persons.js';
import { lineBefore, matchAt, textBefore } from './text.js';

/** Before what somebody says in a chat: `10:42 Name: …`. */
export const chatName: Rule = {
  triggers: ['\\d:\\d\\d \\u', '\\d:\\d\\d] \\u', '\\d:\\d\\d:\\d\\d] \\u'],
  find(text, at): Finding | undefined {
    const start = at - 1;
    const name = nameAt(ONE_OR_MORE, text, start);
    if (name === undefined || !text.startsWith(': ', start + name.length)) return undefined;
    // Short ones are months and measures too.
    if (!/[ ]/.test(name) && name.length < 4) return undefined;
    if (
      !isGivenName(name) ||
      !/^\W{0,4}(?:[\d./-]{8,10}[ T,]{1,2})?\[?\d{1,2}:\d\d(?::\d\d)?\]? $/.test(lineBefore(text, start, 40))
    )
      return undefined;
    return person(start, name, 0.65, 'chat');
  },
};

const SPEAKER = new RegExp(String.raw`^(${WORD}(?: ${WORD}){1,2})[ ,]{1,3}\[?\d{1,2}:\d\d [AP]M$`, 'u');
/** Above it, with the time behind: `Name  10:44 AM`. */
export const chatHead: Rule = {
  triggers: ['\\d:\\d\\d am', '\\d:\\d\\d pm'],
  find(text, at): Finding | undefined {
    const line = lineBefore(text, at, 80);
    const name = SPEAKER.exec(line)?.[1];
    if (name === undefined || !isGivenName(name) || NO_NAME.test(name)) return undefined;
    return person(at - line.length, name, 0.65, 'chat');
  },
};

/** Who a letter is to: the first of its line, with a comma behind; who should read along, at the end of one. */
export const greetedName: Rule = {
  triggers: 'cc hi hello hey dear hallo liebe lieber bonjour hola ciao ol\u00e1 hej'
    .split(' ')
    .map(word => `\\b${word} \\u`),
  find(text, at): Finding | undefined {
    const name = nameAt(ONE_OR_MORE, text, at - 1);
    if (name === undefined || !isGivenName(name) || !/^[,!\n]?$/.test(text.charAt(at - 1 + name.length)))
      return undefined;
    if (/\bcc $/i.test(textBefore(text, at - 1, 4))) return person(at - 1, name, 0.6, 'greeted');
    return /^\W*\w+ $/u.test(lineBefore(text, at - 1, 24))
      ? person(at - 1, name, 0.65, 'greeted')
      : undefined;
  },
};

const CLOSINGS =
  'regards wishes thanks cheers sincerely greetings yours gr\u00fc\u00dfe gr\u00fc\u00dfen gruss gru\u00df danke cordialement salutations merci saludos saludo gracias ' +
  'atentamente cordialmente saluti grazie groet groeten bedankt hilsen h\u00e4lsningar mvh obrigado obrigada atenciosamente pozdrawiam';
/** Under a letter: a closing, and on the next line nothing but a name. */
export const signature: Rule = {
  triggers: CLOSINGS.split(' '),
  find(text, at): Finding | undefined {
    const gap = matchAt(
      /,?[ \t]{0,2}(?:\r?\n|\\r\\n|\\n)(?:[ \t]{0,4}(?:\r?\n|\\r\\n|\\n))?[ \t]{0,4}/y,
      text,
      at,
    );
    if (!gap) return undefined;
    const start = at + gap[0].length;
    const name = nameAt(ONE_OR_MORE, text, start);
    if (name === undefined || !matchAt(/[ \t]{0,2}(?:\r?\n|\\r|\\n|["']|$)/y, text, start + name.length))
      return undefined;
    return isGivenName(name) || isPersonName(name, 2) ? person(start, name, 0.65, 'signature') : undefined;
  },
};

/** Behind a dash at the end of what somebody wrote: `Thanks a lot. – Name`. The automaton sees the low byte of a dash. */
export const signedOff: Rule = {
  triggers: ['\x13', '\x14'].flatMap(dash => [`${dash}\\u`, `${dash} \\u`]),
  find(text, at): Finding | undefined {
    const name = nameAt(ONE_OR_MORE, text, at - 1);
    if (name === undefined || !isGivenName(name)) return undefined;
    if (!matchAt(/[ \t]{0,2}(?:\r?\n|\\r|\\n|["']|$)/y, text, at - 1 + name.length)) return undefined;
    return /(?:[.?!)]["']? {1,2}|^[\s>]*)[–—] ?$/.test(lineBefore(text, at - 1, 80))
      ? person(at - 1, name, 0.6, 'signature')
      : undefined;
  },
};

/** Who a server of builds says has begun or ended one; behind the name the line ends. */
export const builderName: Rule = {
  triggers: ['started by user \\u', 'aborted by \\u', 'rebuilt by \\u', 'cancelled by user \\u'],
  find(text, at): Finding | undefined {
    const name = nameAt(TWO_OR_MORE, text, at - 1);
    if (name === undefined || !matchAt(/[ \t]*(?:\r?\n|$)/y, text, at - 1 + name.length)) return undefined;
    return person(at - 1, name, 0.65, 'builder');
  },
};

/** `Client : Name` in tickets: also the word for a program, so something else must tell a person. */
export const clientName: Rule = {
  triggers: ['client', 'contact', 'on-call', 'oncall', 'owner', 'approver', 'reviewer'].flatMap(word => [
    `\\b${word}: \\u`,
    `\\b${word} : \\u`,
  ]),
  find(text, at): Finding | undefined {
    const name = nameAt(TWO_OR_MORE, text, at - 1);
    if (name === undefined || !(isGivenName(name) || saysPerson(text, at - 1 + name.length)))
      return undefined;
    return person(at - 1, name, 0.65, 'client');
  },
};

/** The entities of a claim that are persons (X12): `NM1*IL*1*FAMILY*GIVEN*MIDDLE`. */
export const claimName: Rule = {
  triggers: ['nm1*'],
  find(text, at): Finding | undefined {
    const found = matchAt(
      /[A-Z\d]{2,3}\*1\*([A-Z][A-Z '-]{1,59}\*[A-Z][A-Z .'-]{0,34}(?:\*[A-Z][A-Z.-]{0,24})?)(?=[*~\r\n])/y,
      text,
      at,
    );
    const name = found?.[1];
    return found && name !== undefined
      ? person(at + found[0].length - name.length, name, 0.8, 'claim')
      : undefined;
  },
};

/** Whose a device is, as its maker calls it at first: `Name's iPhone`, `iPhone von Name`. */
const DEVICES = 'iphone ipad macbook imac airpods'.split(' ');
const OWNED = new RegExp(String.raw`(?<![\p{L}\p{N}_.@/-])(${WORD})['’]s $`, 'u');
const NO_OWNER =
  /^(?:Apple|Today|Tomorrow|Yesterday|User|Customer|Client|Company|Everyone|Somebody|Someone|Nobody|Samsung|Google|World|Year|Week|It|That|Here|There|What|Who|Let|She|He)$/;
export const deviceOwner: Rule = {
  triggers: DEVICES.map(device => `s ${device}`),
  find(text, at): Finding | undefined {
    const kind = /\w+$/.exec(textBefore(text, at, 8))?.[0] ?? '';
    const name = OWNED.exec(textBefore(text, at - kind.length, 40))?.[1];
    if (name === undefined || NO_OWNER.test(name)) return undefined;
    return person(at - kind.length - 3 - name.length, name, 0.7, 'device');
  },
};
export const deviceOf: Rule = {
  triggers: DEVICES.flatMap(device => ['von', 'de', 'di', 'van'].map(of => `${device} ${of} \\u`)),
  find(text, at): Finding | undefined {
    const name = nameAt(ONE_OR_MORE, text, at - 1);
    return name === undefined ? undefined : person(at - 1, name, 0.7, 'device');
  },
};

/** Before a number to call in a row: of somebody whom a cell before says or whose given name is known. */
const BEFORE_NUMBER = new RegExp(
  String.raw`(?:^|([Rr]ecipient|[Cc]ustomer|[Cc]ontact|[Cc]aller|[Cc]lient|[Pp]atient|[Pp]erson)"?[,;|\t]|[,;|\t])"?(${WORD}(?:${JOINED}){1,2})"?[,;|\t]"?\+\d$`,
  'u',
);
export const rowBeforeNumber: Rule = {
  triggers: [';+\\d', ',+\\d', '|+\\d', '\t+\\d', ';"+\\d', ',"+\\d'],
  find(text, at): Finding | undefined {
    const line = lineBefore(text, at, 160);
    const [, said, name] = BEFORE_NUMBER.exec(line) ?? [];
    if (name === undefined || NO_NAME.test(name) || !isPersonName(name, 2)) return undefined;
    if (said === undefined && !isGivenName(name)) return undefined;
    return person(at - line.length + line.lastIndexOf(name), name, 0.65, 'row');
  },
};

const CELL_BEFORE = new RegExp(String.raw`\| {0,32}(${WORD}(?:${JOINED}){1,2}) {0,64}\| {0,4}\+\d$`, 'u');
const LONG_NUMBER = /[\d ()/.-]{6,20}(?:\||\r?\n|$)/y;
const CELL_BEHIND = new RegExp(
  String.raw`[\d ()/.-]{6,20}\| {0,32}(${WORD}(?:${JOINED}){1,2})(?= {0,64}(?:\||\r?\n|$))`,
  'uy',
);
/** Called like a person, but a place or a company. */
const NO_PERSON =
  /\b(?:Logisti\w+|Transporte?s?|Retail|Bau|Handel\w*|Trading|Foods?|Media|Energ\w+|Solutions|Consulting|Brothers|Sons|Motors|Clinic|Klinik\w*|Apotheke|Pharmac\w+|School|Schule|Restaurant|Cafe|Café|Taxi|Hotline|Zentrale|Line|Reception|Empfang|Hall|Plant|Werk|Lager|Depot|Filiale|Branch|North|South|East|West|City|Night|Emergency|Roadside|Main)\b/;
/** In a drawn table, beside a cell that holds a number to call. */
export const cellBesideNumber: Rule = {
  triggers: ['| +\\d', '|  +\\d', '|+\\d'],
  find(text, at): Finding | undefined {
    if (!matchAt(LONG_NUMBER, text, at)) return undefined;
    const line = lineBefore(text, at, 160);
    const name = CELL_BEFORE.exec(line)?.[1];
    if (name !== undefined && isPersonName(name, 2) && !NO_NAME.test(name) && !NO_PERSON.test(name))
      return person(at - line.length + line.lastIndexOf(name), name, 0.65, 'cell');
    const found = matchAt(CELL_BEHIND, text, at);
    const behind = found?.[1];
    if (!found || behind === undefined || !isGivenName(behind) || NO_NAME.test(behind)) return undefined;
    return person(at + found[0].length - behind.length, behind, 0.65, 'cell');
  },
};
