/** Whether the value behind a key is a person, an account, a machine or a phone. */
import { type Field, isField, isLast, type Judged } from './field.js';
import { isGivenName } from '../givenNames/index.js';
import { isGenericMachine, isMachine, isPod, isPrivateName } from './hosts.js';
import { isPersonName, isUser, NAME_AHEAD } from './names.js';
import { phoneIn } from './phone.js';
import { lineBefore, matchAt } from './text.js';
import { isUnlikeProse } from './values.js';

export function judgeUser(field: Field): Judged {
  const { value, start, end, link, quoted } = field;
  if (link === 'prose') return undefined;
  const slash = value.lastIndexOf('\\');
  const name = value.slice(slash + 1);
  if (quoted && isGivenName(value) && value.includes(' ') && isPersonName(value, 2))
    return ['PersonName', 0.7];
  if (!quoted && isGivenName(value)) {
    const whole = matchAt(NAME_AHEAD, field.text, start)?.[0] ?? '';
    if (isPersonName(whole, 2)) return ['PersonName', 0.7, start, start + whole.length];
  }
  if (!quoted && link === 'colon' && isTeam(field)) return undefined;
  if (!isUser(name) || name.includes('@')) return undefined;
  if (link === 'colon' && !quoted && !isUnlikeProse(name) && !isField(field) && !isLast(field))
    return undefined;
  return ['UserName', link === 'equals' || quoted ? 0.8 : 0.6, start + slash + 1, end];
}

/** Several capitalised words that end in one for a group. */
const isTeam = ({ text, start }: Field): boolean =>
  / (?:Team|Operations|Engineering|Support|Department|Desk|Group|Squad|Crew|Services?|Bot)$/.test(
    matchAt(NAME_AHEAD, text, start)?.[0] ?? '',
  );

const NEEDS_TWO_WORDS =
  /^(?:identity|patient|employee|customer|passenger|contact|display.?name|client.?name|beneficiary|real.?name|nom|author.?name|holder)$/;

