/** What stands behind a key that names a secret, an account, a person or a host. */
import type { Rule, SpanType } from '../types.js';
import { type Assignment, readAssignment } from './assignment.js';
import { isMachine, isPod, isPrivateName } from './hosts.js';
import { KEY_TRIGGERS, type Kind, KIND_OF, LONGEST_KEY, UNMISTAKABLE } from './keys.js';
import { isAccount, isPersonName, NAME_AHEAD } from './names.js';
import { phoneIn } from './phone.js';
import { isDigit, isLetter, isWord, lineBefore, matchAt, runBack, textBefore } from './text.js';
import { isPlaceholder, isUnlikeProse, looksChosen, looksRandom } from './values.js';

interface Key {
  readonly word: string;
  readonly kind: Kind;
  /** The words of the key before, in lower case, such as `next page` of `nextPageToken`. */
  readonly before: string;
}

/** Everything that a judge looks at. */
interface Field extends Assignment, Omit<Key, 'kind'> {
  readonly text: string;
}
type Judged = readonly [type: SpanType, confidence: number, start?: number, end?: number] | undefined;

export const keyValue: Rule = {
  triggers: [
    ...KEY_TRIGGERS,
    ...'password pass passwd pwd phone token secret key'.split(' ').map(key => `${key}\\d\\k`),
  ],
  find(text, at) {
    if (!mayLink(text, at - 1)) return undefined;
    let keyEnd = at - 1;
    while (isDigit(text.charCodeAt(keyEnd - 1))) keyEnd--;
    const key = keyBefore(text, keyEnd);
    if (!key) return undefined;
    const assignment = readAssignment(text, at - 1);
    // `${KEY:?message}` is a reference.
    if (!assignment || textBefore(text, assignment.keyStart, 2) === '${') return undefined;
    const judged = JUDGES[key.kind]({ ...assignment, word: key.word, before: key.before, text });
    if (!judged) return undefined;
    const [type, confidence, start = assignment.start, end = assignment.end] = judged;
    return { type, start, end, confidence, rule: `key-${key.kind}` };
  },
};

const SPACES = new Set([0x20, 0x09, 0x0a]);
/** What may stand behind a key and spaces: a sign, a quote, an arrow, or the beginning of `is`, `was`, `value`. */
const BEHIND_SPACES = new Set(Buffer.from('=:"\'`\\-,iwv\n '));

/** Most keys in a log are only words: they are followed by a space and another word, and are no flags of a command. */
function mayLink(text: string, at: number): boolean {
  if (!SPACES.has(text.charCodeAt(at)) || BEHIND_SPACES.has(text.charCodeAt(at + 1))) return true;
  const start = runBack(text, at, code => isWord(code) || code === 0x2d, 40);
  return text.charCodeAt(start) === 0x2d || text.charCodeAt(start - 1) === 0x2f;
}

/** The longest known key that ends at `end`. */
function keyBefore(text: string, end: number): Key | undefined {
  let from = end;
  let spaces = 0;
  while (from > 0 && end - from < 64) {
    const code = text.charCodeAt(from - 1);
    if (code === 0x20 && spaces < 3 && isLetter(text.charCodeAt(from - 2))) spaces++;
    else if (!isWord(code) && code !== 0x2d && code !== 0x2e) break;
    from--;
  }
  const line = text.slice(from, end);
  const lower = line.toLowerCase();
  for (let start = Math.max(0, line.length - LONGEST_KEY); start < line.length; start++) {
    if (!beginsWord(line, start)) continue;
    const kind = KIND_OF.get(lower.slice(start));
    if (kind !== undefined) return keyAt(line, lower, start, kind);
  }
  const word = UNMISTAKABLE.find(unmistakable => lower.endsWith(unmistakable));
  const kind = KIND_OF.get(word ?? '');
  return kind === undefined || word === undefined
    ? undefined
    : keyAt(line, lower, lower.length - word.length, kind);
}

function keyAt(line: string, lower: string, start: number, kind: Kind): Key {
  const before = line
    .slice(0, start)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_.-]+/g, ' ');
  return { word: lower.slice(start), kind, before: before.trim().toLowerCase() };
}

function beginsWord(line: string, start: number): boolean {
  const before = line.charCodeAt(start - 1);
  const first = line.charCodeAt(start);
  if (!isLetter(before)) return isLetter(first) || first === 0x5f;
  return before >= 0x61 && first >= 0x41 && first <= 0x5a;
}

