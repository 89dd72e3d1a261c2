/** Whether the value behind a key is a person, an account, a machine or a phone. */
import { type Field, isField, isLast, isText, type Judged } from './field.js';
import { isPersons } from './actors.js';
import { isGivenName } from '../givenNames/index.js';
import { isGenericMachine, isMachine, isMessageCode, isPod, isPrivateName } from './hosts.js';
import { isPersonName, isUser, NAME_AHEAD, NO_NAME, saysPerson } from './names.js';
import { turnedAt } from './persons.js';
import { phoneIn } from './phone.js';
import { lineBefore, matchAt } from './text.js';
import { isUnlikeProse } from './values.js';

export function judgeUser(field: Field): Judged {
  const { text, value, start, end, link, quoted, word } = field;
  if (link === 'prose') return judgeToldUser(field);
  if (isText(field) || matchAt(CALLED_SO, text, start)) return undefined;
  const slash = value.lastIndexOf('\\');
  const name = value.slice(slash + 1);
  if (quoted && isGivenName(value) && value.includes(' ') && isPersonName(value, 2))
    return ['PersonName', 0.7];
  if (!quoted && isGivenName(value)) {
    const whole = matchAt(NAME_AHEAD, field.text, start)?.[0] ?? '';
    if (isPersonName(whole, 2)) return ['PersonName', 0.7, start, start + whole.length];
  }
  // Of a certificate, a message or a schema, unless it is written as people's accounts are.
  if (/^sub(?:ject)?$/.test(word) && !isPersons(name)) return undefined;
  // What a service of chats or a program calls it by, and a token in an account's place.
  if (quoted && /^[UWB](?=\w*\d)(?=\w+[A-Z])[A-Z\d]{3,12}$/.test(value)) return undefined;
  if (/^log[io]n$/.test(word) && /^[\da-f]{40}$/.test(value)) return ['ApiKey', 0.7];
  // What kind of address it is: `sip:+49…@…;user=phone`.
  if (/^(?:phone|ip)$/.test(value) && text.charAt(field.keyStart - 1) === ';') return undefined;
  // A log, and what a pod runs as.
  if (word === 'logname' && field.text.charAt(field.keyStart) === '-') return undefined;
  if (/^account.?name$/.test(word) && /(?:^| )service$/.test(field.before)) return undefined;
  // The first word of another key: `User: Security ID: …`.
  if (/^(?:Security|Account|Logon|Caller|Target)$/.test(value) && KEY_AHEAD.test(text.slice(end, end + 12)))
    return undefined;
  // When somebody logged in last.
  if (link === 'colon' && /(?:^| )(?:last|first|previous|next)$/.test(field.before)) return undefined;
  if (!quoted && link === 'colon' && isTeam(field)) return undefined;
  if (!quoted && link === 'colon' && PEOPLE_OF_TICKETS.test(word)) {
    const whole = nameInForm(field);
    if (whole !== undefined) return ['PersonName', 0.65, start, start + whole.length];
    // Other names with a capital are a program's, a group's or a type's.
    if (/^\p{Lu}/u.test(value) && !isGivenName(value) && !/[._\d]/.test(value)) return undefined;
  }
  if (word === 'account' && !(link === 'equals' && isLogin(field))) return undefined;
  // The name of an error.
  if (!quoted && link === 'colon' && /^[A-Z][a-z]+(?:[A-Z][a-z]+){2,}$/.test(value)) return undefined;
  // The realm behind it is a program's own.
  const own = /^([\w.-]{2,64})@(?:pve|pam|internal|vsphere|local|ldap)$/.exec(name)?.[1];
  if (own !== undefined && isUser(own))
    return ['UserName', 0.75, start + slash + 1, start + slash + 1 + own.length];
  if (!isUser(name) || name.includes('@')) return undefined;
  if (link === 'colon' && !quoted && !isUnlikeProse(name) && !isField(field) && !isLast(field))
    return undefined;
  return ['UserName', link === 'equals' || quoted ? 0.8 : 0.6, start + slash + 1, end];
}

