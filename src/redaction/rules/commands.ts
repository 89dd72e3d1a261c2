/** Passwords on command lines and in statements of databases, which have no key before them. */
import type { Finding, Rule } from '../types.js';
import { lineBefore, matchAt, textBefore } from './text.js';
import { isUser } from './names.js';
import { isPlaceholder } from './values.js';

const QUOTED = String.raw`(?:\\?"((?:[^"\\\n]|\\.){1,256}?)\\?"|\\?'([^'\n]{1,256}?)\\?'|([^\s"'|&;<>]{2,256}))`;

/** Before an account and its password as Oracle's tools take them; with a machine behind them it is a connection string. */
const ORACLE = [
  'expdp ',
  'impdp ',
  'sqlplus ',
  'sqlldr ',
  'rman target ',
  'sql> connect ',
  'sql> conn ',
  'userid=',
];
const ORACLE_FLAGS = String.raw`(?:-[a-z]{1,8} ){0,3}\\?["']?`;
/** With a digit or a sign, or where more of the command follows: `read/write` is none. */
const ORACLE_PASSWORD = String.raw`((?=[^\s"'/@]*[\d#$!_%&*+?^]|[^\s"'/@]{3,30} (?:[a-z_]{3,20}=|@\w))[^\s"'/@;|]{3,64})(?=["';\\]?(?:\s|$))`;