export function judgePerson(field: Field): Judged {
  const { text, start, end, value, word, quoted, link, inQuery } = field;
  if (link === 'prose') return undefined;
  if (/contact/.test(word) && /^[\s(+]*\d/.test(value)) return judgePhone(field);
  const name = quoted ? value : (matchAt(NAME_AHEAD, text, start)?.[0] ?? (link === 'equals' ? value : ''));
  const encoded = inQuery || /[a-z](?:\+|%20)[a-z]/i.test(value);
  const plain = encoded ? value.replace(/\+|%20/g, ' ') : name.replace(/[.,;]+$/, '');
  if (/^[fl]name$/.test(word) && !quoted && !encoded) return undefined;
  // An account behind the way it came in by, as in `userpass-name`.
  const method = /^(?:userpass|ldap|oidc|github|kerberos|okta|radius|saml)-(?=.)/.exec(value)?.[0].length;
  if (method !== undefined && isUser(value.slice(method))) return ['UserName', 0.7, start + method, end];
  if (plain.length < 2 || !isPersonName(plain, NEEDS_TWO_WORDS.test(word) ? 2 : 1)) return undefined;
  return ['PersonName', 0.7, start, quoted || encoded ? end : Math.max(start + plain.length, start + 1)];
}

/** Words that say that a name near them is a person's. */
const PERSONS =
  'customer|user|person|contact|patient|employee|author|owner|sender|recipient|subscriber|member|billing|shipping|holder|applicant|passenger|guest|student|driver|signer|participant|attendee|caller|payer|payee|debtor|creditor|dbtr|cdtr|buyer|seller|actor|reporter|assignee|claims';
const PARENT = new RegExp(
  String.raw`(?:\b|_|[a-z](?=[A-Z]))(?:${PERSONS})s?(?:_?(?:details|info|data|profile|address))?["']?\s*(?:[:=>]|=>)?\s*(?:[{[(<]\s*)*(?:["']?\w{1,24}["']?\s*[:=]\s*["']?[^"',{}]{0,64}["']?\s*,\s*){0,3}["'<]?$`,
  'i',
);
const SIBLING =
  /["'<\s,;{&](?:e-?mail\w*|phone\w*|mobile|ssn|dob|birth\w*|date_?of_?birth|iban|gender|salary|passport\w*)["']?\s*(?:[:=]|=>)/i;

/** A plain \`name\` may be that of anything: it is a person's where it looks like one and something around it says so. */
export function judgeName(field: Field): Judged {
  const { text, keyStart, end, value, quoted, word, link, before } = field;
  if (/^(?:family|given)$/.test(word)) return judgePart(field);
  if (isUserAdded(field)) return ['UserName', 0.7];
  if (link === 'prose') return undefined;
  // A word before a key that stands alone belongs to something else.
  if (field.key.toLowerCase() !== word && !/^(?:|legal|account|main|primary|new|old)$/.test(before))
    return undefined;
  if (
    (field.inQuery || text.charAt(end) === '&') &&
    /^[\p{L}'-]{2,}(?:(?:\+|%20)[\p{L}'-]{2,}){1,3}$/u.test(value)
  ) {
    const plain = value.replace(/\+|%20/g, ' ');
    return isGivenName(plain) || SIBLING.test(text.slice(end, end + 120)) ? ['PersonName', 0.65] : undefined;
  }
  if (!quoted && !text.startsWith('</', end)) return undefined;
  if (!/^\p{Lu}/u.test(value) || !isPersonName(value, 2) || /\d/.test(value)) return undefined;
  if (isGivenName(value)) return ['PersonName', 0.7];
  if (value.split(' ').length > 4) return undefined;
  const near = text.slice(end, end + 120).split('\n', 1)[0] ?? '';
  const said =
    PARENT.test(lineBefore(text, keyStart, 160)) ||
    SIBLING.test(near) ||
    SIBLING.test(lineBefore(text, keyStart, 120));
  return said ? ['PersonName', 0.65] : undefined;
}

/** What programs that add accounts say: `name=…, UID=…`, `{'name': …, 'password': …}`. */
function isUserAdded({ text, keyStart, end, value, before }: Field): boolean {
  if (before !== '' || !isUser(value)) return false;
  const near = text.slice(end, end + 80).split('\n', 1)[0] ?? '';
  const account = /^["']?[,;]?\s*["']?(?:uid|gid|shell|home|password|passwd|groups)["']?\s*[:=]/i;
  return (
    account.test(near) || /\b(?:new user|adduser|useradd|add user): $/i.test(lineBefore(text, keyStart, 24))
  );
}

/** The parts of a name in records of patients (FHIR), each beside the other. */
function judgePart({ text, start, end, value, word, quoted }: Field): Judged {
  const other = word === 'family' ? /"given"/ : /"family"/;
  if (!quoted || !isPersonName(value, 1) || !other.test(text.slice(Math.max(0, start - 160), end + 160)))
    return undefined;
  return ['PersonName', 0.8];
}

export function judgeHost({ value, start, word, before, link, quoted }: Field): Judged {
  if ((link === 'prose' && !quoted) || before.endsWith('auth')) return undefined;
  const bare = /^[\w.-]+/.exec(value.replace(/^tcp:|^[a-z]+:\/\//i, ''))?.[0] ?? '';
  const from = start + value.indexOf(bare);
  const single =
    isMachine(bare) && !isPod(bare) && !(/^(?:server|node)/.test(word) && isGenericMachine(bare));
  const named = isPrivateName(bare, 'host') || (single && word !== 'server');
  return named ? ['Hostname', 0.75, from, from + bare.length] : undefined;
}

export function judgePhone({ text, start, link }: Field): Judged {
  if (link === 'prose') return undefined;
  const found = phoneIn(text, start, 'keyed');
  return found ? ['PhoneNumber', 0.85, found.start, found.end] : undefined;
}