/** What an account's name is called in other languages. */
const CALLED_SO = /nom(?:bre|e)? (?:de |d['’])?(?:usu|uti|ute)/iy;
const KEY_AHEAD = /^ (?:ID|Name|Domain|Type|GUID)\s?[:=]/;

/** A name without quotes, also with the family name first. */
const wholeName = (text: string, start: number): string | undefined =>
  turnedAt(text, start) ?? matchAt(NAME_AHEAD, text, start)?.[0];

/** Who a ticket is from or for: programs are none of them. */
const PEOPLE_OF_TICKETS =
  /^(?:reporter|requester|assignee|(?:requested|assigned|approved|changed|submitted|created|updated|reported|opened|closed|resolved|raised)[-_. ]?(?:by|to))$/;
/** A whole name of two words or more, behind which the field ends. */
function nameInForm({ text, start }: Field): string | undefined {
  const name = wholeName(text, start);
  if (name === undefined || !isPersonName(name, 2) || NO_NAME.test(name)) return undefined;
  // Letters that stand for words are a program's or a group's.
  if (/\p{Lu}{2}/u.test(name) && /\p{Ll}/u.test(name)) return undefined;
  return matchAt(/ {2}|[ \t]*(?:[|,;(<\r\n]|$)/y, text, start + name.length) ? name : undefined;
}

/** `my login is …`: only a word that is none of the language can be one. */
function judgeToldUser({ value, before, start, word }: Field): Judged {
  const name = value.replace(/[.,;:!?)]+$/, '');
  const told =
    /(?:^|\s)(?:my|your|his|her|their|the)$/.test(before) && /^(?:log[io]n|user.?name|user.?id)$/.test(word);
  return told && isUser(name) && /[a-z][._]?[a-z]*\d|[a-z][._][a-z]/.test(name) && !/-/.test(name)
    ? ['UserName', 0.6, start, start + name.length]
    : undefined;
}

/** A mere account may be one of money or of a cloud: something on the line speaks of a login. */
const isLogin = ({ text, keyStart, end }: Field): boolean =>
  /log[-_ ]?[io]n|sign[-_ ]?[io]n|totp|mfa|passw|credential|sshd|lock(?:ed|out)/i.test(
    lineBefore(text, keyStart, 160) + (text.slice(end, end + 120).split('\n', 1)[0] ?? ''),
  );

/** Several capitalised words that end in one for a group. */
const isTeam = ({ text, start }: Field): boolean =>
  / (?:Team|Operations|Engineering|Support|Department|Desk|Group|Squad|Crew|Services?|Bot)$/.test(
    matchAt(NAME_AHEAD, text, start)?.[0] ?? '',
  );

const NEEDS_TWO_WORDS =
  /^(?:identity|patient|employee|customer|passenger|contact|display.?name|client.?name|beneficiary|real.?name|nom|author.?name|holder|ansprechpartner|mitarbeiter|(?:konto)?inhaber|titulaire|titular|kunde|kundin|kontakt|cliente|klant|nombre|nome|naam|bearbeiter|ersteller|melder|antragsteller|verantwortlicher|responsable|demandeur|solicitante|richiedente|debtor|creditor|debitor|kreditor|auftraggeber|kontrahent|beneficiario|ordenante|destinatario|destinataire|mittente|ordinante|odbiorca|nadawca|klient|wnioskodawca|buyer|seller|anrufer|appelant|chiamante|llamante)$/;
/** As often companies, or parts of a program: only a given name tells. */
const NEEDS_GIVEN =
  /^(?:debtor|creditor|debitor|kreditor|auftraggeber|kontrahent|beneficiario|ordenante|destinatario|destinataire|mittente|ordinante|odbiorca|nadawca|klient|wnioskodawca|buyer|seller|anrufer|appelant|chiamante|llamante)$/;
/** May be the name of anything, as `name` may, or of a company. */
const NEEDS_MORE =
  /^(?:display.?name|melder|titular|responsable|verantwortlicher|kunde|kundin|kontakt|cliente|klant|nombre|nome|naam)$/;

export function judgePerson(field: Field): Judged {
  const { text, start, end, value, word, quoted, link, inQuery } = field;
  if (link === 'prose') return undefined;
  if (/^(?:contact|kontakt)/.test(word) && /^[\s(+]*\d/.test(value)) return judgePhone(field);
  const name = quoted ? value : (wholeName(text, start) ?? (link === 'equals' ? value : ''));
  const encoded = inQuery || /[a-z](?:\+|%20)[a-z]/i.test(value);
  const plain = encoded ? value.replace(/\+|%20/g, ' ') : name.replace(/[.,;]+$/, '');
  if (/^[fl]name$/.test(word) && !quoted && !encoded) return undefined;
  // An account behind the way it came in by, as in `userpass-name`.
  const method = /^(?:userpass|ldap|oidc|github|kerberos|okta|radius|saml)-(?=.)/.exec(value)?.[0].length;
  if (method !== undefined && isUser(value.slice(method))) return ['UserName', 0.7, start + method, end];
  if (!encoded && /^(?:employee|patient|contact|holder)$/.test(word)) {
    const account = judgeStaff(field);
    if (account) return account;
  }
  if (plain.length < 2 || !isPersonName(plain, NEEDS_TWO_WORDS.test(word) ? 2 : 1)) return undefined;
  const stop = quoted || encoded ? end : start + plain.length;
  if (NEEDS_GIVEN.test(word) && (!isGivenName(plain) || NO_NAME.test(plain))) return undefined;
  if (NEEDS_MORE.test(word) && !isGivenName(plain) && !isSaidPerson(field, stop)) return undefined;
  return ['PersonName', 0.7, start, quoted || encoded ? end : Math.max(start + plain.length, start + 1)];
}

/** Joined or numbered as a person's account is at work; what else stands there compares, or counts. */
const AT_WORK =
  /^(?:(?:[a-z]+[._](?!(?:value|name|type|id|text|data|kind|key|raw|symbol)$)[a-z]+|[A-Z]+_[A-Z]+)$|[A-Za-z]{2,}[._]?\d{1,6}$|[A-Za-z]{1,4}\d{2,6}$|[a-z]{2,4}[-_][a-z]*\d{1,6}$)/;
export function judgeStaff({ value, quoted, link, key, word }: Field): Judged {
  // A longer word is the name of something in a program.
  if (link === 'prose' || key.toLowerCase() !== word || isGenericMachine(value)) return undefined;
  if (quoted && isPersonName(value, 2) && isGivenName(value)) return ['PersonName', 0.7];
  return isUser(value) && AT_WORK.test(value) && !/\.\w+\./.test(value) ? ['UserName', 0.65] : undefined;
}

/** Words that say that a name near them is a person's. */
const PERSONS =
  'customer|user|person|contact|patient|employee|author|owner|sender|recipient|subscriber|member|billing|shipping|holder|applicant|passenger|guest|student|driver|signer|participant|attendee|caller|payer|payee|debtor|creditor|dbtr|cdtr|buyer|seller|actor|reporter|assignee|claims';
const PARENT = new RegExp(
  String.raw`(?:\b|_|[a-z](?=[A-Z]))(?:${PERSONS})s?(?:_?(?:details|info|data|profile|address|dto|entity|record|request|response|view))?["']?\s*(?:[:=>]|=>)?\s*(?:[{[(<]\s*)*(?:["']?\w{1,24}["']?\s*[:=]\s*["']?[^"',{}]{0,64}["']?\s*,\s*){0,3}["'<]?$`,
  'i',
);
const SIBLING =
  /["'<\s,;{&](?:e-?mail\w*|phone\w*|mobile|ssn|dob|birth\w*|date_?of_?birth|iban|gender|salary|passport\w*)["']?\s*(?:[:=]|=>|, ?["'])/i;

const isSaidPerson = ({ text, keyStart, start }: Field, end: number): boolean =>
  saysPerson(text, end) ||
  /AttributeValue[^<>]*>$/.test(lineBefore(text, start, 80)) ||
  PARENT.test(lineBefore(text, keyStart, 160)) ||
  SIBLING.test(lineBefore(text, keyStart, 120));

/** A plain \`name\` may be that of anything: it is a person's where it looks like one and something around it says so. */
export function judgeName(field: Field): Judged {
  const { text, keyStart, end, value, quoted, word, link, before } = field;
  if (word in OTHER_PART) return judgePart(field);
  if (isUserAdded(field) || isNameOfUser(field)) return ['UserName', 0.7];
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
  if (!quoted && !text.startsWith('</', end)) return judgeRecordName(field);
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

/** The field of a record that a program printed, as in `Customer[id=1, name=…, email=…]`: no quotes are around it. */
function judgeRecordName(field: Field): Judged {
  const { text, keyStart, start, link } = field;
  if (link === 'colon') return judgeNameLine(field);
  if (link !== 'equals' || !/[[({,]\s?$/.test(lineBefore(text, keyStart, 4))) return undefined;
  const name = matchAt(NAME_AHEAD, text, start)?.[0];
  const end = start + (name?.length ?? 0);
  if (name === undefined || !isPersonName(name, 2) || NO_NAME.test(name) || !/[,)\]}]/.test(text.charAt(end)))
    return undefined;
  return isGivenName(name) || isSaidPerson(field, end) ? ['PersonName', 0.65, start, end] : undefined;
}

/** Alone on its line, as in YAML and forms. */
function judgeNameLine({ text, keyStart, start }: Field): Judged {
  const name = matchAt(NAME_AHEAD, text, start)?.[0];
  if (name === undefined || !isPersonName(name, 2) || !isGivenName(name) || NO_NAME.test(name))
    return undefined;
  if (!/^[\s-]*$/.test(lineBefore(text, keyStart, 40))) return undefined;
  const end = start + name.length;
  return matchAt(/[ \t]*(?:\r?\n|$)/y, text, end) ? ['PersonName', 0.65, start, end] : undefined;
}

/** In the file that a command of Kubernetes is configured with, above what lets the account in. */
const OF_CLUSTER =
  /^["']?\r?\n {2,8}user:\r?\n {4,12}(?:token|tokenFile|client-(?:certificate|key)(?:-data)?|exec|username|password|auth-provider):/;

/** What programs that add accounts say: `name=…, UID=…`, `{'name': …, 'password': …}`. */
function isUserAdded({ text, keyStart, end, value, before }: Field): boolean {
  if (before !== '' || !isUser(value)) return false;
  if (OF_CLUSTER.test(text.slice(end, end + 80)) && !isGenericMachine(value)) return true;
  const near = text.slice(end, end + 80).split('\n', 1)[0] ?? '';
  const account =
    /^["']?[,;]?\s*["']?(?:(?:uid|gid)["']?\s*[:=]\s*["']?\d{1,10}(?![\w-])|(?:shell|home|password|passwd|groups)["']?\s*[:=])/i;
  return (
    account.test(near) || /\b(?:new user|adduser|useradd|add user): $/i.test(lineBefore(text, keyStart, 24))
  );
}

/** `"user": {"name": …}`, where a program tells of an account. */
const isNameOfUser = ({ text, keyStart, value, quoted, before }: Field): boolean =>
  quoted &&
  before === '' &&
  isUser(value) &&
  /^[a-z][\w.-]*$/.test(value) &&
  /["']user["']\s?:\s?\{\s{0,8}(?:["']id["']\s?:\s?["']?[\w-]{1,64}["']?,\s{0,8})?["']$/.test(
    lineBefore(text, keyStart, 120),
  );

const OTHER_PART: Readonly<Record<string, RegExp>> = {
  family: /["']given["']/,
  given: /["']family["']/,
  first: /["']last["']/,
  last: /["']first["']/,
};
/** The parts of a name in records of patients (FHIR), each beside the other. */
function judgePart({ text, start, end, value, word, quoted }: Field): Judged {
  const other = OTHER_PART[word];
  if (
    !quoted ||
    !other ||
    !isPersonName(value, 1) ||
    !other.test(text.slice(Math.max(0, start - 160), end + 160))
  )
    return undefined;
  return ['PersonName', 0.8];
}

export function judgeHost({ text, value, start, word, before, link, quoted }: Field): Judged {
  if ((link === 'prose' && !quoted) || before.endsWith('auth')) return undefined;
  const bare = /^[\w.-]+/.exec(value.replace(/^tcp:|^[a-z]+:\/\//i, ''))?.[0] ?? '';
  const from = start + value.indexOf(bare);
  if (isMessageCode(text, from, bare)) return undefined;
  const single =
    isMachine(bare) && !isPod(bare) && !(/^(?:server|node)/.test(word) && isGenericMachine(bare));
  // A letter with a digit numbers anything; with a size it is a kind of machine.
  if (/^[a-z]\d$|^[a-z]\d[a-z]?-(?:standard|high|mega|ultra|micro|small|medium)/i.test(bare))
    return undefined;
  const named =
    isPrivateName(bare, 'host') ||
    (single && !/^serv(?:er|eur|idor)$/.test(word)) ||
    (/^serv(?:eur|idor)$/.test(word) && single && /-.*\d/.test(bare));
  return named ? ['Hostname', 0.75, from, from + bare.length] : undefined;
}

export function judgePhone({ text, start, link, word }: Field): Judged {
  if (link === 'prose') return undefined;
  const found = phoneIn(text, start, 'keyed');
  // What is called back may be a program's, too.
  if (found && /^call.?back$/.test(word) && found.end - found.start < 10) return undefined;
  if (found) return ['PhoneNumber', 0.85, found.start, found.end];
  // Who calls, instead of the number.
  if (!/^(?:caller|callee|contact|emergency.?contact)$/.test(word)) return undefined;
  const name = wholeName(text, start);
  return name !== undefined && isPersonName(name, 2) && isGivenName(name) && !NO_NAME.test(name)
    ? ['PersonName', 0.65, start, start + name.length]
    : undefined;
}
