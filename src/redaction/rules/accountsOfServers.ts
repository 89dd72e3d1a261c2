/** How accounts are written where servers let them in, and where somebody asks who one is. */
import { NAME, type Said } from './accountForms.js';

const DATABASE = String.raw`[ \t]{0,32}(?:"[^"\n]{1,64}"|[\w,-]{1,64})[ \t]{1,32}`;
const WAY = String.raw`(?:scram-sha-256|md5|trust|peer|ident|cert|reject|ldap|gss|sspi|pam|radius|password)(?![\w-])`;

export const OF_SERVERS: readonly Said[] = [
  // Whom a request was answered for, with the address that it came from.
  [
    'store',
    ['ms for ', ' s for ', ' ms by ', ' seconds for '],
    new RegExp(
      String.raw`(?<=\b(?:responded|returned|completed|finished|answered|served|took|HTTP\/\d)\b[^\n]{0,160})(?:user )?["'\x60]?(${NAME})(?=["'\x60]? [([](?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}:[\da-f:]{2,40})[:)\]])`,
      'iy',
    ),
  ],
  // Whom a rule of PostgreSQL lets in: the kind, the database, the account, the address and the way.
  [
    'store',
    ['host', 'hostssl', 'hostnossl', 'hostgssenc', 'hostnogssenc'].flatMap(kind => [
      `\\b${kind} `,
      `\\b${kind}\t`,
    ]),
    new RegExp(
      String.raw`${DATABASE}"?(${NAME})"?(?=[ \t]{1,32}(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}:[\da-f:]{1,40}|all|samehost|samenet|\.?[\w-]+\.[\w.-]+)(?:\/\d{1,3}|[ \t]{1,32}\d{1,3}(?:\.\d{1,3}){3})?[ \t]{1,32}${WAY})`,
      'y',
    ),
  ],
  [
    'store',
    ['\\blocal ', '\\blocal\t'],
    new RegExp(String.raw`${DATABASE}"?(${NAME})"?(?=[ \t]{1,64}${WAY}[ \t]*(?:$|#|map=))`, 'my'),
  ],
  // Whom a machine is reached as.
  [
    'store',
    [
      'rdp',
      'ssh',
      'vpn',
      'vnc',
      'sftp',
      'login',
      'log in',
      'logged in',
      'logon',
      'connect',
      'connected',
      'telnet',
      'winrm',
    ].map(way => `\\b${way} to `),
    new RegExp(
      String.raw`["'\x60]?(?=[\w-]*[.\d-])[\w.-]{2,253}(?::\d{2,5})?["'\x60]? as (?:user )?["'\x60]?(?!(?:well|expected|usual|before|planned|soon|long|follows|described|it|the|a|an|part|they|we|you|if|though|of|per|shown|needed|required|documented|discussed|requested|normal|intended|configured|always|said|one|any|client|primary|secondary|replica|standby|master|leader|follower|fallback|default|source|target|stated|specified|instructed|another|this|that|another)\b)(${NAME})(?=["'\x60]?(?:[,;:)!?]|[.]?\s*$|\s))`,
      'imy',
    ),
  ],
  // What a command printed that asks who one is.
  [
    'store',
    ['whoami', 'id -un', 'logname', 'echo $user', 'echo %username%', 'env:username'],
    new RegExp(
      String.raw`(?<=(?:^|[$#>%] ?)(?:oc )?(?:whoami|id -un|logname|echo (?:"?\$USER|%USERNAME%)|\$env:USERNAME))"?(?: [;&|]{1,2}[^\n]{1,60})?[ \t]*\r?\n(?:[\w.-]{1,32}\\)?(${NAME})(?=[ \t]*(?:[\r\n]|$))(?![\w.$@+-])`,
      'imy',
    ),
  ],
];
