/** Whether the value behind a key is a secret. */
import { lineBefore, matchAt, textBefore } from './text.js';
import { type Field, isField, isLast, isText, type Judged } from './field.js';
import { isDrawn, isPlaceholder, isUnlikeProse, looksChosen, looksRandom } from './values.js';

const SPEAKS_OF =
  /(?:^| )(?:no|has|have|is|using|use|bad|wrong|invalid|incorrect|forgot|show|hide|check|verify|max|min|require|requires|missing|expired|empty|with|without)$/;

export function judgePassword(field: Field): Judged {
  const { value, key, word, quoted, link } = field;
  if (isPlaceholder(value) || value.length < 2) return undefined;
  if (isText(field)) return undefined;
  // Also the word for any key.
  if (word === 'clave' && !/usuario/i.test(textBefore(field.text, field.keyStart, 80))) return undefined;
  // A command that reads it.
  if (!quoted && matchAt(READS, field.text, field.start)) return undefined;
  // What a text of help calls it.
  if (/^PASS(?:WORD)?$/.test(value)) return undefined;
  // A file that holds it, or a variable of a query.
  if (/^\.{1,2}\/|^\$[a-z_]\w*[)}\]]/i.test(value)) return undefined;
  // What another field of a program holds.
  if (!quoted && /^[a-z_]+(?:\.[a-z_]+){2,}$/i.test(value)) return undefined;
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
    ? ['Password', 0.7, field.start, field.end + restOfPhrase(field)]
    : undefined;
}

const READS =
  /(?:vault|op|pass|gopass|lpass|bw|aws|az|gcloud|kubectl|sops|chamber|doppler|security|berglas|akeyless|conjur|infisical) (?:read|kv|get|show|item|secrets?|secretsmanager|ssm|keyvault|get-value|-d|--decrypt|exec|find-generic-password|access|variable|export|list)\b/y;

