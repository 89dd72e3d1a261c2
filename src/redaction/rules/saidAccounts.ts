/** Names of people's accounts where no key stands before them, in what known programs write and in sentences. */
import type { Finding, Rule } from '../types.js';
import { IN_SENTENCES } from './accountsInSentences.js';
import { OF_PROGRAMS } from './accountsOfPrograms.js';
import { OF_SERVERS } from './accountsOfServers.js';
import { OF_SYSTEMS } from './accountsOfSystems.js';
import { isGivenName } from '../givenNames/index.js';
import { isGenericMachine, isMachine } from './hosts.js';
import { isAccount, isUser } from './names.js';
import { lineBefore, matchAt, wordAt } from './text.js';

export const saidAccounts: readonly Rule[] = [
  ...OF_PROGRAMS,
  ...OF_SYSTEMS,
  ...OF_SERVERS,
  ...IN_SENTENCES,
].map(([rule, triggers, form]) => ({
  triggers,
  find(text, at): Finding | undefined {
    const found = matchAt(form, text, at);
    const name = found?.[1];
    if (!found || name === undefined) return undefined;
    const isPerson = rule === 'git' || rule === 'ldap-person';
    const plain = isPerson ? name : name.replace(/[.@+-]+$/, '');
    if (
      !isPerson &&
      (!(opensDoors(rule, text, at, at + found[0].length) ? isUser(plain) : isAccount(plain)) ||
        isGenericMachine(plain) ||
        plain.includes('@') ||
        isProse(rule, plain) ||
        (OF_STATE.test(plain) && !isGivenName(plain) && /\baccounts? $/i.test(lineBefore(text, at, 10))))
    )
      return undefined;
    if (isPerson && GROUP.test(name)) return undefined;
    if (rule === 'ldap' && wordAt(text, at + found[0].length)) return undefined;
    const start = found.indices?.[1]?.[0] ?? at + found[0].indexOf(name);
    return {
      type: isPerson ? 'PersonName' : 'UserName',
      start,
      end: start + plain.length,
      confidence: 0.75,
      rule: `account-${rule}`,
    };
  },
}));

/** What was done to an account, or can be. */
const OF_STATE = /^[a-z]{2,}(?:ed|ing|able)$/;

/** What Windows calls the groups of a domain. */
const GROUP =
  /\b(?:Domain|Enterprise|Schema|Admins|Users|Computers|Controllers|Guests|Groups?|Operators|Owners)\b/;