/** A command of a mail client behind its number. */
export const TAGGED_LOGIN =
  /(?:^|[\s>:"'])(?:[A-Za-z]{1,8}\d{1,8} LOGIN|(?<=(?:^|\s)(?:C:|[<>]) ?)\d{1,8} LOGIN|[A-Za-z]{1,4}\d{2,8} login) "?$|[Ll][Oo][Gg][Ii][Nn] "$/;

export interface Form {
  readonly rule: string;
  readonly triggers: readonly string[];
  /** Part of what the line before must hold, which is looked for first. */
  readonly near?: string;
  /** What the line before must hold. */
  readonly command?: RegExp;
  readonly value: RegExp;
  readonly type: 'Password' | 'BasicAuth' | 'UserName';
}

const FORMS: readonly Form[] = [
  {
    rule: 'mysql-p',
    triggers: [' -p'],
    command: /\b(?:mysql\w*|mariadb\w*|sshpass|percona\w*|xtrabackup|mydumper|7z|7za|unrar)\b[^|;&\n]*$/i,
    value: new RegExp(`(?<=-p)${QUOTED}|(?<=sshpass -p) ${QUOTED}`, 'y'),
    type: 'Password',
  },
  {
    rule: 'login-p',
    triggers: [' -p '],
    command:
      /\b(?:(?:docker|podman|nerdctl|oc|az|helm|buildah|skopeo|crane|oras)\b[^|;&\n]*\blogin|sshpass|psexec\w*|mongo\w*|cqlsh|hdbsql)\b[^|;&\n]* -p $/,
    // Behind other commands the same flag publishes ports, names projects and makes folders.
    value: new RegExp(QUOTED, 'y'),
    type: 'Password',
  },
  {
    rule: 'zip-p',
    triggers: [' -P '],
    command: /\b(?:zip|unzip)\b[^|;&\n]* -P $/,
    value: new RegExp(QUOTED, 'y'),
    type: 'Password',
  },
  {
    rule: 'basic-u',
    triggers: [' -u ', ' --user ', ' --user=', ' -u', '--proxy-user ', ' -U '],
    command: /\b(?:curl|wget|http|https|xh|influx\w*|ab)\b[^|;&\n]*$/i,
    value: new RegExp(String.raw`\s?["']?([^\s:"'|&]{1,64}:[^\s"'|&]{1,128})`, 'y'),
    type: 'BasicAuth',
  },
  {
    rule: 'smb-u',
    triggers: [' -U '],
    command: /\b(?:smbclient|rpcclient|winexe|smbmap|net|nmblookup|smbget)\b[^|;&\n]*$/i,
    value: /["']?([^\s%"']{1,64}%[^\s"'|&]{2,128})/y,
    type: 'BasicAuth',
  },
  {
    rule: 'redis-a',
    triggers: [' -a '],
    command: /\b(?:redis|valkey|keydb)-cli\b[^|;&\n]*$/i,
    value: new RegExp(QUOTED, 'y'),
    type: 'Password',
  },
  {
    rule: 'ldap-w',
    triggers: [' -w '],
    command: /\b(?:ldap(?:search|add|modify|delete|passwd|whoami)|adcli|net)\b[^|;&\n]*$/i,
    value: new RegExp(QUOTED, 'y'),
    type: 'Password',
  },
  {
    rule: 'sqlcmd-p',
    triggers: [' -P '],
    // In small letters it is a port.
    command: /\b(?:sqlcmd|SQLCMD|bcp|osql|ipmitool|isql|tsql|lftp|mosquitto_\w+)\b[^|;&\n]* -P $/,
    value: new RegExp(QUOTED, 'y'),
    type: 'Password',
  },
  {
    rule: 'pass-pass',
    triggers: ['pass:', 'passin ', 'passout '],
    command: /\bopenssl\b[^|;&\n]*$/i,
    value: new RegExp(QUOTED, 'y'),
    type: 'Password',
  },
  {
    rule: 'identified-by',
    triggers: ['identified by '],
    value: new RegExp(String.raw`(?:password |values )?${QUOTED}`, 'iy'),
    type: 'Password',
  },
  {
    rule: 'sql-password',
    triggers: ['with password ', 'encrypted password ', ' password '],
    command: /\b(?:create|alter)\s+(?:user|role|login|group)\b[^;\n]*$/i,
    value: new RegExp(String.raw`(?:= ?)?N?'([^'\n]{1,256})'`, 'y'),
    type: 'Password',
  },
  {
    rule: 'net-user',
    triggers: ['net user '],
    value: /[\w.-]{1,32} ([^\s/*]\S{2,64})(?= \/|\s*$)/my,
    type: 'Password',
  },
  {
    rule: 'chpasswd',
    triggers: ['echo "', "echo '", 'echo '],
    value: /[\w.-]{1,32}:([^\s"'|]{3,64})["']? ?\| ?(?:sudo )?chpasswd/y,
    type: 'Password',
  },
  {
    rule: 'echo-stdin',
    triggers: ['echo "', "echo '", 'echo '],
    value: /([^\s"'|]{3,64})["']? ?\| ?(?:sudo -S|passwd --stdin|docker login|kinit|su )/y,
    type: 'Password',
  },
  {
    rule: 'oracle-password',
    triggers: ORACLE,
    value: new RegExp(String.raw`${ORACLE_FLAGS}[a-z][\w$#]{1,29}\/${ORACLE_PASSWORD}`, 'iy'),
    type: 'Password',
  },
  {
    rule: 'oracle-user',
    triggers: ORACLE,
    value: new RegExp(
      String.raw`${ORACLE_FLAGS}([a-z][\w$#]{1,29})(?=\/${ORACLE_PASSWORD.replace('(', '(?:')})`,
      'iy',
    ),
    type: 'UserName',
  },
  {
    rule: 'redis-acl',
    triggers: ['setuser '],
    value: /\S{1,64}(?: [^\s>]{1,64}){0,8} >([^\s"]{3,128})/y,
    type: 'Password',
  },
  {
    rule: 'redis-auth',
    triggers: ['"auth" "', '\\bauth ', 'requirepass ', 'masterauth '],
    command:
      /(?:redis|valkey|keydb|dragonfly|kvrocks|garnet|^[\w.:-]{1,64}> |^\d+\.\d+ \[|requirepass |masterauth )[^\n]*$/i,
    value:
      /(?:"?[\w-]{1,32}"? (?=")|[\w.-]{1,64} (?=[^\s"]{4,256}\s*$))?"?([^\s"]{4,256})(?:"|(?<=(?:requirepass|masterauth) \S{4,256})|\s*$)/imy,
    type: 'Password',
  },
  {
    rule: 'redis-user',
    triggers: ['"auth" "', '> auth '],
    command: /(?:^\d+\.\d+ \[|"auth" "|^[\w.:-]{1,64}> auth )[^\n]*$/i,
    value: /([a-z][\w.-]{1,63})(?=" "| [^\s"]{4,256}\s*$)/imy,
    type: 'UserName',
  },
  {
    rule: 'set-password',
    triggers: ['set password for '],
    value: /\S{1,130} ?= ?(?:password\()?'([^'\n]{1,256})'/iy,
    type: 'Password',
  },
  {
    rule: 'protocol-pass',
    triggers: ['\npass ', '> pass ', '--> pass ', '>>> pass ', 'c: pass ', '"pass '],
    value: /(?<=PASS )([^\s"]{3,128})(?="?\s*(?:$|[\r\n]))/y,
    type: 'Password',
  },
  {
    rule: 'netrc',
    triggers: ['machine '],
    value: /\S{1,253} login \S{1,128} password (\S{2,256})/y,
    type: 'Password',
  },
  {
    rule: 'sql-function',
    triggers: ["password('", 'password("'],
    command: /\b(?:set|update|identified|grant|values)\b[^;\n]*$/i,
    value: /([^'"\n]{2,128})["']\)/y,
    type: 'Password',
  },
  {
    rule: 'net-use-user',
    triggers: [' /user:'],
    command: /\b(?:net use|cmdkey|runas|wmic|winrs|tasklist|taskkill)\b[^|;&\n]*$/i,
    value: /["']?(?:[\w.-]{1,32}\\)?([a-z][\w.-]{1,63})(?=\s|$)/iy,
    type: 'UserName',
  },
  {
    rule: 'net-use',
    triggers: [' /user:'],
    command: /\bnet use\b[^|;&\n]*$/i,
    value: /[^\s]{1,128} (?:"([^"\n]{3,128})"|([^\s/*"'][^\s"']{2,127}))(?=\s|$)/y,
    type: 'Password',
  },
  {
    rule: 'net-use-first',
    triggers: ['\\bnet use '],
    value: /(?:[a-z*]:? )?\\\\\S{1,160} (?:"([^"\n]{3,128})"|([^\s/*"'][^\s"']{2,127})) \/user:/iy,
    type: 'Password',
  },
  {
    rule: 'powershell-string',
    triggers: ['convertto-securestring '],
    value: /(?:-String )?["']([^"'$\n][^"'\n]{1,127})["']/iy,
    type: 'Password',
  },
  {
    rule: 'snmp-pass',
    triggers: [' -a ', ' -x ', ' -c '],
    near: 'snmp',
    command: /\bsnmp(?!d\b|trapd\b)[a-z]+ [^|;&\n]* -[AXc] $/,
    value: new RegExp(`(?!["']?(?:public|private)\\b)${QUOTED}`, 'y'),
    type: 'Password',
  },
  {
    rule: 'login-user',
    triggers: [' -u ', ' -U ', ' --user ', ' --user=', ' -l ', ' --username '],
    command:
      /\b(?:psql|pg_\w+|createdb|dropdb|docker|podman|nerdctl|oc|helm|mysql\w*|mariadb\w*|mongo\w*|sqlcmd|snowsql|cqlsh|hdbsql|trino|presto|clickhouse-client|impala-shell|vsql|lftp|ansible\w*|ssh|mosquitto_\w+|smbclient|kinit|influx|redis-cli|wget|snmp(?!d\b|trapd\b)[a-z]+)\b[^|;&\n]*$/i,
    // What SNMP is to do with what it sends is no name.
    value: /["']?(?!(?:no)?auth(?:no)?priv\b)([a-z][\w.-]{1,63})["']?(?=:?\s|$)/iy,
    type: 'UserName',
  },
  {
    rule: 'mysql-u',
    triggers: [' -u'],
    command: /\b(?:mysql\w*|mariadb\w*|mydumper|xtrabackup)\b[^|;&\n]* -u$/i,
    value: /["']?([a-z][\w.-]{1,63})["']?(?=\s|$)/iy,
    type: 'UserName',
  },
  {
    // host:port:database:user:password
    rule: 'pgpass',
    triggers: [':5432:', ':6432:', ':*:'],
    value: /[\w*-]{1,64}:[\w*.-]{1,64}:([^\s:"',;]{2,128})(?=\s|$)/y,
    type: 'Password',
  },
  {
    rule: 'pgpass-user',
    triggers: [':5432:', ':6432:', ':*:'],
    value: /[\w*-]{1,64}:([a-z][\w.-]{1,63})(?=:[^\s:"',;]{2,128}(?:\s|$))/iy,
    type: 'UserName',
  },
  {
    rule: 'imap-login',
    triggers: ['\\d login ', 'login "'],
    command: TAGGED_LOGIN,
    value:
      /"?[^\s"]{1,128}"? (?:"([^\s"]{3,128})"|(?<=\d (?:LOGIN|login) \S{1,130} )([^\s"{]{3,128})(?=\s*$))/my,
    type: 'Password',
  },
];

export const commandRule = ({ rule, triggers, near, command, value, type }: Form): Rule => ({
  triggers,
  find(text, at): Finding | undefined {
    if (near !== undefined && !textBefore(text, at, 120).toLowerCase().includes(near)) return undefined;
    const found = matchAt(value, text, at);
    // One of the groups took part; the others are empty.
    const secret = found?.slice(1).join('');
    if (!found || !secret || isPlaceholder(type === 'BasicAuth' ? secret.replace(/^[^:]*:/, '') : secret))
      return undefined;
    if (command && !command.test(lineBefore(text, at, 256))) return undefined;
    if (type === 'UserName' && !isUser(secret)) return undefined;
    const start = at + found[0].lastIndexOf(secret);
    return { type, start, end: start + secret.length, confidence: 0.85, rule: `command-${rule}` };
  },
});

export const commandSecrets: readonly Rule[] = FORMS.map(commandRule);
