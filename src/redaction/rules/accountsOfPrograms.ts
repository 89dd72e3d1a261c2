/** How accounts are written in lines of known programs, each with a form of its own. */
import { NAME, type Said } from './accountForms.js';

export const OF_PROGRAMS: readonly Said[] = [
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
  ['netrc', ['login '], new RegExp(String.raw`(${NAME}) password `, 'y')],
  [
    'radius',
    ['login ok: [', 'login incorrect: [', 'invalid user: [', 'login incorrect ('],
    new RegExp(String.raw`(?:[^)\n\[]{0,80}\): \[)?(${NAME})(?=[\]/])`, 'y'),
  ],
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
  // Who runs a command of the system's table of jobs: joined or numbered, since a program may stand there, too.
  [
    'cron',
    [
      ' * ',
      '*\t',
      ' * * \\d ',
      '\\d-\\d ',
      '* mon-fri ',
      '* sun ',
      '* mon ',
      '* sat ',
      '@reboot ',
      '@hourly ',
      '@daily ',
      '@weekly ',
      '@monthly ',
    ],
    new RegExp(
      String.raw`(?<=(?:^|[:"'\x60] ?)(?:(?:(?:\*(?:\/\d{1,2})?|\d[\d,/-]{0,24}|[a-z]{3}(?:[-,][a-z]{3}){0,6})[ \t]{1,8}){5}|@[a-z]{5,7} ))[ \t]{0,8}(?!(?:python|php|perl|pip|node|ruby|java|sqlite|pg|mysql|mongo|influx|aws|run|db|git|apt|nix|test|bash|zsh)[\d._])(?=[A-Za-z]+(?:[._]?\d|[._][a-z]))(?!\S+\.(?:sh|py|pl|php|rb|js|exe|jar)\b)(${NAME})(?=[ \t]{1,16}(?:[/~]|cd |test |\[ |\w+=))`,
      'imy',
    ),
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
    new RegExp(
      String.raw`(?!mapping\b|current_user\b|session_user\b)(?:if (?:not )?exists )?["'\x60]?(${NAME})["'\x60]?(?=[ ;@]|$)(?![^;\n]{0,80}\bnologin\b)`,
      'imy',
    ),
  ],
  [
    'audit',
    ['acct=', 'auid=', 'uid=', 'gid=', 'groups='],
    new RegExp(String.raw`\\?["']?(?:\d+\()?(${NAME})\\?["')]`, 'y'),
  ],
  [
    'mysql',
    ['as anonymous on ', 'connect\t', 'connect ', 'user@host: '],
    new RegExp(String.raw`(${NAME})(?:@[\w.%-]+ on |\[[\w.-]+\] @ )`, 'y'),
  ],
  [
    'vault',
    ['userpass/login/', 'ldap/login/', 'okta/login/'],
    new RegExp(String.raw`(${NAME})(?=[\s"',]|$)`, 'y'),
  ],
  ['aws', ['iam user '], new RegExp(String.raw`(?=[\w-]*[._\d])(${NAME})(?=[\s:,)]|$)`, 'y')],
  ['elastic', ['_security/user/'], new RegExp(String.raw`(${NAME})(?=[ /?"']|$)`, 'my')],
  // The owner of a file in a list of them.
  [
    'owner',
    ['r-- ', '--- ', 'r-x ', 'rwx ', 'rw- '],
    new RegExp(
      String.raw`(?<=(?:^|\s)[-bcdlps][-rwxsStT]{9}[.+@]? ) {0,4}\d{1,6} (${NAME}) {1,8}[\w.-]{1,32} {1,12}\d`,
      'my',
    ),
  ],
  // What stands in brackets is whom the server took the account for.
  ['mysql', ['user@host: '], new RegExp(String.raw`[\w.-]{1,64}\[(${NAME})\] @ `, 'dy')],
  ['elastic', ['authentication of '], new RegExp(String.raw`[[']([A-Za-z_][\w.-]{1,63})[\]']`, 'y')],
  [
    'sql',
    ['grant ', 'revoke '],
    new RegExp(
      String.raw`[a-z_, ()]{3,120}(?: on [\w.*"\x60 ]{1,120})? (?:to|from) ["'\x60]?(?=\w*[\d_.]|[\w.-]{2,64}["'\x60]@)(${NAME})["'\x60]?(?=[ ;@]|$)`,
      'imy',
    ),
  ],
  ['sql', ['grants for ', 'definer='], new RegExp(String.raw`["'\x60](${NAME})(?=["'\x60]@)`, 'y')],
  ['sql', ['owner to '], new RegExp(String.raw`"?(${NAME})"?(?= ?;)`, 'y')],
  [
    'ldap',
    ['cn='],
    new RegExp(
      String.raw`(${NAME})(?=,ou=(?:users|people|staff|employees|accounts|service ?accounts|services?|svc|bind(?:ers)?|apps?|applications|technical|system|robots?|admins?)\b)`,
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
  // What Dovecot asks for an account, with the address that it came from, and who its services work for.
  [
    'dovecot',
    ['\\bsql(', '\\bpam(', '\\bldap(', 'passwd-file(', '\\bimap(', '\\bpop3(', '\\blmtp('],
    new RegExp(String.raw`(${NAME})(?=,(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]{3,39})[,)]|\)<\d{1,8}><)`, 'iy'),
  ],
  // Who a job of a batch system belongs to, and whom a firewall or such a system speaks of.
  [
    'batch',
    ['(owner ', 'userid=', 'job_owner = ', 'user <', 'username <'],
    new RegExp(String.raw`(${NAME})(?=\)|\(\d|@|>)`, 'y'),
  ],
  [
    'kerberos',
    [
      'getprinc ',
      'delprinc ',
      'addprinc ',
      'cpw ',
      'modprinc ',
      'getprincs ',
      '_principal ',
      'change_password ',
    ],
    new RegExp(
      String.raw`(?<=kadmin[^\n]{1,60})(?:-\w{1,16} (?:[^\s"-]\S{0,63} )?){0,4}(${NAME})(?=[@/"'\s]|$)`,
      'y',
    ),
  ],
  [
    'kerberos',
    ['while ', 'principal "', 'password for "', 'password of "'],
    new RegExp(
      String.raw`(?<=(?:kadmin|krb5|kerberos|rincipal)[^\n]{1,120})(?:(?:retrieving|modifying|deleting|creating|adding|changing|looking up)(?: principal| password (?:of|for))? ")?(?<=")(${NAME})(?=["@/])`,
      'y',
    ),
  ],
  ['dovecot', ['user=<'], new RegExp(String.raw`(${NAME})(?=>, (?:method|rip|lip|service|auth))`, 'iy')],
  ['switch', ['from console by ', 'via ssh by '], new RegExp(String.raw`(${NAME})(?= on \w)`, 'y')],
  ['kerberos', ['as principal '], new RegExp(String.raw`(${NAME})(?=[/@ ])`, 'y')],
  [
    'batch',
    ['\\bowner '],
    new RegExp(String.raw`(?<=\bjob [\w.[\]-]{1,32},? \(?owner )(${NAME})(?=[\s,;)]|$)`, 'iy'),
  ],
  // Who calls through Asterisk, and what it calls those that it knows.
  [
    'call',
    ["call from '", "endpoint '", "peer '", "contact '", "\\baor '", "registration from '"],
    new RegExp(
      String.raw`"?(${NAME})(?="? <sip:|' (?:\(\d|to extension|is now (?:UN|Un|un)?(?:REACHABLE|Reachable|reachable|LAGGED|Lagged)|failed))`,
      'y',
    ),
  ],
  ['tunnel', ['sent control ['], new RegExp(String.raw`(${NAME})(?=\]: ')`, 'y')],
  [
    'ssh-command',
    ['ssh://', 'ssh ', 'scp ', 'rsync ', 'sftp ', 'sftp://', 'smb://', '-l ', 'ssh -i '],
    new RegExp(String.raw`(${NAME})@[\w.-]+`, 'y'),
  ],
];