/** Whether only an account can stand there: in a directory, before `@'host'` as MySQL writes it, and where a login failed. */
const opensDoors = (rule: string, text: string, at: number, end: number): boolean =>
  ONLY_ACCOUNTS.has(rule) ||
  (rule === 'pam' && text.startsWith('(uid=', end)) ||
  (rule === 'sql' &&
    /^\W{1,3}(?:with )?(?:encrypted )?(?:password|identified)\b/i.test(text.slice(end, end + 32))) ||
  (rule === 'database' &&
    (/^@['`"]| not exist/.test(text.slice(end, end + 16)) || NOT_LET_IN.test(lineBefore(text, at, 64))));
const ONLY_ACCOUNTS = new Set([
  'ldap',
  'batch',
  'call',
  'broker',
  'realm',
  'web-server',
  'store',
  'sshd',
  'cron',
  'sudo',
]);
const NOT_LET_IN =
  /\b(?:log[io]n|authentication)(?: has)? failed for (?:user |login |account )?$|\baccess denied for user $|\bauthentication (?:error|failure) - (?:nkey )?user $/i;

const PROSE =
  /^(?:locked|unlocked|lockout|disabled|suspended|balance|holder|automation|being|adding|various|ordinary|the|a|an|this|that|all|any|your|my|their|our|its|more|other|each|every|some|no|not|new|old|name|names|id|ids|with|without|from|for|and|or|to|in|on|of|is|was|are|be|has|have|who|which|whose|can|could|must|should|will|may|action|agent|data|input|session|sessions|account|accounts|profile|request|requests|group|groups|space|defined|interface|error|authentication|authorization|permission|permissions|not|does|did|already|cannot|back|details|list|count|event|events|role|roles|table|field|key|token|tokens|store|cache|service|services|api|app|application|process|thread|task|job|jobs|hosts?|node|nodes|pod|client|clients|customers?|everyone|later|localhost|current|given|same|specified|missing|changes?|migrations?|schedule[rd]?|system|controller|manager|admin|timer|trigger|policy|pipeline|kernel|remote|peer|external|internal|expired|failed|failure|attempts?|retry|retries|type|version|target|source|resource|object|file|files|folder|path|port|domain|realm|tenant|organi[sz]ation|production|staging|development|unprivileged|privileged|elevated|primary|secondary|replica|superuser|page|partition|queue|worker|workers|shard|broker|brokers|consumer|slot|server|cluster|region|zone|team|channel|thread|pool|executor|default|leader|follower|master|slave|background|foreground|daemon|container|index|topic|stream|scope|policy|program|compiler|build|release|reference|value|values|code|date|time|number|query|statement|transaction|package|script|command|rule|rules|filter|filters|message|messages|home|it|us|them|him|her|me)$/i;
/** In a sentence without quotes the next word is a name only if it cannot be a word. */
function isProse(rule: string, name: string): boolean {
  if (rule === 'sshd' || rule === 'database') return PROSE.test(name) && rule !== 'database';
  return (
    PROSE.test(name) ||
    ((rule === 'spoken' || rule === 'web') &&
      /^[A-Z_]{2,}s?$|^L[1-4]$|^[A-Z][a-z]+(?:[A-Z][a-z]+)+$|^[a-z]+[A-Z]\w+$/.test(name) &&
      !isGivenName(name.replace(/([a-z])(?=[A-Z])/g, '$1 ')))
  );
}

/** A row of Windows' journal as it is exported: the machine, and who was let in or not. */
export const auditRow: Rule = {
  triggers: ['audit failure,', 'audit success,'],
  find(text, at) {
    const row = matchAt(
      /"?[\dT:./Z +-]{10,35}"?,"?([\w.-]{2,64})"?,"?(?:[\w.-]{1,32}\\)?([\w.-]{2,64})(?=["@,])/dy,
      text,
      at,
    );
    const [, machine = '', account = ''] = row ?? [];
    const [start = at, end = at] = row?.indices?.[1] ?? [];
    const [from = at, to = at] = row?.indices?.[2] ?? [];
    const found: Finding[] = [];
    if (isMachine(machine.split('.')[0] ?? ''))
      found.push({ type: 'Hostname', start, end, confidence: 0.7, rule: 'audit-row' });
    if (isUser(account) && !account.endsWith('$'))
      found.push({ type: 'UserName', start: from, end: to, confidence: 0.7, rule: 'audit-row' });
    return found;
  },
};

/** Who said something in a chat that is kept line by line: `[14:02] <name> …`, but no level or element. */
export const chatNick: Rule = {
  triggers: ['] <', '\\d <'],
  find(text, at) {
    if (!/^\W?(?:\d{4}-\d\d-\d\d[ T])?\d\d:\d\d(?::\d\d)?\]? <$/.test(lineBefore(text, at, 32)))
      return undefined;
    const found = matchAt(/[ @+%~&]?([a-z][\w.|-]{1,30})(?=> [^\n]{0,200})/iy, text, at);
    const name = found?.[1];
    if (!found || name === undefined || !isAccount(name) || NO_NICK.test(name) || isProse('web', name))
      return undefined;
    if (
      found[0].length + at + 2 < text.length &&
      text
        .slice(at, at + 240)
        .split('\n', 1)[0]
        ?.includes(`</${name}`)
    )
      return undefined;
    const start = at + found[0].length - name.length;
    return { type: 'UserName', start, end: start + name.length, confidence: 0.65, rule: 'account-nick' };
  },
};
const NO_NICK =
  /^(?:info|warn|warning|err|error|debug|trace|notice|crit|critical|alert|emerg|fatal|severe|fine|verbose|main|stdin|stdout|stderr|module|lambda|genexpr|anonymous|eof|init|native|unset|div|span|body|head|html|table|tr|td|th|ul|li|ol|br|hr|form|input|script|style|link|meta|title|img|svg|path|xml|item|entry|node|element|nil|null|blank|empty|summary|details|section|article|header|footer|main|nav|aside|figure|button|label|select|option|textarea|code|pre|span|strong|small|video|audio|source|canvas|iframe|object|param|base|dl|dt|dd|thead|tbody|tfoot|caption|template|slot|dialog|fieldset|legend|center|font|private|redacted|local|global|top|bot|.*bot)$/i;

/** What a command reads from a file: `--data @order.json`. */
const FILE =
  /\.(?:json|xml|ya?ml|txt|csv|bin|dat|pem|sh|sql|zip|gz|js|ts|html?|log|conf|cfg|ini|toml|md|pdf)$/;

/** What is written above functions to change what they do. */
const DECORATOR =
  /^(?:login|permissions?|admin|staff|require[sd]?|before|after|with|without|retry|cached?|abstract|static|class|inject|skip|slow|fast|unit|mock|csrf|data|event|on|post|pre|validate|lru|memoize|override|deprecated|async|custom|rate|feature|run|time|log|trace|inline|never|no|public|private|internal|transaction|suppress|enable|disable|conditional|component|module|template)_|_(?:required|exempt|only|propert(?:y|ies)|methods?|class|cached?|tests?|fixture|handler|view|api|action|task|on|timeout|filter|tag|url|route|params?|args?|setter|wrapper|decorator|json|http|unless|if|flag|hook|call|error|errors|limit|type|scope|access|role|auth)$/;

/** `@name` in a sentence: people join handles with marks, which programs seldom do. */
export const handle: Rule = {
  triggers: [' @\\a', '\n@\\a', '(@\\a'],
  find(text, at) {
    const name = matchAt(
      /(?:[a-z]{2,20}(?:[._-][a-z\d]{1,20}){1,2}|[a-z]\.[a-z]{3,20})(?=[\s,;:!?)]|\.(?:\s|$)|$)/y,
      text,
      at - 1,
    )?.[0];
    if (
      name === undefined ||
      !isAccount(name) ||
      isProse('spoken', name) ||
      FILE.test(name) ||
      DECORATOR.test(name)
    )
      return undefined;
    // A decorator stands alone on its line.
    if (/^\s*@$/.test(lineBefore(text, at - 1, 80)) && !matchAt(/\s[a-z]/iy, text, at - 1 + name.length))
      return undefined;
    return {
      type: 'UserName',
      start: at - 1,
      end: at - 1 + name.length,
      confidence: 0.6,
      rule: 'account-handle',
    };
  },
};
