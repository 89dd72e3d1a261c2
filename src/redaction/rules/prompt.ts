/** The prompt of a shell, in what a terminal showed: who works on which machine. */
import type { Finding, Rule } from '../types.js';
import { isHostName, isMachine, isPod } from './hosts.js';
import { isUser } from './names.js';
import { CALLED } from './machines.js';
import { isWord, lineBefore, matchAt, runBack } from './text.js';

const PROMPT =
  /^(?:\([\w .-]{1,32}\) ?)?\[?([a-z][\w.-]{0,31})@([a-z][\w.-]{1,63})(?::[~/][^\n]{0,120}|:? ?[~/][^\n\]]{0,120}|[: ][\w.-]{1,64})?\]?$/i;
/** Names of machines that tell none from another. */
const ANY_MACHINE =
  /^(?:(?:my)?host(?:name)?|localhost|(?:my)?server|machine|computer|ubuntu|debian|raspberrypi|kali|fedora|centos|archlinux|container|vagrant|codespaces.*|[0-9a-f]{12})$/i;

export const prompt: Rule = {
  triggers: ['$ ', '# ', '% '],
  find(text, at) {
    const line = lineBefore(text, at - 2, 240);
    const start = at - 2 - line.length;
    // The whole of a line up to here.
    if (start > 0 && text.charCodeAt(start - 1) !== 0x0a) return undefined;
    const found = PROMPT.exec(line);
    const [, user = '', host = ''] = found ?? [];
    if (!found) return undefined;
    const from = start + line.indexOf(`${user}@${host}`);
    const finds: Finding[] = [];
    if (isUser(user))
      finds.push({
        type: 'UserName',
        start: from,
        end: from + user.length,
        confidence: 0.75,
        rule: 'prompt',
      });
    const behind = from + user.length + 1;
    if (isHostName(host) && !ANY_MACHINE.test(host) && !isPod(host))
      finds.push({
        type: 'Hostname',
        start: behind,
        end: behind + host.length,
        confidence: 0.7,
        rule: 'prompt',
      });
    return finds;
  },
};

/** `name@machine` anywhere: the machine is called as administrators call theirs, which no version or tag is. */
export const accountAt: Rule = {
  triggers: ['\\w@\\a'],
  find(text, at) {
    const machine = matchAt(/[a-z][a-z\d-]{2,40}(?![\w@/]|\.\w)/iy, text, at - 1)?.[0];
    if (machine === undefined) return undefined;
    const from = runBack(text, at - 2, code => isWord(code) || code === 0x2d || code === 0x2e, 32);
    const user = text.slice(from, at - 2);
    if (!CALLED.test(machine) && !isInBrackets(text, from, at - 1 + machine.length, machine))
      return undefined;
    if (!isUser(user) || !/^$|[\s"'=(,[:]/.test(text.charAt(from - 1))) return undefined;
    return [
      { type: 'UserName', start: from, end: at - 2, confidence: 0.7, rule: 'account-at' },
      { type: 'Hostname', start: at - 1, end: at - 1 + machine.length, confidence: 0.7, rule: 'account-at' },
    ];
  },
};

/** Where somebody could not get to, or was: `[name@machine]`. */
const REACHED =
  /\b(?:ssh|scp|sftp|rsync|instance|log(?:ged)? ?[io]n|shell|session|remote|host|connect\w*)\b/i;
const isInBrackets = (text: string, from: number, end: number, machine: string): boolean =>
  text.charAt(from - 1) === '[' &&
  text.charAt(end) === ']' &&
  isMachine(machine) &&
  !isPod(machine) &&
  REACHED.test(lineBefore(text, from, 120));
