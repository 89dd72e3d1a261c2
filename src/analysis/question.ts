/** The next question, out of an answer. */

/** What of an answer a question repeats, in UTF-16 units. */
const MOST = 140;

/**
 * An answer as a part of a sentence: its first sentence, without the full stop, beginning small where its first word is
 * an ordinary one.
 */
export function asClause(answer: string): string {
  const [line = ''] = answer
    .trim()
    .slice(0, 4 * MOST)
    .split(/[\r\n\u2028\u2029]/, 1);
  const [sentence = line] = /^.*?[.!?…](?=\s)/u.exec(line) ?? [line];
  const clause = sentence.trim().replace(/[\s.,;:!?…]+$/u, '');
  const [first = ''] = clause.split(/\s/, 1);
  // Names, abbreviations and what stands in quotes or code stay as they are.
  const ordinary = /^\p{Lu}\p{Ll}*$/u.test(first) && (first.length > 1 || first === 'A');
  const begun = ordinary ? clause.charAt(0).toLowerCase() + clause.slice(1) : clause;
  return shortened(begun);
}

function shortened(text: string): string {
  if (text.length <= MOST) return text;
  const cut = text.slice(0, MOST);
  const end = cut.lastIndexOf(' ');
  return `${(end > MOST / 2 ? cut.slice(0, end) : cut).toWellFormed()}…`;
}
