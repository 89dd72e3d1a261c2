/** How accounts are written by systems that keep things or people: files, mail, hospitals, merchants, banks, games, devices. */
import { NAME, type Said } from './accountForms.js';

/** What fields, tables and files are called. */
const PARTS =
  'id no nr num number name count table list data type status code key ref date role report record image session cache export import file form page log index version config url path time size queue topic event token hash'
    .split(' ')
    .join('|');
/** Joined or numbered as words are not, and no class. */
const TOLD = String.raw`(?![\w.-]*[._](?:${PARTS})s?\b)(?=[A-Za-z]+(?:[._]?\d|[._][a-z]))(?!v\d)(?!(?:com|org|net|io|java|javax)\.)(?![\w-]*\.(?:v\d|[\w-]*\.))`;
/** Where a name ends in a sentence. */
const ENDS = String.raw`(?=[,;:)\]!?]|['’]s\b|[.]?\s*$| (?:on|at|in|by|from|for|to|has|had|is|was|were|could|cannot|did|does|not|and|with|via|since|because|again|until|failed|locked|signed|logged|tried|timed|took|will|can|may|must|should|opened|closed|changed|left|joined|asked|exceeded|reported|needs|wants|entered|started|stopped|lost|approved|rejected|confirmed|released|ran|who|using|already|still|never|currently)\b)`;
/** Words of the books of a merchant. */
const BOOKS =
  'vendor supplier material document order invoice transport master posting journal purchase requisition delivery batch lot recipe ledger billing customer period client price payment'
    .split(' ')
    .map(word => `[${word.charAt(0).toUpperCase()}${word.charAt(0)}]${word.slice(1)}`)
    .join('|');

/** Before the account that had something, and the one that has it now. */
const TURNED_OVER = [
  ...['assignee', 'owner', 'reporter', 'reviewer', 'approver'].map(word => `${word} changed from `),
  ...['reassigned from ', 'handed over from ', 'ownership transferred from '],
];