const JUDGES: Readonly<Record<Kind, (field: Field) => Judged>> = {
  password: judgePassword,
  apiKey: field => (isSecret(field) ? ['ApiKey', 0.9] : undefined),
  secret: field => (isSecret(field) ? ['Secret', 0.85] : undefined),
  maybe: judgeMaybe,
  code: ({ value, word, before }) =>
    /^\d{3,8}$/.test(value) && (value.length > 3 || /^c/.test(word)) && (word !== 'pin' || before === '')
      ? ['Secret', 0.7]
      : undefined,
  session: judgeSession,
  user: judgeUser,
  person: judgePerson,
  host: judgeHost,
  phone: judgePhone,
  ssn: ({ value }) =>
    /^(?!000|666|9)\d{3}[- ]?(?!00)\d{2}[- ]?(?!0000)\d{4}$/.test(value) ? ['Ssn', 0.9] : undefined,
  mac: ({ value }) =>
    /^[0-9a-f]{12}$/i.test(value) && !/^(?:0{12}|f{12})$/i.test(value) ? ['MacAddress', 0.85] : undefined,
};

const SPEAKS_OF =
  /(?:^| )(?:no|has|have|is|using|use|bad|wrong|invalid|incorrect|forgot|show|hide|check|verify|max|min|require|requires|missing|expired|empty|with|without)$/;

function judgePassword(field: Field): Judged {
  const { value, key, word, quoted, link } = field;
  if (isPlaceholder(value) || value.length < 2) return undefined;
  if (/^(?:pwd|pw)$/.test(word) && /^(?:[/~]|[a-z]:\\)/i.test(value)) return undefined;
  if (!looksChosen(value) && !(quoted && link !== 'prose' && isPhrase(value))) return undefined;
  if (/^(?:pass|pw)$/.test(word) && /^\d{1,5}$/.test(value)) return undefined;
  // What a runner of tests says.
  if (key === 'PASS' && link === 'colon') return undefined;
  if (link === 'equals' && !(SPEAKS_OF.test(field.before) && /^[a-z]+$/i.test(value)))
    return ['Password', 0.9];
  const unlike = isUnlikeProse(value) && value.length >= 4;
  if (link === 'prose' && quoted && word === 'pass') return undefined;
  if (link === 'prose' && quoted) return value.length >= 4 ? ['Password', 0.6] : undefined;
  if (link === 'prose')
    return unlike && /\d|[^\w]/.test(value) && value.length >= 6 ? ['Password', 0.6] : undefined;
  if (quoted) return ['Password', 0.85];
  return unlike || (isField(field) && isLast(field) && key.length > 2 && value.length >= 4)
    ? ['Password', 0.7]
    : undefined;
}

