/**
 * Whether an English sentence says what something did or was, and is no mere name of a thing (`Checkout outage`). It knows
 * few verbs by heart, others by their ending and what stands around them; what it does not know is none.
 */

const words = (list: string) => new Set(list.split(' '));

const AUXILIARY = words(
  'is are was were be been had has have did does do can cannot could will would should must might never',
);
/** Verbs whose past ends in no -ed. */
const PAST = words(
  'ran fell broke went gave took lost left held kept sent grew made got said told slept stood came began became forgot chose ' +
    'froze wrote threw hung knew thought saw met set hit cut shut let put spent built brought bought caught felt found led ' +
    'meant paid read rose sank shrank sold spoke spread struck understood woke blew overran overwrote drew hid lay sat won',
);
/** Verbs, which are seldom nouns behind more than one of something. */
const PRESENT = words(
  'fail answer return hang crash stall freeze stop run wait drop lose take need use share hold keep leak loop break reject ' +
    'refuse get go come grow fall give send read write see know say show look want work respond arrive disappear vanish start ' +
    'restart reach exceed depend rely overlap collide differ contain consume fill retry expire expect ignore allow point exist ' +
    'cost last lack block lock burn flap die kill evict throw produce cause call open close ask accept deliver serve make fire double triple pile slow reboot happen deploy ' +
    'think believe forget receive require miss load swallow delete remove overwrite match',
);
const PERSONS = words('we they i you');
const PLURAL = words('we they you i people both all some many most few clients');
/** Behind these stands what a thing is like, or more of it. */
const BEFORE_NOUN = words(
  'the a an no of in on at by for with from to its our their his her every each any other more too few many several two three ' +
    'wrong missing bad slow small large low high old new stale lost late broken faulty lack without and or some most',
);
const AFTER_NOUN = words(
  'wrong missing late slow down low high off not in on at by for with from to of since during after before under over and or but due because when while as until',
);
/** What begins the thing that is done something to. */
const OBJECT = words('the a an its their our each every one no nobody nothing them it');
const NOUNS = words(
  'errors failures timeouts problems issues outages alerts requests orders payments connections retries seconds minutes hours ' +
    'days weeks users customers clients servers nodes pods logs limits tests jobs queries rows tables files disks clocks always ' +
    'sometimes perhaps its times spikes',
);
/** Verbs that end a sentence with nothing behind them: what `expired` did it itself, what is `rejected` was so by another. */
const ENDING = words(
  'failed expired crashed stalled stopped happened existed leaked looked changed restarted rebooted vanished disappeared ' +
    'dropped started ended jumped increased decreased overflowed collapsed responded answered degraded',
);
const NO_PAST = words('speed feed seed hundred need embed indeed instead');
const CONTRACTED =
  /^(?:\p{L}+n't|(?:it|there|that|this|he|she|we|they|you|i|nobody|who|what)'(?:s|re|m|d|ll|ve))$/u;
const DEPENDENT = /^(?:that|which|who|whose|where|when|because|if|while|although|whenever)$/;

export function saysWhat(sentence: string): boolean {
  const all = sentence
    .replaceAll('’', "'")
    .split(/\s+/)
    .map(word => word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
  const isNamed = !BEFORE_NOUN.has(lower(all[0])) && !PLURAL.has(lower(all[0]));
  let needed = 1;
  let found = 0;
  let inVerb = false;
  for (const [index, word] of all.entries()) {
    // The verb of a clause that depends is not the one of the sentence.
    if (DEPENDENT.test(word.toLowerCase()) && (index > 0 || word.toLowerCase() !== 'that')) {
      if (found >= needed) return true;
      [needed, found, inVerb] = [2, 0, false];
      continue;
    }
    const isVerb = verbAt(all, index, isNamed);
    if (isVerb && !inVerb) found++;
    inVerb = isVerb || (inVerb && word === 'not');
  }
  return found >= needed;
}

function verbAt(all: readonly string[], index: number, isNamed: boolean): boolean {
  const word = all[index] ?? '';
  const plain = word.toLowerCase();
  if (CONTRACTED.test(plain)) return index > 0 || !plain.endsWith("n't");
  if (index === 0 || word !== plain) return false;
  const before = lower(all[index - 1]);
  if (AUXILIARY.has(plain)) return true;
  const after = lower(all[index + 1]);
  if (PERSONS.has(before) && index === 1) return true;
  if (/'s$/.test(plain)) return /^(?:too|not|so|very|only|wrong|full|empty)$/.test(after);
  if (before === 'not' || BEFORE_NOUN.has(before)) return false;
  if (PAST.has(plain)) return after !== 'by' && !(isNamed && after === '' && plain === 'lost');
  if (/^\p{L}{2,}ed$/u.test(plain) && !NO_PAST.has(plain) && !plain.startsWith('un'))
    return after !== 'by' && (!isNamed || after !== '' || isPronoun(before) || ENDING.has(plain));
  if (PRESENT.has(plain) || (plain === 'time' && after === 'out'))
    return PLURAL.has(before) || isPlural(before);
  if (isPlural(before) && OBJECT.has(after) && !AFTER_NOUN.has(plain)) return true;
  if (!/^\p{L}+[^sui\P{L}]s$/u.test(plain) || NOUNS.has(plain)) return false;
  return (
    PRESENT.has(plain.slice(0, -1)) ||
    PRESENT.has(plain.replace(/es$/, '')) ||
    PRESENT.has(plain.replace(/ies$/, 'y')) ||
    (plain === 'times' && after === 'out') ||
    (after !== '' && !AFTER_NOUN.has(after) && !plain.endsWith('ies'))
  );
}

const isPlural = (word: string) => /[^su]s$/.test(word);
const isPronoun = (word: string) =>
  /^(?:i|he|she|it|we|they|you|\p{L}*(?:body|one|thing)|nothing)$/u.test(word);
const lower = (word = '') => word.toLowerCase();
