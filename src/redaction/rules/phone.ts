import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Rule } from '../types.js';
import { isDigit, lineBefore, matchAt, textBefore, wordAt } from './text.js';

/** Digits in groups as people write them, with an extension or not. */
const NUMBER = /(?:\+|00)?[ ]?\(?\d{1,5}\)?(?:(?:[ \u00a0.\-/]{0,2}| \/ )\(?\d{1,5}\)?){1,7}/y;
const NATIONAL = /(?:1[-. ])?(?:\([2-9]\d{2}\)[ ]?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}(?![\w-]|\.\d)/y;
/** What numbers in groups are instead: dates, times, addresses, versions. */
const OTHER =
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|^(?:\d{1,3}\.){3}\d{1,3}$|^\d+\.\d+$/;
const COUNTED =
  /(?:order|invoice|ticket|case|ref(?:erence)?|tracking|part|item|sku|serial|batch|job|build|account|acct|id|claim|policy|po|rma|isbn|offset|blk|model|licen[cs]e|receipt|transaction|confirmation)(?:[ _-]?(?:no|num|number|id))?[.:#= "']{0,4}$/i;

/** What words that are said of calls are said of, too. */
const OF_THINGS =
  /\b(?:buffer|build|job|queue|slot|page|order|invoice|ticket|case|batch|part|model|serial|version|release|patch|entry|index|size|count|frame|packet|room|row|line item|policy|claim)(?:[ _-]?(?:no|num|number|id|size))?[.:#= "']{0,4}$/i;

interface Found {
  readonly start: number;
  readonly end: number;
}

/** The phone number that begins at `from`, or a few marks behind it. `keyed`: it stands behind a key that says phone. */
export function phoneIn(text: string, from: number, context: 'keyed' | 'international'): Found | undefined {
  let start = from;
  while (
    start < from + 4 &&
    /[\s:="'([]/.test(text.charAt(start)) &&
    !/^\(\d/.test(text.slice(start, start + 2))
  )
    start++;
  const found = matchAt(NUMBER, text, start)?.[0].replace(/[ .\-/(]+$/, '');
  if (found === undefined) return undefined;
  const end = start + (found.includes('(') && !found.includes(')') ? found.indexOf('(') : found.length);
  const written = text.slice(start, end).trimEnd();
  if (wordAt(text, end) || OTHER.test(written)) return undefined;
  const digits = written.replace(/\D/g, '');
  if (digits.length < 7 || digits.length > 15 || /^(\d)\1+$/.test(digits)) return undefined;
  if (context === 'international')
    return isDialled(written) ? { start, end: start + written.length } : undefined;
  return { start, end: start + written.length };
}

function isDialled(written: string): boolean {
  // Kept for fiction, so no metadata know it; it is told like any other.
  if (/^(?:\+|00)44\D{0,2}7700\D?900\D?\d{3}$/.test(written)) return true;
  const phone = parsePhoneNumberFromString(written.replace(/\(0\)/, ''));
  return phone?.isValid() === true;
}

/** `+49 …`, which a phone's metadata can check. */
export const internationalPhone: Rule = {
  triggers: ['+\\d'],
  find(text, at) {
    const plus = at - 2;
    // No country's code begins with a zero, as the zone of a time does.
    if (text.charCodeAt(at - 1) === 0x30) return undefined;
    if (wordAt(text, plus - 1) || /[.+\-)\]]/.test(text.charAt(plus - 1))) return undefined;
    const found = phoneIn(text, plus, 'international');
    return found && { type: 'PhoneNumber', ...found, confidence: 0.9, rule: 'phone-international' };
  },
};

/** Percent-encoded, as in the body of a form. */
export const encodedPhone: Rule = {
  triggers: ['%2b\\d'],
  find(text, at) {
    const digits = matchAt(/\d{8,15}(?!\w)/y, text, at - 1)?.[0];
    if (digits === undefined || !isDialled(`+${digits}`)) return undefined;
    return {
      type: 'PhoneNumber',
      start: at - 4,
      end: at - 1 + digits.length,
      confidence: 0.85,
      rule: 'phone-international',
    };
  },
};

/** Ten digits in the groups of North America, which nothing else is written in. */
export const nationalPhone: Rule = {
  triggers: [
    '\\d\\d\\d-\\d\\d\\d-\\d\\d\\d\\d',
    '\\d\\d\\d.\\d\\d\\d.\\d\\d\\d\\d',
    '(\\d\\d\\d) \\d',
    '(\\d\\d\\d)\\d',
    '\\d\\d\\d \\d\\d\\d-\\d\\d\\d\\d',
  ],
  find(text, at) {
    for (const back of [14, 13, 12, 7, 6]) {
      const start = at - back;
      const before = text.charCodeAt(start - 1);
      if (start < 0 || isDigit(before) || /[\w.#-]/.test(text.charAt(start - 1))) continue;
      const found = matchAt(NATIONAL, text, start)?.[0];
      if (found === undefined || (/\./.test(found) && /\w[ :=]?$|[/]$/.test(text.charAt(start - 1))))
        continue;
      if (COUNTED.test(lineBefore(text, start, 32))) return undefined;
      return {
        type: 'PhoneNumber',
        start,
        end: start + found.length,
        confidence: 0.75,
        rule: 'phone-national',
      };
    }
    return undefined;
  },
};

/** A number of any country where words say that it is dialled. */
export const spokenPhone: Rule = {
  triggers: [
    'tel:',
    'tel. ',
    'tel.: ',
    'mob.: ',
    'tel ',
    'phone: ',
    'fon ',
    'msisdn ',
    'phone ',
    'phone no',
    'call from ',
    'called from ',
    'caller ',
    'sms to ',
    'sms from ',
    'mobile ',
    'fax ',
    'dial ',
    'dialed ',
    'dialled ',
    'dialing ',
    'call to ',
    'calling ',
    'whatsapp ',
    'telefon ',
    'handy ',
    'cell ',
    'text message to ',
    'callback to ',
    'call back ',
    'reach me at ',
    'reached at ',
    'sip:',
    'rufnummer ',
    'durchwahl ',
    'erreichbar unter ',
    'ckruf unter ',
    'mobil ',
    'telefono ',
    'telefone ',
    'celular ',
    'tlf. ',
    'number ',
    'rang ',
    'ring ',
  ],
  find(text, at) {
    const label = matchAt(/(?:[a-z]+[ .:]{1,3}){0,2}(?=[+(\d])/iy, text, at);
    if (!label) return undefined;
    const start = at + label[0].length;
    const found = phoneIn(text, start, 'keyed');
    if (!found) return undefined;
    const written = text.slice(found.start, found.end);
    const weak = /number $|(?:^|\s)(?:ring|dial|cell|handy|mobile|phone|caller|fax) $/i.test(
      textBefore(text, at, 8),
    );
    if (weak && OF_THINGS.test(lineBefore(text, start, 32))) return undefined;
    // What begins like a call abroad must be one.
    if (weak && /^00\d/.test(written) && written.replace(/\D/g, '').length < 11) return undefined;
    if (weak && /^00\d/.test(written) && !isDialled(written.replace(/^00/, '+'))) return undefined;
    // A bare run of digits is anything; groups and a plus are written for people.
    if (weak && !/[+(]|\d[ \-/.]\d+[ \-/.]\d|^0\d+[ \-/.]\d/.test(written)) return undefined;
    return { type: 'PhoneNumber', ...found, confidence: 0.7, rule: 'phone-spoken' };
  },
};

/** Words on the same line that say that somebody is called. */
const CALLED =
  /\b(?:call(?:s|ed|er|ing|back)?|tel|phones?|phoned|telephone|mobile|mob|cell|ring|rang|dial(?:led|ed|ling)?|landline|handy|sms|texted|whatsapp|fax|on-call|reach(?:ed|able)?|erreichbar|r[uü]ckruf|anruf\w*|angerufen|telefon\w*|tel[eé]fono|rufnummer|appel\w*|rappel\w*|joindre|joignable|llam\w+|chiam\w+|richiam\w+|bel(?:len|t)?|gebeld|ligar|ringa?|ring op)\b[^\n]{0,80}$/i;
/** As countries write their own numbers, with a zero before: of few digits at least one group is long. */
const WITH_ZERO =
  /[67]\d\d(?: \d{3}){2}(?![\w.:%/-]*\d|\w)|\(?0\d{1,4}\)?(?:[ /.-]\d{5,8}|[ /.-]\d{3,6}[ .-]\d{3,6}|[ /]\d{3,6}-\d{1,4}|(?:[ .-]\d{2}){4}|[ /.-]\d{2,3}(?:[ .-]\d{2,3}){2,3})(?![\w.:%/-]*\d|\w)/y;

/** Whether somebody is called, and nothing counted. */
function isCalled(text: string, start: number, end: number): boolean {
  const line = lineBefore(text, start, 100);
  return (
    CALLED.test(line) &&
    !/\b(?:per|since|api|match\w*|retr(?:y|ied|ies)\b)[^\n]{0,32}$/i.test(line) &&
    !matchAt(/ (?:times|ms|s|sec|seconds|rows|entries|frames|bytes|calls|requests)\b| ?%/iy, text, end)
  );
}

/** Groups that each are one more than the one before. */
function isCountedUp(written: string): boolean {
  const groups = written.split(/\D+/).filter(Boolean).map(Number);
  return (
    groups.length > 3 && groups.every((group, index) => index === 0 || group === (groups[index - 1] ?? 0) + 1)
  );
}

/** A number of one's own country, where the line says that somebody is called. */
export const calledPhone: Rule = {
  triggers: [' 0\\d', '(0\\d', ' 6\\d\\d \\d\\d\\d \\d'],
  find(text, at) {
    const back = /(?:\(?0\d|6\d\d \d{3} \d)$/.exec(textBefore(text, at, 10));
    const start = at - (back?.[0].length ?? 0);
    const found = matchAt(WITH_ZERO, text, start)?.[0];
    if (found === undefined || !isCalled(text, start, start + found.length)) return undefined;
    const digits = found.replace(/\D/g, '').length;
    if (digits < 9 || digits > 12 || isCountedUp(found) || COUNTED.test(lineBefore(text, start, 32)))
      return undefined;
    return { type: 'PhoneNumber', start, end: start + found.length, confidence: 0.65, rule: 'phone-called' };
  },
};

/** From and to whom a message goes, in what its gateway says of it (SMPP). */
export const messagePhone: Rule = {
  triggers: ['src=\\d', 'dst=\\d', 'from=\\d', 'dest=\\d', '\\bto=\\d', '\\boa=\\d', '\\bda=\\d'],
  find(text, at) {
    const digits = matchAt(/\d{10,15}(?![\w.:-])/y, text, at - 1)?.[0];
    if (
      digits === undefined ||
      !/\b(?:submit_sm|deliver_sm|data_sm|smsc|smpp|sms)\b/i.test(lineBefore(text, at, 160))
    )
      return undefined;
    return {
      type: 'PhoneNumber',
      start: at - 1,
      end: at - 1 + digits.length,
      confidence: 0.7,
      rule: 'phone-message',
    };
  },
};

/** A patient's numbers to call at home and at work (HL7), behind the sex, other names, and the address. */
const OF_PATIENT =
  /(?<=\|\d{8}\|[MFUOAN])(?:\|[^|\n]{0,120}){4}\|(?:(\d{7,15})(?=[|^~\r\n]|$))?(?:\|(\d{7,15})(?=[|^~\r\n]|$))?/dy;
export const codedPhone: Rule = {
  triggers: ['\\d|\\a|'],
  find(text, at) {
    const found = matchAt(OF_PATIENT, text, at - 1);
    if (!found || !/\bPID(?:\|[^|\n]{0,64}){7,8}\|?$/.test(lineBefore(text, at - 1))) return undefined;
    const places = found.indices?.slice(1).filter(place => place !== undefined) ?? [];
    return places.map(([start, end]) => ({
      type: 'PhoneNumber',
      start,
      end,
      confidence: 0.8,
      rule: 'phone-coded',
    }));
  },
};