export const OF_SYSTEMS: readonly Said[] = [
  // Whose files, calendars and mails they are, in the paths of those who keep them.
  [
    'store',
    [
      ...['/dav/files/', '/dav/calendars/', '/dav/uploads/', '/dav/trashbin/', '/dav/principals/users/'],
      ...[
        '/dav/addressbooks/users/',
        '/principals/users/',
        '/cloud/users/',
        '/calendars/__uids__/',
        '/dav/versions/',
      ],
      ...['/caldav.php/', '/carddav.php/', '/personal/users/'],
    ],
    new RegExp(String.raw`(${NAME})(?=[/?\s"'),;]|$)`, 'y'),
  ],
  [
    'lock',
    ['held by ', 'locked by ', 'checked out by ', 'lock owner ', 'lock owner: ', 'acquired by ', 'taken by '],
    new RegExp(
      String.raw`(?<=\b[Ll]ock[^\n]{0,60})(?:user )?["'\x60]?(${NAME})["'\x60]?(?=[,;:)@]|\.?\s*$|\s(?:on|at|since|from|in|for|with|until|\()\s?)`,
      'my',
    ),
  ],
  // Whom Kerberos speaks of.
  [
    'realm',
    ['principal '],
    new RegExp(String.raw`["'\x60]?${TOLD}(${NAME})(?:["'\x60]|(?=@)|${ENDS})`, 'my'),
  ],
  [
    'realm',
    ['principal ', "client '", 'principal: '],
    new RegExp(String.raw`(${NAME})(?=@[A-Z][A-Z\d.-]*['"\s,;)])`, 'y'),
  ],
  [
    'realm',
    ['_not_found: ', 'preauth: ', '_failed: ', '_revoked: ', '_expired: ', '_policy: ', 'required: '],
    new RegExp(String.raw`(?<=\b[A-Z_]{6,32}: )(${NAME})(?=@[A-Z][A-Z\d.-]* for )`, 'y'),
  ],
  [
    'realm',
    ['authtime \\d'],
    new RegExp(String.raw`\d{0,12}, (?:etypes \{[^}\n]{0,160}\},? )?(${NAME})(?=@[A-Z][A-Z\d.-]* for )`, 'y'),
  ],
  // The account of a request that IIS wrote down, behind the port.
  [
    'web-server',
    [' get /', ' post /', ' put /', ' head /', ' options /', ' propfind /', ' delete /', ' patch /'],
    new RegExp(
      String.raw`(?<=\d\d:\d\d:\d\d (?:[\w.-]{1,32} ){0,2}[\da-f.:]{3,45} [A-Z]{3,10} \/)\S{0,1500} \S{1,1500} \d{2,5} (?:[\w.-]{1,32}\\)?(${NAME}) (?=[\da-f.:]{3,45} )`,
      'iy',
    ),
  ],
  [
    'realm',
    ["principal '", 'principal "', 'principal `', 'principal ['],
    new RegExp(String.raw`(${NAME})(?=["'\x60\]])`, 'y'),
  ],
  [
    'store',
    ["login failed: '", 'login failed: ', "login attempt by '"],
    new RegExp(String.raw`(${NAME})(?='? \(remote ip)`, 'iy'),
  ],
  [
    'staff',
    ['user '],
    new RegExp(
      String.raw`["'\x60]?${TOLD}(${NAME})(?=["'\x60]? (?:could not be|(?:is |was )?(?:unknown|revoked|not (?:found|known|registered|active|authori[sz]ed|allowed|permitted))\b|does not exist|has (?:expired|been)\b|(?:was |is )?(?:rejected|refused|blocked|banned|suspended|disabled|enabled)\b))`,
      'y',
    ),
  ],
  [
    'store',
    ['queued by ', 'printed by ', 'spooled by ', 'sent by ', 'owned by ', 'scanned by '].map(by => `${by}'`),
    new RegExp(String.raw`(${NAME})(?=')`, 'y'),
  ],
  [
    'store',
    ['user '],
    new RegExp(String.raw`(?<=USER )(${NAME})(?=: (?:Login|no such user|Incorrect|Limit|Access)\b)`, 'y'),
  ],
  [
    'staff',
    ['service notification: ', 'host notification: '],
    new RegExp(String.raw`${TOLD}(${NAME})(?=;)`, 'y'),
  ],
  // Who did something before, and who will.
  ['staff', TURNED_OVER, new RegExp(String.raw`["'\x60]?(${NAME})(?=["'\x60]? to )`, 'y')],
  [
    'staff',
    TURNED_OVER,
    new RegExp(String.raw`[^\n]{1,66} to ["'\x60]?${TOLD}(${NAME})(?:["'\x60]|${ENDS})`, 'my'),
  ],
  [
    'staff',
    ['ssh in as ', 'ssh as ', 'connect as ', 'sign in as ', 'logging in as '],
    new RegExp(String.raw`["'\x60]?${TOLD}(${NAME})(?:["'\x60]|${ENDS})`, 'my'),
  ],
  ['realm', ["identity '", 'identity "'], new RegExp(String.raw`${TOLD}(${NAME})(?=["'](?: |$|,))`, 'my')],
  // What a broker says of a client that came.
  ['broker', [", u'"], new RegExp(String.raw`(?<=\bk\d{1,6}, u')(${NAME})(?='\))`, 'y')],
  ['broker', ["user '", 'username '], new RegExp(String.raw`(${NAME})(?='? (?:is )?not authori[sz]ed)`, 'y')],
  // Who works there: joined or numbered, since these words speak of anybody.
  [
    'staff',
    [
      ...'operator validator teller cashier physician technician nurse pharmacist clerk radiologist employee clinician'.split(
        ' ',
      ),
      ...'staff picker dispatcher courier supervisor technologist trader officer prescriber surgeon approver adjuster advisor underwriter auditor inspector instructor trainer therapist bediener sachbearbeiter kassierer'.split(
        ' ',
      ),
    ].flatMap(word => [`\\b${word} `, `\\b${word} id `]),
    new RegExp(
      String.raw`(?<=(?:^|[^\w-])[A-Za-z]{4,16} (?:id )?)(?!id )["'\x60(]?${TOLD}(${NAME})(?:["'\x60)]|${ENDS}|(?= [a-z]{2,}ed\b))`,
      'my',
    ),
  ],
  [
    'staff',
    [
      'vpn of ',
      'vpn for ',
      'mailbox of ',
      'mailbox for ',
      'laptop of ',
      'profile of ',
      'home of ',
      'badge of ',
      'mfa of ',
      'mfa for ',
      '\\bunlock ',
      'offboard ',
      'onboard ',
    ],
    new RegExp(String.raw`["'\x60]?(?:user |account )?${TOLD}(${NAME})(?:["'\x60)]|${ENDS})`, 'my'),
  ],
  [
    'books',
    ['user '],
    new RegExp(
      String.raw`(?<=\b(?:SAP|S\/4|R\/3|EBS|Dynamics|AS\/?400|JDE|JD Edwards|Navision|Infor|Baan|PeopleSoft)\b[^\n]{0,160})([A-Z][A-Z\d_]{3,11})(?=[,;.:)]|\s|$)`,
      'y',
    ),
  ],
  // Accounts in capitals, as in the systems of merchants.
  [
    'books',
    ['user ', 'benutzer ', 'user: ', 'uname '],
    new RegExp(
      String.raw`([A-Z][A-Z\d_]{2,11})(?=,? {1,4}(?:\(?(?:client|mandant|terminal|transaction|tcode|session|report|program)\b))`,
      'y',
    ),
  ],
  [
    'books',
    'changed created posted released parked entered reversed blocked unlocked confirmed cancelled'
      .split(' ')
      .map(done => `${done} by `),
    new RegExp(
      String.raw`(?<=\b(?:SAP|IDoc|BOM|${BOOKS})\b[^\n]{0,160})(?:user )?([A-Z][A-Z\d_]{3,11})(?=[,;.)]|\s*$| (?:on|at|in|via|from) )`,
      'my',
    ),
  ],
  [
    'spoken',
    [
      'changed by ',
      'signed off by ',
      'dispensed by ',
      'verified by ',
      'entered by ',
      'posted by ',
      'overridden by ',
      'validated by ',
    ],
    new RegExp(String.raw`(?:user )?["'\x60]?${TOLD}(${NAME})(?:["'\x60]|${ENDS})`, 'my'),
  ],
  // Players.
  ['game', ['uuid of player '], new RegExp(String.raw`(${NAME})(?= is )`, 'y')],
  [
    'game',
    ['gameprofile@'],
    new RegExp(String.raw`[\da-f]{1,8}\[id=[^,\n]{1,48}, ?name=(${NAME})(?=,)`, 'y'),
  ],
  [
    'game',
    ['player "', "player '"],
    new RegExp(
      String.raw`(${NAME})(?=["'](?: \(| (?:has|was|is|joined|left|connected|disconnected|died|kicked|banned|timed)\b))`,
      'y',
    ),
  ],
  [
    'game',
    ['player ', 'banned by ', 'kicked by ', 'muted by '],
    new RegExp(
      String.raw`(?=[A-Za-z]{3,24}[\d_])(?!\w+_(?:id|count|name|list|data))(${NAME})(?= (?:has|was|joined|left|connected|disconnected|died|tried|killed|moved|timed) |[.,;]?\s*$)`,
      'my',
    ),
  ],
  [
    'game',
    [
      'got character zdoid from ',
      'kicked player ',
      'banned player ',
      '/op ',
      '/ban ',
      '/kick ',
      '/whitelist add ',
      'disconnecting ',
    ],
    new RegExp(
      String.raw`(?<=(?:[Ss]erver|ZDOID|[Pp]layer|command|rcon)[^\n]{0,120})(${NAME})(?=[\s:,(]|$)`,
      'my',
    ),
  ],
];
