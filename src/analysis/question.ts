/** The next question, out of an answer. */

/** What of an answer a question repeats, in UTF-16 units. */
const MOST = 140;

/** English words that begin a sentence and are no names: articles, pronouns, what counts, prepositions, conjunctions. */
const ORDINARY = new Set(
  (
    'a an the this that these those it its we our they their he his she her you your one two three four both all any some ' +
    'many much most more several few each every either neither another other such no not nobody nothing none someone ' +
    'somebody something everyone everybody everything anyone there here after although as at because before behind between ' +
    'by despite due during even for from if in inside into instead of off on once only out over per since so then though ' +
    'through to too under until upon when where which while who whoever with within without and but or nor what whatever how ' +
    'already also always never often sometimes still just'
  ).split(' '),
);

/**
 * An answer as a part of a sentence: its first sentence, without the full stop, beginning small where its first word is
 * one that is surely no name.
 */
export function asClause(answer: string): string {
  const [line = ''] = answer
    .trim()
    .slice(0, 4 * MOST)
    .split(/[\r\n\u2028\u2029]/, 1);
  const [sentence = line] = /^.*?[.!?…](?=\s)/u.exec(line) ?? [line];
  const clause = sentence.trim().replace(/[\s.,;:!?…]+$/u, '');
  const [first = ''] = /^\p{Lu}\p{Ll}*(?=$|[\s,’'])/u.exec(clause) ?? [];
  const begun = ORDINARY.has(first.toLowerCase()) ? clause.charAt(0).toLowerCase() + clause.slice(1) : clause;
  return shortened(begun);
}

function shortened(text: string): string {
  if (text.length <= MOST) return text;
  const cut = text.slice(0, MOST);
  const end = cut.lastIndexOf(' ');
  return `${(end > MOST / 2 ? cut.slice(0, end) : cut).toWellFormed()}…`;
}
