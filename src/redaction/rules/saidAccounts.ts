/** Names of people's accounts where no key stands before them, in what known programs write and in sentences. */
import type { Finding, Rule } from '../types.js';
import { isGenericMachine, isMachine } from './hosts.js';
import { isAccount, isUser } from './names.js';
import { lineBefore, matchAt, wordAt } from './text.js';

const NAME = String.raw`[A-Za-z\u00c0-\u024f_][\w\u00c0-\u024f.$@+-]{0,63}`;
/** What follows a trigger, with the name as the only group. */
const SAID: readonly (readonly [rule: string, triggers: readonly string[], form: RegExp])[] = [
  [
    'sshd',
    [
      'password for ',
      'publickey for ',
      'keyboard-interactive/pam for ',
      'gssapi-with-mic for ',
      'hostbased for ',
      'accepted certificate for ',
    ],
    new RegExp(String.raw`(?:invalid user |illegal user )?(${NAME}) from `, 'y'),
  ],
  [
    'sshd',
    [
      'invalid user ',
      'illegal user ',
      'disconnected from user ',
      'disconnected from authenticating user ',
      'connection closed by authenticating user ',
      'connection reset by authenticating user ',
      'authenticating user ',
      'connection closed by user ',
      'starting session: shell on pts/0 for ',
    ],
    new RegExp(String.raw`(${NAME})(?= \[preauth\]| from | port | ?$| \d|\s*[\r\n])`, 'ym'),
  ],
  [
    'pam',
    [
      'session opened for user ',
      'session closed for user ',
      'authentication failure for ',
      'new session of user ',
      'of user ',
      'check pass; user ',

      'password changed for ',
      'password for user ',
      'token for user ',
      'bad su to ',
      'user account ',
      'locked out user ',
      'session for user ',
    ],
    new RegExp(String.raw`["']?(${NAME})\b(?![ ]?(?:[a-z]+ ){2})`, 'y'),
  ],
  [
    'database',
    [
      'for user ',
      'login failed for ',
      'access denied for user ',
      'for login ',
      'as user ',
      'by user ',
      'unknown user ',
      'user name ',
      'login ',
      'for account ',
      'by account ',
      'user ',
      'username ',
      'impersonating ',
    ],
    new RegExp(
      String.raw`(?:user )?(?:\\?["'‘“\x60]|\[)(?:[\w.-]+\\{1,2})?(${NAME})(?:\\?["'’”\x60]|\])`,
      'y',
    ),
  ],
  [
    'spoken',
    ['user ', 'for user ', 'by user ', 'as user '],
    new RegExp(
      String.raw`(?:[A-Z][\w-]{1,15}\\)?(${NAME}) (?:(?:has |was |is )?(?:logged|signed|authenticated|connected|disconnected|created|deleted|updated|uploaded|downloaded|requested|attempted|tried|denied|locked|removed|added|changed|invited|approved|logs? (?:in|out)|logging|opened|accessed|triggered|started|entered|failed to|submitted|executed|granted|switched|joined|left|restarted|deployed|merged|pushed|ran|closed|reopened|confirmed)\b|and (?:the )?pass|from (?:\d|\[|ip)|cannot (?:connect|log|sign|access|open|login|reach)|at [\w-]+(?:\.[\w-]+)+:\d|via |with (?:id|uid|role) |\(uid=|\((?:id|uid)[ :=])`,
      'y',
    ),
  ],
  ['database', ['role '], new RegExp(String.raw`"(${NAME})" (?:does|is not|cannot|already|has|was)\b`, 'y')],
  ['netrc', ['login '], new RegExp(String.raw`(${NAME}) password `, 'y')],
  [
    'spoken',
    ['password for ', 'password of '],
    new RegExp(String.raw`(${NAME})(?= (?:to|is|was|in|at|on)\b|[,;!?]|[.]?\s*$)`, 'my'),
  ],
  [
    'web',
    ['user '],
    new RegExp(
      String.raw`(${NAME})(?=: (?:authentication|auth|password|login|access|invalid|permission)|,? (?:has no|does not|is not allowed|lacks|may not|exceeded)\b| not found: /)`,
      'y',
    ),
  ],
  [
    'spoken',
    [
      'denied to ',
      'login for ',
      'login of ',
      'logged in as ',
      'signed in as ',
      'logged on as ',
      'running as ',
      'authenticated as ',
      'login by ',
      'logout for ',
      'connected as ',
      'log in as ',
      'impersonate ',
      'on behalf of ',
      'login from user ',
      'logon for ',
      'sign-in for ',
      'session for ',
      'authenticated user ',
      'login success for ',
      'login failed for ',
      'login succeeded for ',
      'password reset for ',
      'authentication failed for ',
      'authentication succeeded for ',
      'welcome back, ',
      'requested by ',
      'approved by ',
      'triggered by ',
      'deployed by ',
      'acknowledged by ',
      'assigned to ',
      'started by user ',
      'created by ',
      'initiated by ',
      'executed by ',
      'authorized by ',
      'authorised by ',
      'merged by ',
      'closed by ',
      'opened by ',
      'modified by ',
      'updated by ',
      'deleted by ',
      'locked by ',
      'uploaded by ',
      'submitted by ',
      'cancelled by ',
      'canceled by ',
      'invited by ',
      'resolved by ',
      'written by ',
      'account of ',
      'escalated by ',
      'reported by ',
      'reset by ',
      'by user ',
      'account ',
    ],
    new RegExp(
      String.raw`(?:user |account )?\\?["'<]?(?:[\w.-]{1,30}\\{1,2})?(${NAME})\\?["'>]?(?=[,;:)!?]|[.]?\s*$|\s(?:from|on|at|via|with|for|in|by|took|has|was|is|failed|succeeded|successful|denied|rejected|accepted|expired|after)\b)`,
      'ym',
    ),
  ],
  // Before where the account came from.
  [
    'origin',
    ['user '],
    new RegExp(
      String.raw`(${NAME})(?=,? (?:host|terminal|client|machine|from host)[ =:]{1,2}[a-z][\w.-]*[\d.-]\w)`,
      'iy',
    ),
  ],
  ['database', ['provided username '], new RegExp(String.raw`(${NAME})(?= and/or password)`, 'y')],
  [
    'radius',
    ['login ok: [', 'login incorrect: [', 'invalid user: [', 'login incorrect ('],
    new RegExp(String.raw`(?:[^)\n\[]{0,80}\): \[)?(${NAME})(?=[\]/])`, 'y'),
  ],
  ['ftp', ['vsftpd: [', '] ['], new RegExp(String.raw`(${NAME})(?=\] (?:OK|FAIL) [A-Z])`, 'y')],
  [
    'su',
    ["su root' failed for ", "' failed for ", "' succeeded for "],
    new RegExp(String.raw`(${NAME}) on /dev/`, 'y'),
  ],
  [
    'cron',
    ['cron[', 'crond['],
    new RegExp(String.raw`\d+\]: \((${NAME})\) (?:CMD|RELOAD|LIST|REPLACE|BEGIN|END)`, 'y'),
  ],
  [
    'sudo',
    ['sudo:', 'sudo['],
    new RegExp(
      String.raw`(?:\d+\]:)?\s{1,8}(${NAME}) : (?:TTY|PWD|user NOT|\d+ incorrect|command not|a password)`,
      'y',
    ),
  ],
  [
    'su',
    ['su: ', 'su[', 'su('],
    new RegExp(String.raw`(?:\d+\]: |pam_unix\)\[\d+\]: )?(?:FAILED SU )?\(to [\w-]+\) (${NAME}) on `, 'y'),
  ],
  ['su', ['(to '], new RegExp(String.raw`(${NAME})\) (?:root|[\w-]+) on `, 'y')],
  ['uid', [' by ', '(uid='], new RegExp(String.raw`(${NAME})\(uid=\d+\)`, 'y')],
  [
    'aws',
    [':user/', ':assumed-role/'],
    new RegExp(String.raw`(?:[\w+=,.@/-]{1,128}/)?(${NAME})(?=["'\s,;)\]}\\]|$)`, 'y'),
  ],
  [
    'sql',
    [
      'create role ',
      'alter role ',
      'create user ',
      'alter user ',
      'drop role ',
      'drop user ',
      'create login ',
      'alter login ',
    ],
    new RegExp(String.raw`(?:if (?:not )?exists )?["'\x60]?(${NAME})["'\x60]?(?=[ ;@]|$)`, 'imy'),
  ],
  ['audit', ['acct=', 'auid=', 'uid='], new RegExp(String.raw`\\?["']?(?:\d+\()?(${NAME})\\?["')]`, 'y')],
  [
    'mysql',
    ['as anonymous on ', 'connect\t', 'connect ', 'user@host: '],
    new RegExp(String.raw`(${NAME})(?:@[\w.%-]+ on |\[[\w.-]+\] @ )`, 'y'),
  ],
  [
    'ldap',
    ['cn='],
    new RegExp(
      String.raw`(${NAME})(?=,ou=(?:users|people|staff|employees|accounts|service ?accounts|services)\b)`,
      'iy',
    ),
  ],
  ['ldap', ['uid=', 'samaccountname='], new RegExp(String.raw`(${NAME})(?=,(?:ou|dc|cn|o)=)`, 'iy')],
  [
    'ldap-person',
    ['cn='],
    new RegExp(String.raw`([\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){1,3})(?=,(?:ou|dc|cn|o|c)=)`, 'iuy'),
  ],
  ['ftp', ['ftp login from ', 'user ', 'ftpd: '], new RegExp(String.raw`(${NAME})\r?\n(?:pass|331)`, 'iy')],
  [
    'git',
    ['author: ', 'committer: ', 'signed-off-by: ', 'co-authored-by: ', 'reviewed-by: ', 'author '],
    new RegExp(String.raw`([\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){1,3})(?= <)`, 'uy'),
  ],
  [
    'ssh-command',
    ['ssh://', 'ssh ', 'scp ', 'rsync ', 'sftp ', 'sftp://', 'smb://', '-l ', 'ssh -i '],
    new RegExp(String.raw`(${NAME})@[\w.-]+`, 'y'),
  ],
];