/** How long a password of several words goes on, where a line of configuration holds nothing else. */
function restOfPhrase({ text, keyStart, end, link, value }: Field): number {
  if (link !== 'colon' || !/\d/.test(value) || !/^[ \t]*(?:- )?$/.test(lineBefore(text, keyStart, 40)))
    return 0;
  return matchAt(PHRASE, text, end)?.[0].length ?? 0;
}
const PHRASE =
  /(?: (?![#(;/-]|[\w.-]+[:=]|(?:is|was|for|on|in|at|by|from|failed|rejected|expired|invalid|wrong|and|or)\b)[^\s"'<>|]{1,32}){1,4}(?=[ \t]*(?: #|\r?\n|$))/y;

/** Some words with a digit or symbol among them; what a program says about a password is longer or has none. */
const isPhrase = (value: string): boolean =>
  /^\S+(?: \S+){1,4}$/.test(value) &&
  /\d|[^\w\s.,'-]/.test(value) &&
  !isPlaceholder(value.split(' ')[0] ?? '');

export function isSecret({ value, word, before, link, quoted, key, keyStart, text, end }: Field): boolean {
  if (isPlaceholder(value) || value.length < 8 || /\s/.test(value)) return false;
  // What tells whether it changed, and what a cloud calls it.
  if (/(?:^| )(?:checksum|hash|digest|sha ?\d*)$/.test(before)) return false;
  if (
    /(?:checksum|hash|digest|sha\d*)\/$|\barn:aws[\w-]*:[\w:-]{1,80}:$/.test(textBefore(text, keyStart, 100))
  )
    return false;
  // The name of a field in a program.
  if (/^[a-z_$][a-z_$]*(?:\.[a-z_$][a-z_$]*)+$/i.test(value)) return false;
  // In prose the key is only spoken of.
  if (link === 'prose') return looksRandom(value) && /\d/.test(value) && !isNamed(value);
  if (/\.[A-Za-z]{2,5}$/.test(value) && /^[./~]|[/\\]/.test(value)) return false;
  if (link === 'colon' && !quoted && !(looksRandom(value) && (/\d/.test(value) || value.length >= 20)))
    return false;
  if (word === 'secret' || /^[a-z]+(?:[-_][a-z]+)+$/.test(value)) return looksRandom(value);
  return looksRandom(value) || (key.length > 4 && text.charAt(end) !== '(' && !/^\d+$/.test(value));
}

/** What a secret is called in a cluster: words joined by hyphens or points, as in `sh.helm.release.v1.orders.v3`. */
const isNamed = (value: string): boolean =>
  /^[a-z\d]+(?:[-.][a-z\d]+)+$/.test(value) && /[a-z]{3}.*[-.](?:.*[-.])?[a-z]{3,}(?:[-.]|$)/.test(value);

/** An account and its password. */
const isPair = (value: string): boolean =>
  /^[a-z][\w.@-]{1,63}:(?=\S*\d)(?=\S*[a-z])[^\s:/]{6,128}$/i.test(value) && !isPlaceholder(value);

const NOT_THESE_TOKENS =
  /(?:^| )(?:next|prev|previous|page|continuation|continue|cursor|sync|resume|start|end|unexpected|invalid|max|min|num|prompt|completion|total|stop|eos|bos|pad|unk|special|cancellation|cancel|fencing|lock|shard|ring|idempotency|client request|scroll|window|activity|binder|app|view|last|first)$/;
const SECRET_KEYS =
  /(?:^| )(?:|secret|auth|x auth|hmac|crypto|encrypted|ssl|tls|signing|master|private|storage|account|instrumentation|function|functions|host|maps|dsn|sas|primary|secondary|api|developer|merchant|partner|integration|ingest|ingestion|write|read|live|test|publishable|sandbox)$/;

/** What such a key may name, too: the value must be letters and digits alone, as services give them out. */
const SERVICE_KEYS =
  /(?:^| )(?:consumer|routing|alerts?|events?|upload|deploy|monitor|agent|org|workspace|widget|embed|feed|rum|notifier|reporting|beacon|pager|heartbeat|tracking|collector|source|relay|projects?|environment|geocod\w+|tenant|server side|client side)$/;

export function judgeMaybe(field: Field): Judged {
  const { value, word, before, inQuery, link, key } = field;
  if (/^cred/.test(word) && link !== 'prose' && isPair(value)) return ['BasicAuth', 0.7];
  if (isPlaceholder(value) || /\s/.test(value) || value.length < 10 || !looksRandom(value)) return undefined;
  if (/^0x|^\d+$|[@/\\]\d*$|^[\w.$]+@[0-9a-f]+$|^[\w.]+\.[A-Z]\w+|:\/\//.test(value)) return undefined;
  if (!/\d/.test(value) || !/[a-z]/i.test(value) || link === 'prose') return undefined;
  const strange = value.length >= 16;
  // What a cloud calls an application.
  if (/^app/.test(word) && /^[\da-f]{8}-[\da-f-]{27}$/i.test(value)) return undefined;
  switch (word) {
    case 'token':
    case 'jwt':
    case 'assertion':
      return NOT_THESE_TOKENS.test(before) || /(?:token|public key)$/.test(before)
        ? undefined
        : ['Secret', strange ? 0.8 : 0.6];
    case 'key':
      if (SERVICE_KEYS.test(before) && isDrawn(value)) return ['ApiKey', 0.7];
      if (!SECRET_KEYS.test(before) || !strange || /[/:]/.test(value)) return undefined;
      if (before === '' && !inQuery && /^[0-9a-f-]+$/i.test(value) && !isOfCipher(field)) return undefined;
      return ['ApiKey', 0.6];
    case 'code':
      return (inQuery || field.text.charAt(field.end) === '&') && strange ? ['Secret', 0.6] : undefined;
    case 'hmac':
      return link === 'equals' && strange && isDrawn(value) ? ['Secret', 0.6] : undefined;
    case 'sig':
    case 'signature':
      return (inQuery || /^x-/i.test(key)) && strange ? ['Secret', 0.7] : undefined;
    default:
      return strange ? ['Secret', 0.6] : undefined;
  }
}

/** Something on the line before speaks of what such a key is for. */
const isOfCipher = ({ text, keyStart }: Field): boolean =>
  /\b(?:hmac|signing|encrypt\w*|decrypt\w*|aes(?:-?\d+)?|cipher)\b[^\n]{0,40}$/i.test(
    lineBefore(text, keyStart, 64),
  );

const COOKIE_NAMES =
  /^(?:jsessionid|phpsessid|asp.net_sessionid|connect.sid|laravel.?session|ci.?session|rack.session|aspsessionid|sessionid|sessid|remember.?token|remember.?me|auth.?cookie|csrftoken|xsrf-token|cftoken|session.?cookie|aspxauth|_session|identity.(?:application|external)|aspnetcore.(?:cookies|session)|aspnet.applicationcookie)$/;

export function judgeSession({ value, word, before, link, inQuery }: Field): Judged {
  if (isPlaceholder(value) || /\s/.test(value) || !looksRandom(value) || link === 'prose') return undefined;
  if (/^0x|^[\d_.:-]+$|^[\w.]+@/.test(value) || value.length < 12) return undefined;
  // What Twilio calls accounts, messages and calls.
  if (word === 'sid' && /^[A-Z]{2}[\da-f]{32}$/.test(value)) return undefined;
  const named = COOKIE_NAMES.test(word) || inQuery || /cookie|php|asp|java|http/.test(before);
  if (!named && (value.length < 16 || /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(value))) return undefined;
  if (/^(?:session|sess|sid)$/.test(word) && !named && link === 'colon') return undefined;
  return ['SessionCookie', named ? 0.85 : 0.6];
}

const PAYMENT =
  /\d?[*xX•]{4,}\d{4}\b|\b(?:pan|rrn|stan|mcc|rc|acquirer|issuer|merchant|terminal|approved|approval|declined|settled|captured|purchase|payment)\b/i;
const isOfPayment = ({ text, keyStart, end }: Field): boolean =>
  PAYMENT.test(lineBefore(text, keyStart, 160)) ||
  PAYMENT.test(text.slice(end, end + 120).split('\n', 1)[0] ?? '');

/** A code that is told once, or guards a card. */
export function judgeCode(field: Field): Judged {
  const { value, word, before } = field;
  // What a bank answered to a payment.
  if (/^auth.?code$/.test(word) && isOfPayment(field)) return undefined;
  return /^\d{3,8}$/.test(value) &&
    (value.length > 3 || /^(?:c|security)/.test(word)) &&
    (word !== 'pin' ||
      !/(?:gpio|io|board|led|reset|bus|chip|data|clock|input|output|in|out|rx|tx|mosi|miso|sda|scl|no)$/.test(
        before,
      ))
    ? ['Secret', 0.7]
    : undefined;
}
