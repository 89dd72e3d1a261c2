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
