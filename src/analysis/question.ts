/** The next question, out of an answer. */
import { cutShort } from '../cutShort.js';
import { saysWhat } from './clause.js';

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

/** Full stops that end no sentence. */
const ABBREVIATED = /(?:^|[^\p{L}])(?:e\.g|i\.e|vs|etc|approx|no|cf|ca|incl|resp|fig|dr|mr|mrs|ms|prof)\.$/iu;
/** What begins a reason, and is no part of what it says. */
const REASON =
  /^(?:(?:it|this|that)(?:['’]s| is| was) because (?!of\b)|(?:because|since|as)(?: that(?= (?:the|an?|our|its|no|there|it)\b))? (?!of\b)|due to the fact that )/iu;
/** `since` and `as`, of times and likenesses. */
const NO_REASON =
  /^(?:since (?:the (?:night|morning|evening|afternoon|day|week|month|weekend|last|latest|first|deploy\w*|release|update|upgrade|start|beginning|outage|incident)\b(?! (?:was|is|had|has)\b)|yesterday|today|then|last|about|around|\p{N}|\p{Lu}\p{Ll}+day|January|February|March|April|May|June|July|August|September|October|November|December)|as (?:soon|long|well|far|many|much|expected|planned|usual|part|an? |if|though|for|to)\b)/iu;
/** What repeats as no part of another sentence. */
const NO_CLAUSE =
  /^(?:(?:that|this|which|it)(?:['’]s| is| was) (?:why|how|because)\b|(?:because of|due to|caused by|owing to|thanks to)\b)/iu;

/** How questions are asked, in the person's language: of what was said, of what is only named, of nothing. */
interface Forms {
  readonly ask: string;
  readonly askAbout: string;
  readonly askOf: string;
}

/** The question that an answer, or the title of an incident, leads to. */
export function nextQuestion(said: string, { ask, askAbout, askOf }: Forms): string {
  const sentence = firstSentence(said);
  const named = bare(sentence);
  if (named === '') return askOf;
  const clause = NO_REASON.test(named) ? named : named.replace(REASON, '');
  // `Because it was full, requests waited`: no part of a sentence without its conjunction.
  const isPart = clause === named || !clause.includes(',');
  return isPart && !sentence.endsWith('?') && !NO_CLAUSE.test(clause) && saysWhat(clause)
    ? ask.replace('{0}', () => cutShort(begunSmall(clause), MOST))
    : askAbout.replace('{0}', () => cutShort(named, MOST));
}

function firstSentence(said: string): string {
  const [line = ''] = said
    .trim()
    .slice(0, 4 * MOST)
    // What turns the direction of an answer would turn the rest of the question.
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .split(/[\r\n\u2028\u2029]/, 1);
  for (const { index } of line.matchAll(/[.!?…](?=\s+[^\s\p{Ll}\p{N}])/gu)) {
    const sentence = line.slice(0, index + 1);
    if (!ABBREVIATED.test(sentence)) return sentence;
  }
  return line.trim();
}

const bare = (sentence: string) => sentence.trim().replace(/[\s.,;:!?…]+$/u, '');

/** Begins small where the first word is one that is surely no name. */
function begunSmall(clause: string): string {
  const [first = ''] = /^\p{Lu}\p{Ll}*(?=$|[\s,’'])/u.exec(clause) ?? [];
  return ORDINARY.has(first.toLowerCase()) ? clause.charAt(0).toLowerCase() + clause.slice(1) : clause;
}
