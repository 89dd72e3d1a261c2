/**
 * Whether a cause, in English, stops at a person, and whether an answer names several causes. Both look for few forms
 * that are seldom meant otherwise: a warning that is wrong twice is not read a third time.
 */

const ROLE =
  '(?:the|an?|our|one|another|some) (?:[\\w-]+ ){0,2}?(?:engineers?|operators?|developers?|admins?|administrators?|persons?|employees?|colleagues?|team members?|technicians?|reviewers?|authors?|dbas?|sres?|contractors?|interns?|deployers?|maintainers?)(?: on[- ]call| on (?:duty|shift))?';
const SOMEBODY = `(?:${ROLE}|someone|somebody|he|she|they|we)`;

/** What only people do wrong. */
const SLIP =
  "(?:forgot|forgets|mistyped|misread|overlooked|neglected|fat-fingered|made an? (?:\\w+ )?(?:mistake|error|typo)|(?:was|were) (?:careless|tired|distracted|inattentive|negligent)|(?:did not|didn't|failed to|never|omitted to) (?:pay attention|follow|check|notice|read|test|verify|review|remember|communicate|think|look|know|double-check|tell|inform|ask))";

/** What people do, which is wrong only as the end of an explanation. */
const ACT =
  '(?:accidentally|mistakenly|wrongly|inadvertently|carelessly|deleted|dropped|typed|ran|pushed|deployed|misconfigured|ignored|skipped|missed|entered|copied|chose|clicked|merged|disabled|restarted|should have)';

const LABELS =
  /\b(?:human|operator|user|pilot|manual|personal|engineer|developer|admin)(?:'s)? (?:error|mistake|failure|oversight|fault)s?\b|\b(?:carelessness|negligence|incompetence|lack of (?:attention|care|discipline|diligence|concentration))\b|\b(?:error|mistake|fault|oversight) (?:by|of) (?:the|an?|our) (?:[\w-]+ )?(?:engineer|operator|developer|admin|administrator|employee|technician)\b/i;

/** `human error` as something that is spoken about, not blamed. */
const NOT_BLAMED =
  /\b(?:not|no|never|beyond|than|instead of|rather than|behind|against|prevents?|catch(?:es)?|tolerates?|allows?|handling of|room for|prone to|for) (?:\w+ ){0,2}?(?:human|operator|user|pilot|manual|personal)(?:'s)? (?:error|mistake)|\b(?:human|operator|user|manual)(?:'s)? (?:error|mistake)s? (?:handl|messag|page|report|rate|budget|code|dialog|is not|was not|isn't|wasn't)/i;

/** What the system did or lacked: the explanation goes on behind the person. */
const SYSTEM =
  /\b(?:because|since|as|so) (?:the|a|an|our|no|nothing|there|it|both|two|neither|its|this|that|every|all)\b|\b(?:allow|permit|let|enable|invite|require|force|tempt)(?:s|ed|ting)? |\b(?:no|without|missing|lack(?:s|ed)?(?: of)?|lacking|absent) (?:an? |any )?(?:\w+ ){0,2}?(?:check|guard|guardrail|review|warning|test|alert|limit|confirmation|validation|safeguard|lock|documentation|runbook|monitoring|staging|training|gate|way|prompt|dry[- ]run|rollback)s?\b|\bnothing (?:stopped|prevented|warned|checked|told|kept|asked)|\b(?:does|did|do|is|was|were|are|could|can|would) ?(?:not|n't) (?:\w+ )?(?:warn|prevent|stop|validate|documented|checked|tested|reviewed|shown|visible|enforced|alerted|monitored|ask|distinguish|reject)|\b(?:tool|pipeline|runbook|script|console|interface|form|default|dashboard|checklist|procedure|process|documentation|system|deploy job) (?:\w+ )?(?:that|which|did|does|was|is|had|has|shows?|showed|accepts?|accepted|gave|gives|offers?|offered|said|says)\b/i;

const SOMEBODY_DID = new RegExp(
  String.raw`(?:^|[.;:,(]\s*|\b(?:because|that|when|since|and|but|as)\s+)` +
    `${SOMEBODY} (?:had |has |have |simply |just )?(?:${SLIP}|${ACT})\\b`,
  'i',
);

/** @param people names that are known, as they are written in full */
export function stopsAtPerson(text: string, people: readonly string[]): boolean {
  const plain = text.replaceAll(/\\(?=[^\w\s])/g, '').replaceAll('’', "'");
  if (SYSTEM.test(plain)) return false;
  if (LABELS.test(plain) && !NOT_BLAMED.test(plain)) return true;
  if (SOMEBODY_DID.test(plain)) return true;
  const names = people.flatMap(name => {
    const [first = ''] = name.split(/\s+/);
    return [name, ...(first.length >= 3 ? [first] : [])];
  });
  return (
    names.some(name =>
      new RegExp(`(?<![\\w-])${quoted(name)} (?:had |has )?(?:${SLIP}|${ACT})\\b`, 'iu').test(plain),
    ) ||
    // A name that nobody knows: a word with a capital that makes a mistake of people.
    /(?:^|[.;,]\s*|\b[Bb]ecause\s+)(?!(?:Nobody|Noone|It|This|That|Nothing|The|A|An)\b)[A-Z][a-z]{2,} (?:forgot|mistyped|misread|overlooked|neglected|made a mistake)\b/.test(
      plain,
    )
  );
}

const quoted = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A subject and what it is or does: enough of a clause to be a cause of its own. */
const VERB =
  "(?:was|were|is|are|had|has|have|did|does|could|would|can|will|never|no longer|didn't|wasn't|weren't|isn't|doesn't|couldn't|lacked|lacks|ignored|allowed|exceeded)";
const SUBJECT = '(?:the|a|an|its|our|their|no|every|each|all|both|one|two|nobody|nothing|there)';

const SEVERAL = [
  /\b(?:because|due to|caused by)\b.*\b(?:and|as well as|but also) (?:because|due to|by)\b/i,
  /\b(?:two|three|four|several|multiple|many) (?:\w+ )?(?:causes|reasons|factors|faults|bugs|problems|failures)\b/i,
  /\b(?:combination of|coincidence of)\b.* and /i,
  /(?:^|\s)\(?(?:1|a|i)[.)] .*\s\(?(?:2|b|ii)[.)] /i,
  /\bfirst(?:ly)?\b,? .*[.;,] ?(?:and )?second(?:ly)?\b/i,
  /[.;,] (?:in addition|additionally|on top of that|moreover|besides|furthermore)\b/i,
  new RegExp(
    `\\b${VERB}\\b[^.;]*?,? (?:and also|as well as(?: the fact)? that|and at the same time|while at the same time) `,
    'i',
  ),
  new RegExp(`\\b${VERB}\\b[^.;]*?,? and (?:also )?${SUBJECT} (?:[\\w-]+ ){0,4}?${VERB}\\b`, 'i'),
];

/** Whether an answer names more than one cause. */
export function namesSeveral(answer: string): boolean {
  const text = answer.replaceAll('’', "'").replaceAll(/\s+/g, ' ').trim();
  return SEVERAL.some(form => form.test(text));
}
