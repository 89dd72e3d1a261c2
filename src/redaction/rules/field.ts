/** What is judged: a value with its key, and what stands around them. */
import type { SpanType } from '../types.js';
import type { Assignment } from './assignment.js';
import { lineBefore } from './text.js';

/** Everything that a judge looks at. */
export interface Field extends Assignment {
  readonly text: string;
  /** The known words that the key ends with, in lower case. */
  readonly word: string;
  /** The words of the key before, in lower case, such as `next page` of `nextPageToken`. */
  readonly before: string;
}

/** What a value is; where it does not begin or end as the field says, the last two do. */
export type Judged = readonly [type: SpanType, confidence: number, start?: number, end?: number] | undefined;

/** What a page of a program says: its key tells so, and the value is words. */
export const isText = ({ key, value }: Field): boolean =>
  /(?:^|[._-])(?:labels?|placeholders?|titles?|hints?|tooltips?|captions?|texts?|messages?|msgs?|prompts?|i18n|l10n|translations?|help|headings?|buttons?|forms?|fields?)[._-]/i.test(
    key,
  ) && /^\p{Lu}\p{L}+$/u.test(value);

/** Whether the key stands where configuration and dumps have one, not in a sentence. */
export const isField = ({ text, keyStart }: Field): boolean =>
  /(?:^|[{,|;&?[(])[\s"'`-]*$/.test(lineBefore(text, keyStart, 40)) || keyStart === 0;
/** Nothing follows on the line, or the next field does. */
export const isLast = ({ text, end }: Field): boolean =>
  /^(?: {2,}|\t| \/ |\s{1,4}[A-Z]\w*(?: \w+){0,3}[:=])/.test(text.slice(end, end + 48)) ||
  /^["'`]?[\s,;|)}\]]*(?:$|[\r\n])/.test(text.slice(end, end + 16)) ||
  /[,;|}]/.test(text.charAt(end));
