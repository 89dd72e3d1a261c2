/** Accounts, passwords and keys among what is given to functions, which sources and traces show in the order of theirs. */
import type { Finding, Rule } from '../types.js';
import { judgeApart } from './keyValue.js';
import { isUser } from './names.js';
import { lineBefore, matchAt } from './text.js';
import { isPlaceholder, isUnlikeProse, looksRandom } from './values.js';

interface Call {
  readonly triggers: readonly string[];
  /** What the line before must end with. */
  readonly before?: RegExp;
  /** The places of what is given. */
  readonly user?: number;
  readonly password?: number;
  readonly host?: number;
  readonly keys?: readonly number[];
  /** What the first that is given must look like. */
  readonly first?: RegExp;
  /** The name may be that of something else, so a password must look like one. */
  readonly common?: true;
}

const SOURCE = /^(?:mysql|pgsql|sqlsrv|oci|dblib|odbc|firebird|informix|ibm|sqlite|jdbc):/i;

const CALLS: readonly Call[] = [
  { triggers: ['__construct(', 'new pdo(', 'pdo::connect('], first: SOURCE, user: 1, password: 2 },
  { triggers: ['__construct('], before: /mysqli(?:->|::)__construct\($/i, host: 0, user: 1, password: 2 },
  {
    triggers: [
      ...['mysqli_connect(', 'mysql_connect(', 'mysql_pconnect(', 'new mysqli(', 'mysqli->connect('],
      ...['pymysql.connect(', 'mysqldb.connect(', 'connector.connect('],
    ],
    host: 0,
    user: 1,
    password: 2,
  },
  { triggers: ['mysqli_real_connect(', 'mysqli->real_connect('], host: 1, user: 2, password: 3 },
  { triggers: ['getconnection(', 'odbc_connect(', 'imap_open('], user: 1, password: 2 },
  {
    triggers: ['oci_connect(', 'oci_pconnect(', 'oracle.connect(', 'oracledb.connect('],
    user: 0,
    password: 1,
    host: 2,
  },
  { triggers: ['ftp_login(', 'ssh2_auth_password('], user: 1, password: 2 },
  { triggers: ['bind_s('], password: 1 },
  { triggers: ['>setusername(', '.setusername('], user: 0 },
  { triggers: ['>setpassword(', '.setpassword('], password: 0, common: true },
  { triggers: ['ldap_bind('], password: 2 },
  {
    triggers: ['.login(', '->login(', 'db.auth(', '>authenticate(', '.authenticate(', 'pw_set('],
    user: 0,
    password: 1,
    common: true,
  },
  {
    triggers: [
      'basicauth(',
      'digestauth(',
      'basic_auth(',
      'credentials.basic(',
      'credential(',
      'credentials(',
      'passwordauthentication(',
    ],
    user: 0,
    password: 1,
    common: true,
  },
  { triggers: ['\\bauth=('], user: 0, password: 1, common: true },
  { triggers: ['hmac.new('], keys: [0, 1] },
  {
    triggers: [
      'createhmac(',
      'createcipheriv(',
      'createdecipheriv(',
      'jwt.sign(',
      'jwt.verify(',
      'jwt.encode(',
      'jwt.decode(',
    ],
    keys: [1],
  },
  {
    triggers: [
      'hmac.hexdigest(',
      'hmac.digest(',
      'hmac_sha256_hex(',
      'hmac_sha256(',
      'hmac_sha1(',
      'signwith(',
    ],
    keys: [1, 0],
  },
  { triggers: ['hash_hmac(', 'openssl_encrypt(', 'openssl_decrypt('], keys: [2] },
  {
    triggers: [
      'secretkeyspec(',
      'fernet(',
      'hmacshakeyfor(',
      'setsigningkey(',
      'hmacsha256(',
      'hmacsha512(',
      'hmacsha1(',
    ],
    keys: [0],
  },
];

/** One that is given: a text, also within another call, an object, or what a program calls by its name. */
const GIVEN =
  /\s{0,16}(?:(?:[\w.[\]]{1,40}\()?b?(?:"((?:[^"\\\n]|\\.){0,256})"|'((?:[^'\\\n]|\\.){0,256})')[\w.()]{0,48}?|\{[^{}\n]{0,240}\}|[^,()'"{}\n]{0,96}(?:\([^()\n]{0,96}\))?)\s{0,4}([,)])/dy;
const MOST = 5;

type Given = readonly [start: number, end: number] | undefined;

/** The places of the texts that are given; `undefined` for what is none. */
function givenAt(text: string, at: number): readonly Given[] {
  const found: Given[] = [];
  for (let place = at; found.length < MOST;) {
    const one = matchAt(GIVEN, text, place);
    if (!one) break;
    found.push(one.indices?.[1] ?? one.indices?.[2]);
    place += one[0].length;
    if (one[3] === ')') break;
  }
  return found;
}

export const calls: readonly Rule[] = CALLS.map(call => ({
  triggers: call.triggers,
  find(text, at): readonly Finding[] {
    if (call.before && !call.before.test(lineBefore(text, at, 64))) return [];
    const given = givenAt(text, at);
    const [from = at, to = at] = given[0] ?? [];
    if (call.first && !call.first.test(text.slice(from, to))) return [];
    return call.keys ? keysIn(text, given, call.keys) : credentialsIn(text, given, call);
  },
}));

function credentialsIn(text: string, given: readonly Given[], call: Call): readonly Finding[] {
  const password = call.password === undefined ? undefined : given[call.password];
  const [start = 0, end = 0] = password ?? [];
  const value = text.slice(start, end);
  if (
    call.password !== undefined &&
    (value.length < 3 || isPlaceholder(value) || /^pass$|^-anonymous@|\s|:\/\//.test(value))
  )
    return [];
  const user = call.user === undefined ? undefined : given[call.user];
  const name = user && text.slice(...user);
  if (
    call.common &&
    ((call.password !== undefined && !isUnlikeProse(value)) ||
      (name !== undefined && !/^[\w.@+-]{2,64}$/.test(name)))
  )
    return [];
  const found: Finding[] = password
    ? [{ type: 'Password', start, end, confidence: 0.8, rule: 'call-password' }]
    : [];
  if (user && name !== undefined && isUser(name) && !name.includes('@'))
    found.push({ type: 'UserName', start: user[0], end: user[1], confidence: 0.8, rule: 'call-user' });
  const host = call.host === undefined ? undefined : given[call.host];
  // A source of Oracle begins like an address without a scheme.
  const from = host && host[0] + (text.startsWith('//', host[0]) ? 2 : 0);
  const machine = host && from !== undefined ? judgeApart(text, 'host', from, host[1]) : undefined;
  if (machine) found.push(machine);
  return found;
}

function keysIn(text: string, given: readonly Given[], places: readonly number[]): readonly Finding[] {
  const found = places.map(place => given[place]).find(one => one !== undefined && isKey(text.slice(...one)));
  return found ? [{ type: 'Secret', start: found[0], end: found[1], confidence: 0.8, rule: 'call-key' }] : [];
}

const isKey = (value: string): boolean =>
  value.length >= 12 && !isPlaceholder(value) && looksRandom(value) && /\d/.test(value) && !NAMED.test(value);
/** Words that name a key. */
const NAMED = /^[A-Za-z\d]+(?:[-_][a-z]{2,})+$/;