export const saidAccounts: readonly Rule[] = SAID.map(([rule, triggers, form]) => ({
  triggers,
  find(text, at): Finding | undefined {
    const found = matchAt(form, text, at);
    const name = found?.[1];
    if (!found || name === undefined) return undefined;
    const isPerson = rule === 'git' || rule === 'ldap-person';
    const plain = isPerson ? name : name.replace(/[.@+-]+$/, '');
    if (
      !isPerson &&
      (!(opensDoors(rule, text, at + found[0].length) ? isUser(plain) : isAccount(plain)) ||
        isGenericMachine(plain) ||
        plain.includes('@') ||
        isProse(rule, plain))
    )
      return undefined;
    if (rule === 'ldap' && wordAt(text, at + found[0].length)) return undefined;
    const start = at + found[0].indexOf(name);
    return {
      type: isPerson ? 'PersonName' : 'UserName',
      start,
      end: start + plain.length,
      confidence: 0.75,
      rule: `account-${rule}`,
    };
  },
}));

/** Whether only an account can stand there: in a directory, and before `@'host'` as MySQL writes it. */
const opensDoors = (rule: string, text: string, end: number): boolean =>
  rule === 'ldap' || (rule === 'database' && /^@['`"]/.test(text.slice(end, end + 2)));

const PROSE =
  /^(?:locked|unlocked|lockout|disabled|suspended|balance|holder|automation|being|adding|various|ordinary|the|a|an|this|that|all|any|your|my|their|our|its|more|other|each|every|some|no|not|new|old|name|names|id|ids|with|without|from|for|and|or|to|in|on|of|is|was|are|be|has|have|who|which|whose|can|could|must|should|will|may|action|agent|data|input|session|sessions|account|accounts|profile|request|requests|group|groups|space|defined|interface|error|authentication|authorization|permission|permissions|not|does|did|already|cannot|back|details|list|count|event|events|role|roles|table|field|key|token|tokens|store|cache|service|services|api|app|application|process|thread|task|job|jobs|hosts?|node|nodes|pod|client|clients|customers?|everyone|later|localhost|current|given|same|specified|missing|changes?|migrations?|schedule[rd]?|system|controller|manager|admin|timer|trigger|policy|pipeline|kernel|remote|peer|external|internal|expired|failed|failure|attempts?|retry|retries|type|version|target|source|resource|object|file|files|folder|path|port|domain|realm|tenant|organi[sz]ation|production|staging|development|unprivileged|privileged|elevated|primary|secondary|replica|superuser|page|partition|queue|worker|workers|shard|broker|brokers|consumer|slot|server|cluster|region|zone|team|channel|thread|pool|executor|default|leader|follower|master|slave|background|foreground|daemon|container|index|topic|stream|scope|policy|program|compiler|build|release|reference|value|values|code|date|time|number|query|statement|transaction|package|script|command|rule|rules|filter|filters|message|messages|home|it|us|them|him|her|me)$/i;
/** In a sentence without quotes the next word is a name only if it cannot be a word. */
function isProse(rule: string, name: string): boolean {
  if (rule === 'sshd' || rule === 'database') return PROSE.test(name) && rule !== 'database';
  return (
    PROSE.test(name) ||
    ((rule === 'spoken' || rule === 'web') &&
      /^[A-Z_]{3,}s?$|^[A-Z][a-z]+(?:[A-Z][a-z]+)+$|^[a-z]+[A-Z]\w+$/.test(name))
  );
}

interface Placed {
  readonly rule: string;
  readonly triggers: readonly string[];
  /** What ends at the trigger, with the name as its only group; what follows the name is as long as `behind`. */
  readonly before: RegExp;
  readonly ahead?: RegExp;
}

/** Names that stand before what tells that they are some. */
const BEFORE: readonly Placed[] = [
  {
    // The prefix of a line of PostgreSQL: `user@database LEVEL:`.
    rule: 'postgres',
    triggers: [' log:', ' fatal:', ' error:', ' statement:', ' detail:', ' hint:', ' warning:'],
    before: new RegExp(String.raw`[\]\d)>] ?(${NAME})@[\w-]{1,63} \w+:$`),
  },
  {
    // The eighth field of an access log of Squid.
    rule: 'squid',
    triggers: [' hier_', ' direct/', ' none/-'],
    before: new RegExp(
      String.raw` (?:CONNECT|GET|POST|PUT|HEAD|DELETE|OPTIONS) \S{1,2048} (${NAME}) (?:HIER_|DIRECT/|NONE/-)$`,
    ),
  },
  {
    // An account on a machine that has no name.
    rule: 'at-address',
    triggers: ['@\\d'],
    before: new RegExp(String.raw`(?:^|[\s"'=(,:])(${NAME})@\d$`),
    ahead: /\d{0,2}(?:\.\d{1,3}){3}(?![\d.]\d)/y,
  },
  {
    // A client of a tunnel: `name/address:port`.
    rule: 'tunnel',
    triggers: ['\\w/\\d'],
    before: new RegExp(String.raw`(?:^|[\s"'=])(${NAME})/\d$`),
    ahead: /\d{0,2}(?:\.\d{1,3}){3}:\d{2,5}(?![\d.])/y,
  },
];

export const accountsBefore: readonly Rule[] = BEFORE.map(({ rule, triggers, before, ahead }) => ({
  triggers,
  find(text, at): Finding | undefined {
    // What stands ahead is quickly read, and seldom fits.
    if (ahead && !matchAt(ahead, text, at)) return undefined;
    const found = before.exec(lineBefore(text, at, 512));
    const name = found?.[1];
    if (!found || name === undefined || !isUser(name) || isMachine(name)) return undefined;
    const start = at - found[0].length + found[0].indexOf(name);
    return { type: 'UserName', start, end: start + name.length, confidence: 0.75, rule: `account-${rule}` };
  },
}));

/** `@name` in a sentence: people join handles with marks, which programs seldom do. */
export const handle: Rule = {
  triggers: [' @\\a', '\n@\\a', '(@\\a'],
  find(text, at) {
    const name = matchAt(
      /[a-z]{2,20}(?:[._-][a-z\d]{1,20}){1,2}(?=[\s,;:!?)]|\.(?:\s|$)|$)/y,
      text,
      at - 1,
    )?.[0];
    if (name === undefined || !isAccount(name) || isProse('spoken', name)) return undefined;
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
