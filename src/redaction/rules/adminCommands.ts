/** Accounts and their passwords on command lines of those who administer a machine. */
import { commandRule, type Form, TAGGED_LOGIN } from './commands.js';
import type { Rule } from '../types.js';

const FLAGS = String.raw`(?:-{1,2}[\w-]{1,24}(?:[ =](?:"[^"\n]{0,64}"|'[^'\n]{0,64}'|(?!-)[\w/.,:-]{1,64}))? ){0,8}`;

/** Where a command begins: on a line, behind a prompt, a number of a history, or another command. */
const COMMAND =
  /(?:^|[$#;&|>"'] ?|\bsudo (?:-\w{1,8} )?|^\s*\d{1,6} {1,4})(?:\/usr)?(?:\/s?bin\/)?[a-z]+(?: add_user| change_password| -{1,2}\w*)? $/;

const FORMS: readonly Form[] = [
  {
    rule: 'account',
    triggers: ['useradd ', 'usermod ', 'userdel ', 'adduser ', 'deluser ', 'chage ', '\\bpasswd '],
    command: COMMAND,
    value: new RegExp(String.raw`${FLAGS}([a-z][\w.-]{1,31})(?=["']?[ \t]*(?:$|[;&|\r\n]))`, 'iy'),
    type: 'UserName',
  },
  {
    rule: 'windows-account',
    triggers: ['net user ', 'net1 user '],
    value:
      /"?([a-z][\w.-]{1,31})"?(?= (?:\*|"[^"\n]{1,64}"|[^\s/]\S{2,64})(?: \/|\s*$)| \/(?:add|active|del|delete|domain|times|expires|passwordchg|passwordreq|comment|fullname|logonpasswordchg))/imy,
    type: 'UserName',
  },
  {
    rule: 'windows-account',
    triggers: ['net localgroup ', 'net group '],
    value: /(?:"[^"\n]{1,64}"|[^\s"]{1,64}) (?:[\w.-]{1,32}\\)?([a-z][\w.-]{1,31})(?= \/(?:add|del))/iy,
    type: 'UserName',
  },
  {
    rule: 'windows-account',
    triggers: [
      'new-localuser ',
      'set-localuser ',
      'remove-localuser ',
      'disable-localuser ',
      '-localgroupmember ',
    ],
    value:
      /(?:-Group (?:"[^"\n]{1,64}"|'[^'\n]{1,64}'|[^\s"'-]{1,64}) )?(?:-(?:Name|Member) )?["']?(?!-)(?:[\w.-]{1,32}\\)?([a-z][\w.-]{1,31})["']?(?=[\s|;)]|$)/iy,
    type: 'UserName',
  },
  {
    // Of other keepers of accounts: each names what is to be done first.
    rule: 'kept-account',
    triggers: [
      ...[
        'samba-tool user create ',
        'samba-tool user add ',
        'samba-tool user setpassword ',
        'samba-tool user delete ',
      ],
      ...[
        'ipa user-add ',
        'ipa user-mod ',
        'ipa user-del ',
        'ipa user-unlock ',
        'ipa user-show ',
        'ipa passwd ',
      ],
      ...[
        'smbpasswd -a ',
        'smbpasswd -x ',
        'smbpasswd -e ',
        'pdbedit -a -u ',
        'pdbedit -x -u ',
        'pdbedit -u ',
      ],
      ...[
        'gpasswd -a ',
        'gpasswd -d ',
        'pure-pw useradd ',
        'pure-pw passwd ',
        'pveum user add ',
        'pveum passwd ',
      ],
      ...[
        '-adduser ',
        '-resetpasswordfor ',
        'saslpasswd2 -c ',
        'occ user:resetpassword ',
        'occ user:add ',
        'occ user:disable ',
      ],
    ],
    value: /["']?([a-z][\w.-]{1,31})(?=["'@]|\s|$)/iy,
    type: 'UserName',
  },
  {
    rule: 'kept-password',
    triggers: ['samba-tool user create ', 'samba-tool user add '],
    value: /["']?[\w.-]{1,32}["']? (?:"([^"\n]{3,128})"|'([^'\n]{3,128})'|((?!-)[^\s"']{3,128}))(?=\s|$)/y,
    type: 'Password',
  },
  {
    rule: 'broker-file-user',
    triggers: ['mosquitto_passwd -'],
    value: /[a-zA-Z]{1,4} \S{1,160} ([a-z][\w.-]{1,63})(?=\s|$)/iy,
    type: 'UserName',
  },
  {
    rule: 'broker-file-password',
    triggers: ['mosquitto_passwd -'],
    value:
      /[a-zA-Z]{0,3}b[a-zA-Z]{0,3} \S{1,160} \S{1,64} (?:"([^"\n]{2,128})"|'([^'\n]{2,128})'|([^\s"']{2,128}))/y,
    type: 'Password',
  },
  {
    rule: 'directory',
    triggers: ['-aduser ', '-adaccount ', '-adaccountpassword ', '-adprincipalgroupmembership '],
    command: /(?:^|[>|;({=] ?)[A-Za-z]+-AD\w+ $/i,
    value:
      /(?:-Identity )?["']?(?!(?:cmdlet|command|and|or|to|for|with|on|in|is|was|failed|returned)\b)([a-z][\w.-]{1,63})["']?(?=[\s|;)]|$)/iy,
    type: 'UserName',
  },
  {
    rule: 'owner',
    triggers: ['chown '],
    command: COMMAND,
    value: /(?:-\w{1,4} )?([a-z][\w.-]{1,31})(?=:[\w.-]{0,32} [/~.\w])/iy,
    type: 'UserName',
  },
  {
    rule: 'as-user',
    triggers: ['\\bsu - ', 'sudo -u ', 'sudo -iu ', 'crontab -u ', 'runuser -u '],
    command: COMMAND,
    value: /([a-z][\w.-]{1,31})(?=\s|$)/y,
    type: 'UserName',
  },
  {
    rule: 'task-user',
    triggers: [' /ru '],
    value: /["']?(?:[\w.-]{1,32}\\)?([a-z][\w.-]{1,63})["']?(?=\s|$)/iy,
    type: 'UserName',
  },
  {
    rule: 'task-password',
    triggers: [' /rp '],
    value: /["']?([^\s"'*]{3,128})["']?(?=\s|$)/y,
    type: 'Password',
  },
  {
    rule: 'cluster-user',
    triggers: ['config set-credentials '],
    value: /([a-z][\w.-]{1,63})(?=\s|$)/iy,
    type: 'UserName',
  },
  {
    rule: 'broker-user',
    triggers: ['rabbitmqctl add_user ', 'rabbitmqctl change_password '],
    value: /["']?([a-z][\w.-]{1,63})["']?(?= )/iy,
    type: 'UserName',
  },
  {
    rule: 'broker-password',
    triggers: ['rabbitmqctl add_user ', 'rabbitmqctl change_password '],
    value: /\S{1,66} (?:"([^"\n]{2,128})"|'([^'\n]{2,128})'|([^\s"']{2,128}))/y,
    type: 'Password',
  },
  {
    rule: 'web-user',
    triggers: ['htpasswd -'],
    value: /[a-zA-Z]{1,8} \S{1,160} ([a-z][\w.-]{1,63})(?=\s|$)/iy,
    type: 'UserName',
  },
  {
    rule: 'web-password',
    triggers: ['htpasswd -'],
    value:
      /[a-zA-Z]{0,6}b[a-zA-Z]{0,6} \S{1,160} \S{1,64} (?:"([^"\n]{2,128})"|'([^'\n]{2,128})'|([^\s"']{2,128}))/y,
    type: 'Password',
  },
  {
    rule: 'mail-user',
    triggers: ['\\d login '],
    command: TAGGED_LOGIN,
    value: /"?([a-z][\w.-]{1,63})"?(?= (?:"[^\s"]{3,128}"|[^\s"{]{3,128}\s*$))/imy,
    type: 'UserName',
  },
  {
    rule: 'mail-user',
    triggers: ['> user ', 'c: user ', '--> user '],
    value: /([a-z][\w.-]{1,63})(?=\s*(?:$|[\r\n]))/iy,
    type: 'UserName',
  },
  {
    rule: 'chpasswd-user',
    triggers: ['echo "', "echo '", 'echo '],
    value: /([a-z][\w.-]{1,31})(?=:[^\s"'|]{3,64}["']? ?\| ?(?:sudo )?chpasswd)/iy,
    type: 'UserName',
  },
  {
    rule: 'stored-password',
    triggers: [' /pass:'],
    command: /\bcmdkey\b[^|;&\n]*$/i,
    value: /(?:"([^"\n]{3,128})"|([^\s"'*]{3,128}))(?=\s|$)/y,
    type: 'Password',
  },
  {
    rule: 'principal-password',
    triggers: [' -pw '],
    command: /\b(?:addprinc|add_principal|cpw|change_password|plink|pscp|psftp|putty)\b[^|;&\n]* -pw $/i,
    value: /(?:"([^"\n]{3,128})"|'([^'\n]{3,128})'|([^\s"']{3,128}))(?=["'\s]|$)/y,
    type: 'Password',
  },
];

export const adminCommands: readonly Rule[] = FORMS.map(commandRule);
