/** Whether an answer, in English, names more than one cause, by few forms that are seldom meant otherwise. */

/** A subject and what it is or does: enough of a clause to be a cause of its own. */
const VERB =
  "(?:was|were|is|are|had|has|have|did|does|could|would|can|will|never|no longer|didn't|wasn't|weren't|isn't|doesn't|couldn't|lacked|lacks|ignored|allowed|exceeded)";
const SUBJECT = '(?:the|a|an|its|our|their|no|every|each|all|both|one|two|nobody|nothing|there)';
const NUMBER = '(?:two|three|four|several|multiple|many)';

const SEVERAL = [
  /\b(?:because|due to|caused by)\b.*\b(?:and|as well as|but also),? (?:because|due to|by)\b/i,
  new RegExp(`\\b${NUMBER} (?:\\w+ )?(?:causes|reasons|factors|faults|bugs|problems|failures)\\b`, 'i'),
  new RegExp(
    `\\b${NUMBER} (?:\\w+ )?things (?:\\w+ )?(?:went wrong|failed|broke|happened|were wrong|caused)`,
    'i',
  ),
  /\b(?:combination of|coincidence of)\b.* and /i,
  /\bpart(?:ly|ially)\b.*\bpart(?:ly|ially)\b|\bon (?:the )?one hand\b.*\bon the other\b/i,
  /(?:^|\s)\(?(?:1|a|i)[.)] .*\s\(?(?:2|b|ii)[.)] /i,
  /\bfirst(?:ly)?\b,? .*[.;,] ?(?:and )?second(?:ly)?\b/i,
  /[.;,] (?:in addition|additionally|on top of that|moreover|besides|furthermore)\b|[.;] also\b/i,
  new RegExp(
    `\\b${VERB}\\b[^.;]*?,? (?:and also|as well as(?: the fact)? that|and at the same time|while at the same time) `,
    'i',
  ),
  new RegExp(`\\b${VERB}\\b[^.;]*?,? and (?:also )?${SUBJECT} (?:[\\w-]+ ){0,4}?${VERB}\\b`, 'i'),
];

/** A list of more than one point. */
const LIST = /^\s*[-*+•]\s.*\n\s*[-*+•]\s/m;

/** What makes a thing a cause. */
const FAULT =
  '(?:missing|lack(?:ing)?|bugs?|wrong|broken|faulty|bad|slow|small|low|high|old|stale|outdated|leak\\w*|failures?|errors?(?! (?:messages?|logs?|pages?|codes?|rates?|handl\\w+)\\b)|typos?|regressions?|expired|unbounded|unlimited|misconfigur\\w+|absent|insufficient|inadequate|too \\w+)';
/** What is wrong on its own, and not because of what was said before. */
const ABSENT =
  '(?:missing|absent|off|disabled|muted|silenced|lacking|unmonitored|untested|undocumented|unbounded)';

/** `A bug in the retry code and a missing timeout`: what is joined has a fault each. */
const HAS_FAULT = new RegExp(`\\b(?:${FAULT}|no)\\b`, 'i');
const NEXT_FAULT = new RegExp(
  `^(?:also )?(?:(?:an?|the|another) (?:[\\w-]+ ){0,2}?${FAULT}\\b|(?:no|missing|lack of) |(?:[\\w-]+ )?[\\w-]+ (?:missing|absent|too \\w+)[.!]?$)`,
  'i',
);
/** `The pool was small. The alert was missing.` */
const FAULTY = new RegExp(`\\b${VERB} (?:\\w+ )?${FAULT}\\b`, 'i');
const NEXT_ABSENT = new RegExp(
  `^${SUBJECT} (?:[\\w-]+ ){1,3}?(?:was|were|is|are|had been|has been) (?:\\w+ )?${ABSENT}\\b|^no (?:\\w+ )?(?:alert|check|test|limit|review|monitoring|backup)s? (?:existed|exists?|was|were|is|are)\\b`,
  'i',
);
/** What begins a clause that another one depends on. */
const DEPENDENT = /^(?:when|if|because|since|as|after|while|although|once|whenever|where)\b/i;

/** Whether an answer names more than one cause. */
export function namesSeveral(answer: string): boolean {
  if (LIST.test(answer)) return true;
  const text = answer.replaceAll('’', "'").replaceAll(/\s+/g, ' ').trim();
  return SEVERAL.some(form => form.test(text)) || joinsFaults(text) || addsAbsence(text);
}

function joinsFaults(text: string): boolean {
  const [first = '', ...others] = text.split(/,? (?:and|as well as|plus|\+) |; /);
  return HAS_FAULT.test(first) && !/\bbetween\b/i.test(first) && others.some(other => NEXT_FAULT.test(other));
}

function addsAbsence(text: string): boolean {
  const [first = '', ...others] = text.split(/[.;,] /);
  return !DEPENDENT.test(first) && FAULTY.test(first) && others.some(other => NEXT_ABSENT.test(other));
}
