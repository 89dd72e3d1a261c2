/** Names of people in records: cards of address books, payments, entries of directories, messages about patients. */
import type { Finding, Rule } from '../types.js';
import { isGivenName } from '../givenNames/index.js';
import { isPersonName, NO_NAME } from './names.js';
import { nameAt, ONE_OR_MORE, person, TWO_OR_MORE } from './persons.js';
import { lineBefore, matchAt, textBefore } from './text.js';

/** Where only a name stands: in a card of an address book, among those invited, and as a party of a payment (SWIFT). */
export const placedName: Rule = {
  triggers: ['\\bfn:', ';cn=', ':50k:', ':50f:', ':59:', ':59f:'],
  find(text, at): Finding | undefined {
    const gap = matchAt(/"?(?:\/[\w/]{1,40}\r?\n)?/y, text, at)?.[0].length ?? 0;
    const name = matchAt(
      /\p{Lu}[\p{L}\p{M}.'’-]+(?: \p{Lu}[\p{L}\p{M}.'’-]*){1,3}(?=[";:]|\s*(?:[\r\n\\]|$))/uy,
      text,
      at + gap,
    )?.[0];
    if (name === undefined || NO_NAME.test(name) || !isPersonName(name, 2)) return undefined;
    return person(at + gap, name, 0.7, 'placed');
  },
};

const OF_ACCOUNT = /(?:^|[^A-Z\d])[A-Z]{2}\d{2}(?: ?[\dA-Z]{1,4}){3,8} ?[/,;|] ?\p{Lu}$/u;
/** What a bank says of why a payment came back. */
const REASON = /\s?[/,;|]\s?[A-Z]{2}\d{2}(?!\w)/y;
/** Behind the number of an account: `IBAN / Name / code`. */
export const accountName: Rule = {
  triggers: ['\\w / \\u', '\\d, \\u', '\\d | \\u', '\\d; \\u'],
  find(text, at): Finding | undefined {
    if (!OF_ACCOUNT.test(lineBefore(text, at, 60))) return undefined;
    const name = nameAt(TWO_OR_MORE, text, at - 1);
    if (name === undefined) return undefined;
    return isGivenName(name) || matchAt(REASON, text, at - 1 + name.length)
      ? person(at - 1, name, 0.7, 'account')
      : undefined;
  },
};

const OF_PERSON = /^(?:sn|givenname|mail|uid|telephonenumber|mobile|employee\w*):/im;
/** In an entry of a directory (LDIF), which also holds groups and machines. */
export const entryName: Rule = {
  triggers: ['\ncn: \\a', '\nsn: \\a'],
  find(text, at): Finding | undefined {
    const start = at - 1;
    const name = nameAt(ONE_OR_MORE, text, start);
    if (name === undefined || !matchAt(/[ \t]*(?:\r?\n|$)/y, text, start + name.length)) return undefined;
    const near = `${textBefore(text, start - 4, 300)}\n${text.slice(start + name.length, start + 300)}`;
    return (isGivenName(name) && / /.test(name)) || OF_PERSON.test(near)
      ? person(start, name, 0.7, 'entry')
      : undefined;
  },
};

/** \`FAMILY^GIVEN\`, a field of a message about a patient (HL7). */
export const codedName: Rule = {
  triggers: ['|\\a\\a', 'pn [\\a\\a'],
  find(text, at): Finding | undefined {
    const name = matchAt(
      /[\p{L}'’-]{2,40}\^[\p{L}'’-]{1,40}(?:\^[\p{L}.'’-]{0,20}){0,4}(?=[|~\]])/uy,
      text,
      at - 2,
    )?.[0];
    return name === undefined ? undefined : person(at - 2, name, 0.8, 'coded');
  },
};
