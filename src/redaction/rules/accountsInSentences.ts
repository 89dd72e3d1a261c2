/** How accounts are written in sentences and in what databases and services say of a login. */
import { NAME, type Said } from './accountForms.js';

/** `from` in other languages, and what is done to accounts or by them. */
const FROM = 'von|vom|aus|depuis|desde|da|van|vanaf|fra';
const DONE = [
  'gesperrt|entsperrt|angemeldet|abgemeldet|angelegt|gelöscht|geändert|verrouillé|déverrouillé|connecté|déconnecté|supprimé|créé',
  'désactivé|bloqueado|desbloqueado|eliminado|creado|desactivado|conectado|bloccato|sbloccato|eliminato|creato|disattivato',
  'criado|removido|geblokkeerd|aangemeld|afgemeld|verwijderd|låst|slettet',
].join('|');

export const IN_SENTENCES: readonly Said[] = [
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
      'password for ',
      'with identity: ',
      'benutzer ',
      'benutzers ',
      'utilisateur ',
      'usuario ',
      'utente ',
      'gebruiker ',
    ],
    new RegExp(
      String.raw`(?:user )?(?:\\?["'‘“„\x60]|(?:\[[\w.-]{0,32}\]\\{1,2})?\[|[«‹][ \u00a0\u202f]?)(?:[\w.-]+\\{1,2})?(${NAME})(?:\\?["'’”“\x60]|\](?!\\)|[ \u00a0\u202f]?[»›])`,
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
  // The same in other languages.
  [
    'spoken',
    [
      ...[
        'benutzer ',
        'benutzerkonto ',
        'konto ',
        'utilisateur ',
        'compte ',
        'usuario ',
        'cuenta ',
        'utente ',
      ],
      ...['gebruiker ', 'bruker ', 'usu\u00e1rio '],
    ],
    new RegExp(
      String.raw`(?!(?:wurde|wird|konnte|kann|darf|muss|soll|sollte|peut|doit|puede|debe|pode|deve|può|kan|moet|mag|ist|hat|sich|war|und|oder|a|est|ou|et|o|e|y|ha|fue|está|è|foi|is|er|of|en|og|non|no|ne|nicht|kein)(?!\p{L}))(${NAME})(?= (?:${FROM}) (?:\d|\[|ip\b|host\b)| (?:(?:wurde|ist|hat sich|a été|est|ha sido|fue|está|è stato|foi|is|er) |s'est )?(?:von \S{2,64} |\p{L}{2,16} )?(?:${DONE})(?!\p{L})|,? ?(?:/|und|et|y|e|en)? ?(?:passwor[td]|kennwort|mot de passe|contraseña|senha|wachtwoord) )`,
      'iuy',
    ),
  ],
  [
    'spoken',
    ['para ', 'pour ', 'f\u00fcr ', 'voor '],
    new RegExp(String.raw`(${NAME})(?= (?:${FROM}) \d{1,3}\.\d)`, 'iy'),
  ],
  [
    'spoken',
    [
      ...['logged in as ', 'signed in as ', 'authenticated as ', 'connected as ', 'authenticated user '],
      ...[
        'authentication failed for ',
        'authentication succeeded for ',
        'login failed for ',
        'login succeeded for ',
      ],
    ],
    new RegExp(String.raw`(${NAME})(?= \()`, 'y'),
  ],
  // Beside what was refused: joined or numbered as words are not.
  [
    'spoken',
    ['user '],
    new RegExp(
      String.raw`(?<=[([][Uu]ser )(?=[\w-]*[_.\d-][a-z\d])(?![a-z]+-(?:in|out|up|on|off)\b)(${NAME})(?=[)\]])`,
      'y',
    ),
  ],
  // What the command line of GitHub says of itself.
  [
    'spoken',
    ['logged in to '],
    new RegExp(String.raw`[\w.-]{1,64} (?:account|as) (${NAME})(?= \(|\s*$)`, 'my'),
  ],
  // At the end of a line, joined or numbered as words are not.
  [
    'spoken',
    ['for user ', 'for username ', 'as user ', 'access denied for '],
    new RegExp(String.raw`(?=[\w-]*[_.\d][a-z\d])(${NAME})(?=[.,;:)]?\s*$)`, 'imy'),
  ],
  // Where the sentence goes on or the text ends: joined or numbered, since words follow, too.
  [
    'spoken',
    ['login as ', 'log on as ', 'logon as ', 'log in as ', 'sign in as ', 'ssh as ', 'access denied for '],
    new RegExp(
      String.raw`["'\x60]?(?=[\w-]*[_.\d][a-z\d])(${NAME})(?=["'\x60]?(?:[,;:)!?]|[.]?\s*$| (?:and|or|then|on|from|at|with|via|to|until)\b)|" [\w.]{1,32}=)`,
      'imy',
    ),
  ],
  ['database', ['role '], new RegExp(String.raw`"(${NAME})" (?:does|is not|cannot|already|has|was)\b`, 'y')],
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
      String.raw`(?:user |account )?\\?["'<]?(?:[\w.-]{1,30}\\{1,2})?(${NAME})\\?["'>]?(?=[,;:)!?]|[.]?\s*$|(?<=["'])\s[\w.]{1,32}=|\s(?:from|on|at|via|with|for|in|by|took|has|was|is|failed|succeeded|successful|denied|rejected|accepted|expired|after)\b)`,
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
];