/** Some words with a digit or symbol among them; what a program says about a password is longer or has none. */
const isPhrase = (value: string): boolean =>
  /^\S+(?: \S+){1,4}$/.test(value) &&
  /\d|[^\w\s.,'-]/.test(value) &&
  !isPlaceholder(value.split(' ')[0] ?? '');

/** Whether the key stands where configuration and dumps have one, not in a sentence. */
const isField = ({ text, keyStart }: Field): boolean =>
  /(?:^|[{,|;&?[(])[\s"'`-]*$/.test(lineBefore(text, keyStart, 40)) || keyStart === 0;
/** Nothing follows on the line, or the next field does. */
const isLast = ({ text, end }: Field): boolean =>
  /^(?: {2,}|\t|\s{1,4}[A-Z]\w*(?: \w+){0,3}[:=])/.test(text.slice(end, end + 48)) ||
  /^["'`]?[\s,;|)}\]]*(?:$|[\r\n])/.test(text.slice(end, end + 16)) ||
  /[,;|}]/.test(text.charAt(end));

function isSecret({ value, word, link, quoted, key, text, end }: Field): boolean {
  if (isPlaceholder(value) || value.length < 8 || /\s/.test(value)) return false;
  // The name of a field in a program.
  if (/^[a-z_$][a-z_$]*(?:\.[a-z_$][a-z_$]*)+$/i.test(value)) return false;
  // In prose the key is only spoken of.
  if (link === 'prose') return looksRandom(value) && /\d/.test(value);
  if (/\.[A-Za-z]{2,5}$/.test(value) && /^[./~]|[/\\]/.test(value)) return false;
  if (link === 'colon' && !quoted && !(looksRandom(value) && (/\d/.test(value) || value.length >= 20)))
    return false;
  if (word === 'secret' || /^[a-z]+(?:[-_][a-z]+)+$/.test(value)) return looksRandom(value);
  return looksRandom(value) || (key.length > 4 && text.charAt(end) !== '(' && !/^\d+$/.test(value));
}

const NOT_THESE_TOKENS =
  /(?:^| )(?:next|prev|previous|page|continuation|continue|cursor|sync|resume|start|end|unexpected|invalid|max|min|num|prompt|completion|total|stop|eos|bos|pad|unk|special|cancellation|cancel|fencing|lock|shard|ring|idempotency|client request|scroll|window|activity|binder|app|view|last|first)$/;
const SECRET_KEYS =
  /(?:^| )(?:|secret|auth|x auth|hmac|crypto|encrypted|ssl|tls|signing|master|private|storage|account|instrumentation|function|functions|host|maps|dsn|sas|primary|secondary|api|developer|merchant|partner|integration|ingest|ingestion|write|read|live|test|publishable|sandbox)$/;

function judgeMaybe(field: Field): Judged {
  const { value, word, before, inQuery, link, key } = field;
  if (isPlaceholder(value) || /\s/.test(value) || value.length < 10 || !looksRandom(value)) return undefined;
  if (/^0x|^\d+$|[@/\\]\d*$|^[\w.$]+@[0-9a-f]+$|^[\w.]+\.[A-Z]\w+|:\/\//.test(value)) return undefined;
  if (!/\d/.test(value) || !/[a-z]/i.test(value) || link === 'prose') return undefined;
  const strange = value.length >= 16;
  switch (word) {
    case 'token':
    case 'jwt':
    case 'assertion':
      return NOT_THESE_TOKENS.test(before) || /(?:token|public key)$/.test(before)
        ? undefined
        : ['Secret', strange ? 0.8 : 0.6];
    case 'key':
      if (!SECRET_KEYS.test(before) || !strange || /[/:]/.test(value)) return undefined;
      if (before === '' && !inQuery && /^[0-9a-f-]+$/i.test(value)) return undefined;
      return ['ApiKey', 0.6];
    case 'code':
      return (inQuery || field.text.charAt(field.end) === '&') && strange ? ['Secret', 0.6] : undefined;
    case 'sig':
    case 'signature':
      return (inQuery || /^x-/i.test(key)) && strange ? ['Secret', 0.7] : undefined;
    default:
      return strange ? ['Secret', 0.6] : undefined;
  }
}

const COOKIE_NAMES =
  /^(?:jsessionid|phpsessid|asp.net_sessionid|connect.sid|laravel.?session|ci.?session|rack.session|aspsessionid|sessionid|sessid|remember.?token|remember.?me|auth.?cookie|csrftoken|xsrf-token|cftoken|session.?cookie|aspxauth|_session)$/;

function judgeSession({ value, word, before, link, inQuery }: Field): Judged {
  if (isPlaceholder(value) || /\s/.test(value) || !looksRandom(value) || link === 'prose') return undefined;
  if (/^0x|^[\d_.:-]+$|^[\w.]+@/.test(value) || value.length < 12) return undefined;
  const named = COOKIE_NAMES.test(word) || inQuery || /cookie|php|asp|java|http/.test(before);
  if (!named && (value.length < 16 || /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value))) return undefined;
  if (/^(?:session|sess|sid)$/.test(word) && !named && link === 'colon') return undefined;
  return ['SessionCookie', named ? 0.85 : 0.6];
}

function judgeUser(field: Field): Judged {
  const { value, start, end, link, quoted } = field;
  if (link === 'prose') return undefined;
  const slash = value.lastIndexOf('\\');
  const name = value.slice(slash + 1);
  if (!isAccount(name) || name.includes('@')) return undefined;
  if (link === 'colon' && !quoted && !isUnlikeProse(name) && !isField(field) && !isLast(field))
    return undefined;
  return ['UserName', link === 'equals' || quoted ? 0.8 : 0.6, start + slash + 1, end];
}

const NEEDS_TWO_WORDS =
  /^(?:identity|patient|employee|customer|passenger|contact|display.?name|client.?name|beneficiary|real.?name|nom|author.?name)$/;

function judgePerson({ text, start, end, value, word, quoted, link, inQuery }: Field): Judged {
  if (link === 'prose') return undefined;
  const name = quoted ? value : (matchAt(NAME_AHEAD, text, start)?.[0] ?? (link === 'equals' ? value : ''));
  const encoded = inQuery || /[a-z](?:\+|%20)[a-z]/i.test(value);
  const plain = encoded ? value.replace(/\+|%20/g, ' ') : name.replace(/[.,;]+$/, '');
  if (/^[fl]name$/.test(word) && !quoted && !encoded) return undefined;
  if (plain.length < 2 || !isPersonName(plain, NEEDS_TWO_WORDS.test(word) ? 2 : 1)) return undefined;
  return ['PersonName', 0.7, start, quoted || encoded ? end : Math.max(start + plain.length, start + 1)];
}

function judgeHost({ value, start, word, before, link }: Field): Judged {
  if (link === 'prose' || before.endsWith('auth')) return undefined;
  const bare = /^[\w.-]+/.exec(value.replace(/^tcp:|^[a-z]+:\/\//i, ''))?.[0] ?? '';
  const from = start + value.indexOf(bare);
  const named = isPrivateName(bare, 'host') || (isMachine(bare) && !isPod(bare) && !/^server$/.test(word));
  return named ? ['Hostname', 0.75, from, from + bare.length] : undefined;
}

function judgePhone({ text, start, link }: Field): Judged {
  if (link === 'prose') return undefined;
  const found = phoneIn(text, start, 'keyed');
  return found ? ['PhoneNumber', 0.85, found.start, found.end] : undefined;
}
