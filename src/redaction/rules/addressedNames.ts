/** Names of people before their addresses: in headers, in sentences and in rows of values. */
import type { Finding, Rule } from '../types.js';
import { isGivenName } from '../givenNames/index.js';
import { NO_NAME } from './names.js';
import { JOINED, person, WORD } from './persons.js';
import { isWord, lineBefore, matchAt, runBack, textBefore } from './text.js';

const MAILBOX = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.@/-])(${WORD}(?: \p{Lu}\.)?(?:${JOINED}){0,3}(?:, ${WORD}(?: \p{Lu}\.)?(?:${JOINED})?)?)["'”]? <$`,
  'u',
);
/** Where an address book or a header writes the family name first. */
const LISTED = /(?:["'“;]|^\W*(?:from|to|cc|bcc|sender|reply-to|von|an|de|à|da|para|van|aan) ?:) ?$/i;
/** Before an address in angle brackets. */
export const mailboxName: Rule = {
  triggers: [' <\\w', '" <\\w'],
  find(text, at): Finding | undefined {
    if (!matchAt(/[^\s<>@]{1,64}@[^\s<>]{3,128}>/y, text, at - 1)) return undefined;
    const [whole = '', name = ''] = MAILBOX.exec(textBefore(text, at - 1, 80)) ?? [];
    if (name === '' || NO_NAME.test(name)) return undefined;
    const start = at - 1 - whole.length;
    if (
      name.includes(',') ? !LISTED.test(lineBefore(text, start, 48)) : !/ /.test(name) && !isGivenName(name)
    )
      return undefined;
    return person(start, name, 0.75, 'mailbox');
  },
};

const ROW = new RegExp(
  String.raw`(?:^|[,;\t]|\| {0,32})"?((?:\p{Lu}\.? )?${WORD}(?: \p{Lu}\.?)?(?:${JOINED}){1,2})(?:"?[,;|\t]"?| {1,64}\| {1,4})[\w.+-]{1,64}@$`,
  'u',
);
const isOfAccount = (code: number): boolean =>
  isWord(code) || code === 0x2e || code === 0x2b || code === 0x2d;
/** Whether an account is called after the family name and something else. */
function isNamedIn(name: string, account: string): boolean {
  const families = name
    .slice(name.lastIndexOf(' ') + 1)
    .toLowerCase()
    .split('-');
  return families.some(
    family => family.length > 2 && account.length > family.length && account.toLowerCase().includes(family),
  );
}

const WITH_ADDRESS = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.@/-] ?)(${WORD}(?:${JOINED}){1,2})(?: (?:from|in|of|at|von|aus|de|du) \p{L}[\p{L} ]{1,24})? \($`,
  'u',
);
/** Before the address in a sentence: `Name from finance (address)`. */
function nameOfAddress(text: string, account: number, at: number): Finding | undefined {
  const [whole = '', said] = WITH_ADDRESS.exec(textBefore(text, account, 100)) ?? [];
  if (said === undefined) return undefined;
  // A word of what they are may stand before.
  const [, role = '', rest = ''] = /^(\p{Lu}\p{Ll}+ )(.+ .+)$/u.exec(said) ?? [];
  const skipped = !isGivenName(said) && isGivenName(rest) ? role.length : 0;
  const name = said.slice(skipped);
  if (NO_NAME.test(name)) return undefined;
  return isGivenName(name) || isNamedIn(name, text.slice(account, at - 2))
    ? person(account - whole.length + skipped, name, 0.65, 'addressed')
    : undefined;
}

/** In a row of values, before the address of who it is. */
export const rowName: Rule = {
  triggers: ['\\w@\\w'],
  find(text, at): Finding | undefined {
    const account = runBack(text, at - 2, isOfAccount, 64);
    if (text.charAt(account - 1) === '(') return nameOfAddress(text, account, at);
    const quoted = text.charAt(account - 1) === '"' ? account - 1 : account;
    if (!/[,;|\t]$|\| {1,4}$/.test(textBefore(text, quoted, 5))) return undefined;
    const before = lineBefore(text, at - 1, 160);
    const name = ROW.exec(before)?.[1];
    if (name === undefined || NO_NAME.test(name)) return undefined;
    if (!isGivenName(name) && !isNamedIn(name, text.slice(account, at - 2))) return undefined;
    return person(at - 1 - before.length + before.lastIndexOf(name), name, 0.7, 'row');
  },
};
