/**
 * Accounts and secrets in what configures switches, routers and firewalls, where only spaces stand between a word and its
 * value; a digit before a secret tells how it is written.
 */
import { commandRule, type Form } from './commands.js';
import type { Rule } from '../types.js';

const FORMS: readonly Form[] = [
  {
    rule: 'device-user',
    triggers: ['username '],
    value:
      /["']?([a-z][\w.-]{1,63})["']?(?= (?:privilege|secret|password|role|attributes|nopassword|view) )/iy,
    type: 'UserName',
  },
  {
    rule: 'device-secret',
    triggers: [' secret ', ' password '],
    command:
      /(?:^|\s)(?:username \S{1,64}|enable|neighbor \S{1,64}|line \S{1,16})(?: (?:privilege|level) \d{1,2})? (?:secret|password) $/i,
    value: /(?:level \d{1,2} )?(?:\d{1,2} )?["']?(?!level\b)([^\s"'<>]{4,128})["']?(?=\s|$)/y,
    type: 'Password',
  },
  {
    rule: 'device-scrambled',
    triggers: ['password 7 ', 'key 7 ', 'key-string 7 ', 'secret 7 '],
    value: /((?:[\dA-F]{2}){4,64})(?=\s|$)/iy,
    type: 'Password',
  },
  {
    rule: 'device-key',
    triggers: ['isakmp key ', 'radius-server key ', 'tacacs-server key ', 'snmp-server community '],
    value: /(?:\d )?["']?(?!(?:public|private)\b)([^\s"'<>]{3,128})["']?(?=\s|$)/y,
    type: 'Password',
  },
  {
    rule: 'device-server',
    triggers: ['tacacs-server host ', 'radius-server host ', 'tacacs server ', 'radius server '],
    value: /\S{1,64}(?:\s{1,4}[\w.:-]{1,40}){0,8}?\s{1,4}key (?:\d )?["']?([^\s"'<>]{3,128})["']?(?=\s|$)/y,
    type: 'Password',
  },
  {
    rule: 'device-shared',
    triggers: ['pre-shared-key '],
    value:
      /(?:(?:ascii-text|hexadecimal|local|remote|address \S{1,40} key) ){0,2}["']?((?=[^\s"']*[\d!@#$%^&*+?])[^\s"'<>]{6,128})["']?(?=\s|;|$)/y,
    type: 'Password',
  },
  {
    rule: 'device-community',
    triggers: ['version 2c ', 'version 1 '],
    near: 'snmp',
    command: /\bsnmp-?server host [^\n]{0,160}$/i,
    value: /["']?(?!(?:public|private)\b)([^\s"'<>]{3,128})["']?(?=\s|$)/y,
    type: 'Password',
  },
  {
    rule: 'snmp-community',
    triggers: ['community "', "community '", 'community: ', 'community='],
    near: 'snmp',
    value: /["']?(?!(?:public|private|string|name)\b)([^\s"'<>]{3,128})(?=["'\s,;)]|$)/y,
    type: 'Password',
  },
  {
    // What tcpdump shows of a packet.
    rule: 'snmp-community',
    triggers: [' c="', ' c='],
    value:
      /"?(?!public\b|private\b)([^\s"'<>]{3,128})"? (?=(?:Get|Set|GetNext|GetBulk|Get-?Next|Get-?Bulk)?-?(?:Request|Response|Bulk|Trap|Inform|V2Trap)\(|V2Trap|Trap)/y,
    type: 'Password',
  },
  {
    rule: 'device-encrypted',
    triggers: [' enc '],
    command: /\bset \S{0,24}(?:passw\w*|secret|key|pwd) ENC $/i,
    value: /["']?([\w+/=]{8,512})["']?(?=\s|$)/y,
    type: 'Password',
  },
  {
    rule: 'device-snmp',
    triggers: [
      ' md5 ',
      ' sha ',
      ' sha256 ',
      ' sha-256 ',
      ' sha512 ',
      ' des ',
      ' 3des ',
      ' aes ',
      ' aes 128 ',
      ' aes 192 ',
      ' aes 256 ',
    ],
    near: 'snmp',
    command: /\bsnmp-?(?:server)? user \S{1,64}[^\n]{0,160} (?:auth|priv) \S+(?: \d{3})? $/i,
    value: /(?!(?:128|192|256) )["']?([^\s"'<>]{4,128})["']?(?=\s|$)/y,
    type: 'Password',
  },
];

export const deviceSecrets: readonly Rule[] = FORMS.map(commandRule);
