/** Names of accounts that stand before what tells that they are some. */
import type { Finding, Rule } from '../types.js';
import { NAME } from './accountForms.js';
import { isMachine } from './hosts.js';
import { isUser } from './names.js';
import { lineBefore, matchAt } from './text.js';

interface Placed {
  readonly rule: string;
  readonly triggers: readonly string[];
  /** What ends at the trigger, with the name as its only group; what follows the name is as long as `behind`. */
  readonly before: RegExp;
  readonly ahead?: RegExp;
  /** A machine may stand there, too. */
  readonly orMachine?: true;
}

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
    triggers: [' hier_', ' direct/', ' none/-', '_parent/'],
    before: new RegExp(
      String.raw` [A-Z]{3,12} \S{1,2048} (${NAME}) (?:HIER_|DIRECT/|NONE/-|[A-Z_]{4,24}_PARENT/)$`,
    ),
  },
  {
    // Who has a connection to MySQL, in a row of them.
    rule: 'connection',
    triggers: ['sleep', 'query', 'execute', 'connect', 'binlog dump', 'daemon', 'prepare'].map(
      what => `| ${what} `,
    ),
    before: new RegExp(
      String.raw`\| {0,16}\d{1,12} {0,16}\| {0,16}(?!event_scheduler\b)(${NAME}) {0,32}\| {0,16}(?:[\w.-]{1,253}:\d{2,5}|localhost) {0,48}\| {0,16}[\w$-]{1,64} {0,48}\| \w[\w ]{3,12} $`,
    ),
  },
  {
    // An account on a machine that has no name.
    rule: 'at-address',
    triggers: ['@\\d'],
    before: new RegExp(
      String.raw`(?<!\b(?:npm|yarn|pnpm|deprecated|dependency)\b[^\n]{0,60})(?:^|[\s"'=(,:\\]|\b[CS]-0x[\da-f]{1,16}: [\w-]{1,63}/)(${NAME})@\d$`,
    ),
    ahead: /\d{0,2}(?:\.\d{1,3}){3}(?![\d.]\d)/y,
    orMachine: true,
  },
  {
    // Who vsftpd let in or not.
    rule: 'ftp',
    triggers: ['] ok \\a', '] fail \\a'],
    before: new RegExp(String.raw`(?:\]|vsftpd:) \[(${NAME})\] (?:OK|FAIL) [A-Z]$`),
  },
  {
    // A client of OpenVPN by the name in its certificate.
    rule: 'tunnel',
    triggers: ['] peer connection'],
    before: new RegExp(String.raw`\[(${NAME})\] Peer Connection$`),
  },
  {
    // Who is at a terminal, as `who` and `last` print it.
    rule: 'terminal',
    triggers: [' pts/\\d', ' tty\\d'],
    before: new RegExp(String.raw`^(${NAME}) {1,16}(?:pts/|tty)\d$`),
  },
  {
    // Who comes to a game, says something there or goes.
    rule: 'game',
    triggers: ['[/\\d', ' joined the game', ' left the game', ' issued server command:', ' lost connection:'],
    before: new RegExp(
      String.raw`(?:\]:? |^)(${NAME})(?:\[\/\d| joined the game| left the game| issued server command:| lost connection:)$`,
    ),
  },
  {
    rule: 'game',
    triggers: ['><steam_', '><[u:', '><steam6'],
    before: new RegExp(String.raw`"(${NAME})<\d{1,5}><(?:STEAM_|\[U:|steam6)$`, 'i'),
  },
  {
    rule: 'realm',
    triggers: ['/admin@\\u', '/root@\\u'],
    before: new RegExp(String.raw`(?:^|[\s"'(=:,])(${NAME})\/(?:admin|root)@[A-Z]$`),
  },
  {
    // Who asked for a ticket of Kerberos.
    rule: 'realm',
    triggers: [' for krbtgt/'],
    before: new RegExp(String.raw`(${NAME})@[A-Z][\w.-]{0,63} for krbtgt\/$`),
  },
  {
    // A client of a tunnel: `name/address:port`.
    rule: 'tunnel',
    triggers: ['\\w/\\d'],
    before: new RegExp(
      String.raw`(?<!(?:refused|timed out|Call From|exception|to host): ?|\b(?:java|netty)\.[^\n]{0,160})(?:^|[\s"'=])(${NAME})/\d$`,
      'i',
    ),
    ahead: /\d{0,2}(?:\.\d{1,3}){3}:\d{2,5}(?![\d.])/y,
    orMachine: true,
  },
  {
    // Who comes to a chat (IRC) or goes.
    rule: 'nick',
    triggers: [' has joined #', ' has left #', ' has quit ['],
    before: new RegExp(
      String.raw`(?:\*{3}|-!-|-->|<--|\*) (${NAME})(?: [[(][^\])\n]{1,120}[\])])? has (?:joined #|left #|quit \[)$`,
    ),
    orMachine: true,
  },
  {
    // Who asked Gerrit for something, before the number of the account.
    rule: 'review',
    triggers: [' a/\\d'],
    before: new RegExp(String.raw`\] (${NAME}) a/\d$`),
  },
  {
    // Who changed something, as Subversion lists it.
    rule: 'revision',
    triggers: [' | \\d\\d\\d\\d-'],
    before: new RegExp(String.raw`^\s{0,8}r\d{1,9} \| (${NAME}) \| \d{4}-$`),
  },
];

export const accountsBefore: readonly Rule[] = BEFORE.map(({ triggers, before, ahead, orMachine, rule }) => ({
  triggers,
  find(text, at): Finding | undefined {
    // What stands ahead is quickly read, and seldom fits.
    if (ahead && !matchAt(ahead, text, at)) return undefined;
    const found = before.exec(lineBefore(text, at, 512));
    const name = found?.[1];
    if (
      !found ||
      name === undefined ||
      !isUser(name) ||
      (orMachine && isMachine(name)) ||
      name === 'localhost'
    )
      return undefined;
    const start = at - found[0].length + found[0].indexOf(name);
    return { type: 'UserName', start, end: start + name.length, confidence: 0.75, rule: `account-${rule}` };
  },
}));
