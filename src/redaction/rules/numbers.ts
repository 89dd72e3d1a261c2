/** Numbers with a check digit or a fixed form: cards, social security, IBAN. */
import { electronicFormatIBAN, validateIBAN, ValidationErrorsIBAN } from 'ibantools';
import type { Rule } from '../types.js';
import { beginsAt, isDigit, lineBefore, matchAt, textBefore, wordAt } from './text.js';

/** Luhn's check (ISO/IEC 7812-1). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 0x30;
    const weighed = index % 2 === 1 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}

/** Issuers by their first digits, with their lengths: Visa, Mastercard, Amex, Diners, Discover, JCB, UnionPay, Maestro. */
const ISSUERS =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11,13}|6(?:011|4[4-9]\d|5\d\d)\d{12,15}|35(?:2[89]|[3-8]\d)\d{12,15}|62\d{14,17}|(?:50[0-9]{2}|5[6-9]\d\d|6(?:304|759|76[0-3]|390))\d{8,15})$/;
const CARD = /\d{4}([ \-])\d{4}\1\d{4}\1\d{1,7}(?!\d)|\d{4}([ \-])\d{6}\2\d{4,5}(?!\d)|\d{13,19}(?!\d)/y;
const CARD_KEY =
  /(?:card|pan|cc|credit|debit|visa|master\s?card|amex|payment|account_number)[\w ]{0,12}[\s"'\\:=#>({]{0,6}(?:number)?[\s"'\\:=#>({]{0,6}(?:ending |number |no\.? |is )?$/i;
const COUNT_KEY =
  /(?:order|id|trace|span|seq\w*|sequence|offset|txn|transaction|tx|ref\w*|invoice|ticket|tracking|imei|serial|nonce|block|blk|time|timestamp|ts|number|no|num|size|bytes|count|hash|batch|job|request|req|msg|message|event|session|isbn|ean|sku|upc|gtin|shipment|parcel|barcode|meter|device|cursor|version|lsn|xid|snowflake|key|user|tenant|customer|barcode|hwm|position|partition|epoch|generation|lease|inode|voucher|container|waybill|policy|claim|subscriber|iccid|sim)[.#]?[\s"'\\:=#>([]{0,6}$/i;

/** Groups of hex stand before: the place in what is shown, or one with a letter, or several. A card starts apart. */
const IN_DUMP =
  /(?:^[^\S\n]{0,8}(?:0x[\da-f]{4,8}:?|(?=0|\d{0,7}[a-f])[\da-f]{4,8}:|0[\da-f]{6,7})[^\S\n]{1,4}(?:[\da-f]{4} )?|(?:^|[ :])(?=[\da-f]{0,3}[a-f])(?=[\da-f]{0,3}\d)[\da-f]{4} |(?:^|[ :])(?=[\da-f ]{0,8}[a-f])(?:[\da-f]{4} ){2}|(?:^|[ :])(?:[\da-f]{4} ){3})$/i;

export const card: Rule = {
  triggers: [
    '\\D\\d\\d\\d\\d\\d\\d\\d\\d\\d\\d\\d\\d\\d',
    '\\D\\d\\d\\d\\d\\g\\d\\d\\d\\d\\g\\d',
    '\\D\\d\\d\\d\\d\\g\\d\\d\\d\\d\\d\\d\\g\\d',
  ],
  find(text, at) {
    const start = [at - 13, at - 11].find(
      from => from >= 0 && !isDigit(text.charCodeAt(from - 1)) && matchAt(CARD, text, from),
    );
    if (start === undefined) return undefined;
    const before = text.charAt(start - 1);
    if (
      (!beginsAt(text, start) && !isOnStripe(text, start)) ||
      /[_.]/.test(before) ||
      (before === '-' && !/[\s"'=:]/.test(text.charAt(start - 2)))
    )
      return undefined;
    const written = matchAt(CARD, text, start)?.[0] ?? '';
    if (
      wordAt(text, start + written.length) ||
      /^[.]\d|^-\w/.test(text.slice(start + written.length, start + written.length + 2))
    )
      return undefined;
    const digits = written.replace(/\D/g, '');
    if (!ISSUERS.test(digits) || !passesLuhn(digits) || /^(\d)\1+$/.test(digits)) return undefined;
    const line = lineBefore(text, start, 40);
    if (written.startsWith(' ', 4) && IN_DUMP.test(line)) return undefined;
    // In groups as on a card, a mere `number` is one.
    const grouped =
      /^\d{4}([ -])\d{4}\1/.test(written) &&
      /\b(?:number|num|no|nr)[\s"':=>.]*$/i.test(line) &&
      (!/\w+ (?:number|num|no|nr)\W*$/i.test(line) || /\b(?:for|with|of|the) number\W*$/i.test(line));
    if (
      COUNT_KEY.test(line) &&
      !CARD_KEY.test(line) &&
      !grouped &&
      !hasCode(text, start, start + written.length)
    )
      return undefined;
    return {
      type: 'CreditCard',
      start,
      end: start + written.length,
      confidence: CARD_KEY.test(line) ? 0.98 : 0.8,
      rule: 'card-luhn',
    };
  },
};

/** How the magnetic stripe of a card begins: `%B…^`. */
const isOnStripe = (text: string, start: number): boolean =>
  textBefore(text, start, 2).toUpperCase() === '%B' && matchAt(/\d{13,19}\^/y, text, start) !== undefined;

/** Beside a card's number stands the code on its back. */
const hasCode = (text: string, start: number, end: number): boolean =>
  /number\W{1,8}$/i.test(lineBefore(text, start, 24)) &&
  CODE.test((text.slice(end, end + 120).split('\n', 1)[0] ?? '') + lineBefore(text, start, 80));
const CODE = /(?:\b|_)(?:cvv2?|cvc2?|csc|security_?code)["'\\]{0,4}\s?[:=]/i;

/** That code behind its word, where no sign stands between them. */
export const cardCode: Rule = {
  triggers: ['\\bcvc \\d', '\\bcvv \\d', '\\bcvc2 \\d', '\\bcvv2 \\d'],
  find(text, at) {
    const code = matchAt(/\d{3,4}(?![\w.,-]*\d|\w)/y, text, at - 1)?.[0];
    return code === undefined
      ? undefined
      : { type: 'Secret', start: at - 1, end: at - 1 + code.length, confidence: 0.7, rule: 'card-code' };
  },
};

const NOT_SOCIAL =
  /(?:order|invoice|part|ticket|case|sku|ref\w*|item|model|serial|claim|build|tracking|isbn|version|doc\w*|no|num|number|#|id)[.#]?[\s"':=#]{0,4}$/i;
const SOCIAL =
  /(?:ssn|social|sec(?:urity)?|s\.s\.n|taxpayer|itin|tin|ref\*sy\*)(?![a-z])[\w .#"':=(\-]{0,24}$/i;

const SAID_BEHIND =
  /(?<![\w-])((?!000|666|9)\d{3}([- ]?)(?!00)\d{2}\2(?!0000)\d{4}) ?[[(](?:SSN|social security)[\])]? ?$/i;

export const socialSecurity: Rule = {
  triggers: ['\\d\\d\\d-\\d\\d-\\d\\d\\d\\d', 'ssn\\k', 'social\\jsecurity', 'ref*sy*'],
  find(text, at) {
    // Behind a word the number may be written without hyphens.
    const before = SAID_BEHIND.exec(textBefore(text, at, 40));
    if (before)
      return {
        type: 'Ssn',
        start: at - before[0].length,
        end: at - before[0].length + (before[1]?.length ?? 0),
        confidence: 0.9,
        rule: 'ssn',
      };
    const behind = isDigit(text.charCodeAt(at - 1))
      ? at - 11
      : at -
        1 +
        (matchAt(/[\w .#"':=(\\*]{0,24}?(?=\d{3}[ -]?\d{2}[ -]?\d{4}(?!\d))/y, text, at - 1)?.[0].length ??
          NaN);
    if (Number.isNaN(behind) || /[\w-]/.test(text.charAt(behind - 1))) return undefined;
    const written = matchAt(
      /(?!000|666|9)\d{3}([- ]?)(?!00)\d{2}\1(?!0000)\d{4}(?![\w-])/y,
      text,
      behind,
    )?.[0];
    if (written === undefined) return undefined;
    const line = lineBefore(text, behind, 48);
    const said = SOCIAL.test(line);
    if (!said && (!written.includes('-') || NOT_SOCIAL.test(line))) return undefined;
    return {
      type: 'Ssn',
      start: behind,
      end: behind + written.length,
      confidence: said ? 0.95 : 0.75,
      rule: 'ssn',
    };
  },
};

/** A check digit of a country's own may be wrong: who made a number up for a test reckoned only the one of all countries. */
const isRightIban = (written: string): boolean =>
  validateIBAN(written).errorCodes.every(
    code => code === ValidationErrorsIBAN.WrongAccountBankBranchChecksum,
  );

export const iban: Rule = {
  triggers: [
    // Longer ones would be a quarter of the automaton.
    '\\b\\a\\a\\d\\d\\w',
    '\\b\\a\\a\\d\\d\\g',
    '%3d\\a\\a\\d\\d\\w',
    '%22\\a\\a\\d\\d\\w',
  ],
  find(text, at) {
    const start = at - 5;
    if (!/^[A-Z]{2}\d\d/.test(text.slice(start, start + 4)) && !/iban/i.test(lineBefore(text, start, 16)))
      return undefined;
    const written = matchAt(/[A-Z]{2}\d\d(?:[ -]?[A-Z\d]{1,4}){2,10}/iy, text, start)?.[0];
    if (written === undefined) return undefined;
    // The words behind a spaced IBAN look like its groups: the longest prefix with a right checksum counts.
    for (let length = written.length; length >= 15; length--) {
      if (/[\w]/.test(text.charAt(start + length))) continue;
      if (!isRightIban(electronicFormatIBAN(written.slice(0, length)) ?? '')) continue;
      return { type: 'Iban', start, end: start + length, confidence: 0.97, rule: 'iban' };
    }
    return undefined;
  },
};
