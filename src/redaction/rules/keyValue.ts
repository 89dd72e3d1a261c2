/** What stands behind a key that names a secret, an account, a person or a host. */
import type { Finding, Rule } from '../types.js';
import { type Assignment, isProperty, listBehind, readAssignment } from './assignment.js';
import type { Field, Judged } from './field.js';
import { judgeHost, judgeName, judgePerson, judgePhone, judgeStaff, judgeUser } from './identities.js';
import { type Key, keyEndingAt, wordsBefore } from './keyEnding.js';
import { KEY_TRIGGERS, KIND_OF, type Kind } from './keys.js';
import { isSecret, judgeCode, judgeMaybe, judgePassword, judgeSession } from './secrets.js';
import { isDigit, isWord, lineBefore, runBack, textBefore } from './text.js';

export const keyValue: Rule = {
  triggers: [
    ...KEY_TRIGGERS,
    ...'password pass passwd pwd phone token secret key'.split(' ').map(key => `${key}\\d\\k`),
  ],
  find(text, at) {
    if (!mayLink(text, at - 1)) return undefined;
    let keyEnd = at - 1;
    while (isDigit(text.charCodeAt(keyEnd - 1))) keyEnd--;
    const key = keyEndingAt(text, keyEnd);
    const assignment = key && readAssignment(text, at - 1);
    // `${KEY:?message}` is a reference.
    if (!assignment || textBefore(text, assignment.keyStart, 2) === '${') return undefined;
    const named = nameOf(text, key);
    const first = judge(text, named, assignment);
    if (!first || isListOfNames(text, assignment) || isOfForm(text, assignment)) return undefined;
    if (!LISTED.has(key.kind)) return first;
    const listed = listBehind(text, assignment);
    if (listed.length === 0) return first;
    const others = listed.map(([start, end]) =>
      judge(text, named, { ...assignment, start, end, value: text.slice(start, end) }),
    );
    // A list of phrases is one of rules or messages.
    const found = [first, ...others].filter(one => one !== undefined);
    return found.filter(({ start, end }) => !/\s/.test(text.slice(start, end)));
  },
};

/** `fields = ["password", "ssn"]`: names of fields rather than a pair of one and its value. */
const isListOfNames = (text: string, { keyStart, value }: Assignment): boolean =>
  /[[(]\s?\\*["'`]$/.test(textBefore(text, keyStart, 8)) &&
  (KIND_OF.has(value.toLowerCase()) || NAMES.test(lineBefore(text, keyStart, 64)));
const NAMES =
  /(?:fields?|keys|columns|params|parameters|headers|attributes|names|mask\w*|redact\w*|filter\w*|hide\w*|hidden|exclud\w+|omit\w*|sensitive|scrub\w*|saniti\w+|denylist|blocklist|blacklist)\\*["']?\s{0,4}(?:=>|[:=])\s{0,4}\w{0,12}[[(]\s?\\*["'`]$/i;

/** `<user>:<password>@host`: how an address is to be written. */
const isOfForm = (text: string, { keyStart }: Assignment): boolean =>
  /[:/]<$/.test(textBefore(text, keyStart, 2));

/** Kinds whose values may come as a list. */
const LISTED: ReadonlySet<Kind> = new Set(['password', 'apiKey', 'secret']);

type Named = Pick<Field, 'word' | 'before'> & Pick<Key, 'kind'>;

const nameOf = (text: string, key: Key): Named => ({
  kind: key.kind,
  word: text.slice(key.start, key.end).toLowerCase(),
  before: wordsBefore(text, key),
});

function judge(text: string, key: Named, assignment: Assignment): Finding | undefined {
  const judged = JUDGES[key.kind]({ ...assignment, word: key.word, before: key.before, text });
  if (!judged) return undefined;
  const [type, confidence, start = assignment.start, end = assignment.end] = judged;
  return { type, start, end, confidence, rule: `key-${key.kind}` };
}

/** What a value is whose key stands for one that is known. */
export function judgeAs(text: string, name: string, assignment: Assignment): Finding | undefined {
  const key = keyEndingAt(name, name.length);
  return key && judge(text, nameOf(name, key), { ...assignment, key: name });
}

/** What a value is whose key stands elsewhere, as the name of a column does. */
export function judgeApart(text: string, name: string, start: number, end: number): Finding | undefined {
  const key = keyEndingAt(name, name.length);
  if (!key) return undefined;
  const value = text.slice(start, end);
  const assignment = { key: name, keyStart: start, start, end, value, quoted: true, inQuery: false };
  return judge(text, nameOf(name, key), { ...assignment, link: 'equals' });
}

const isPart = (code: number): boolean => isWord(code) || code === 0x2d || code === 0x2e;
const SPACES = new Set([0x20, 0x09, 0x0a]);
/** What may stand behind a key and spaces: a sign, a quote, an arrow, or the beginning of `is`, `was`, `to`, `as`, `now`, `reads`, `value`. */
const BEHIND_SPACES = new Set(Buffer.from('=:"\'`\\-,|iwvtanr\n '));

/** Most keys in a log are only words: they are followed by a space and another word, and are no flags of a command. */
function mayLink(text: string, at: number): boolean {
  if (!SPACES.has(text.charCodeAt(at)) || BEHIND_SPACES.has(text.charCodeAt(at + 1))) return true;
  const start = runBack(text, at, code => isWord(code) || code === 0x2d, 40);
  if (text.charCodeAt(start - 1) === 0x2e && isProperty(text, runBack(text, start, isPart, 96))) return true;
  if (text.charCodeAt(start) === 0x2d || text.charCodeAt(start - 1) === 0x2f) return true;
  // An element with attributes.
  if (/<(?:[\w.-]{1,32}:)?$/.test(textBefore(text, start, 34))) return true;
  return /(?:^|\n)(?:ENV|setx?) $/.test(textBefore(text, start, 5));
}

const JUDGES: Readonly<Record<Kind, (field: Field) => Judged>> = {
  password: judgePassword,
  apiKey: field => (isSecret(field) ? ['ApiKey', 0.9] : undefined),
  secret: field => (isSecret(field) ? ['Secret', 0.85] : undefined),
  maybe: judgeMaybe,
  code: judgeCode,
  session: judgeSession,
  user: judgeUser,
  person: judgePerson,
  staff: judgeStaff,
  name: judgeName,
  host: judgeHost,
  phone: judgePhone,
  ssn: ({ value }) =>
    /^(?!000|666|9)\d{3}[- ]?(?!00)\d{2}[- ]?(?!0000)\d{4}$/.test(value) ? ['Ssn', 0.9] : undefined,
  mac: ({ value }) =>
    /^[0-9a-f]{12}$/i.test(value) && !/^(?:0{12}|f{12})$/i.test(value) ? ['MacAddress', 0.85] : undefined,
};
