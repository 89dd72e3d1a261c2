/**
 * Whether a cause, in English, stops at a person. It looks for few forms that are seldom meant otherwise: a warning that
 * is wrong twice is not read a third time. Services and tools do what people do, and have names, too, so of a name that
 * nobody knows it takes only what is a given name, or what no machine does.
 */
import { isGivenName } from '../../redaction/givenNames/index.js';

/** What a person is at work. */
const TITLE =
  '(?:engineers?|operators?|developers?|devs?|testers?|freelancers?|consultants?|ctos?|admins?|administrators?|sysadmins?|persons?|employees?|colleagues?|teams?|team members?|technicians?|reviewers?|authors?|dbas?|sres?|contractors?|interns?|(?:new )?hires?|deployers?|maintainers?|(?:team|tech|shift|release|project) leads?|(?:support|service|customer|call[- ]cent(?:er|re)|help ?desk) agents?|on[- ]call)';
const ROLE = `(?:(?:the|an?|our|one|another|some) (?:[\\w-]+ ){0,2}?${TITLE}(?: on[- ]call| on (?:duty|shift))?)`;
const OF_TEAM =
  '(?: (?:on|in|from|of|at) (?:the|our|another|some) (?:[\\w-]+ ){0,2}?(?:teams?|crew|department|shift|office|desk))?';
const SOMEBODY = `(?:${ROLE}|(?:someone|somebody)${OF_TEAM}|people|i|he|she|they|we)`;

/** What only people do wrong. */
const SLIP =
  "(?:forgot|forgets|mistyped|misread|misunderstood|overlooked|neglected|fat-fingered|made an? (?:\\w+ )?(?:mistake|error|typo)|(?:was|were) (?:too )?(?:careless|sloppy|lazy|asleep|tired|distracted|inattentive|negligent)|slept|overslept|dozed|(?:did not|didn't|failed to|never|omitted to) (?:bother|pay attention|follow|check|notice|read|test|verify|review|remember|communicate|think|look|know|double-check|tell|inform|ask))";

/** Operators that have the name of what they operate are software. */
const IS_SOFTWARE = [
  /\b(?:[Tt]he|[Aa]n?|[Oo]ur) (?:[\w-]+ )?(?!(?:NOC|SOC|IT|DBA|SRE|Senior|Junior|Night|Day|Duty|Shift|Lead|Chief|Systems?|Network) )\p{Lu}[\p{L}\d-]* (?:[Oo]perator|[Dd]eployer)s?\b/gu,
  /\b(?:the |an? |our )?(?:kubernetes|k8s|cluster|postgres(?:ql)?|mysql|mongodb|redis|kafka|rabbitmq|etcd|elastic(?:search)?|prometheus|vault|istio|strimzi|cert-manager) operators?\b/gi,
];

/** What people do, which is wrong only as the end of an explanation. */
const ACT =
  '(?:accidentally|mistakenly|wrongly|inadvertently|carelessly|deleted|dropped|typed|pasted|ran(?! (?:into|out|low)\\b)|executed|pushed|deployed|misconfigured|ignored|skipped|missed|unplugged|entered|copied|chose|clicked|merged|disabled|restarted|approved|rotated|did (?:it|this|that|so)|should have|(?:reset|gave|sent|picked|selected|restored|rebooted) (?:\\w+ ){0,3}?wrong)';
/** The same of somebody who has a name. */
const DEED = `(?:${ACT}|applied|changed|removed|edited|started|stopped|killed|configured|set|did|broke|caused|reverted|rolled back|turned off|switched off|installed|overwrote|truncated|wiped|shut down|enabled|opened|closed|released|committed|bypassed|introduced|\\w+ed (?:\\w+ ){0,2}?(?:the|an?) wrong)`;
const DONE =
  '(?:done|caused|deleted|dropped|removed|typed|run|executed|pushed|deployed|misconfigured|ignored|skipped|missed|entered|made|introduced|merged|disabled|restarted|changed|applied|forgotten|overlooked|misread|mistyped|triggered|broken|set|overwritten|wiped)';
const AUX = '(?:had |has |have |simply |just |then |also )*';
/** Between a subject and its verb: `, who was on call,`. */
const ASIDE = '(?:, ?[^,.;]{1,60},)?';

const LABEL =
  "(?:human|operator|user|pilot|manual|personal|engineer|developer|admin)(?:'s)?[ -](?:error|mistake|failure|oversight|fault)s?";
const LABELS = new RegExp(
  `\\b${LABEL}\\b|\\b(?:carelessness|negligence|incompetence|lack of (?:attention|care|discipline|diligence|concentration))\\b|\\b(?:error|mistake|fault|oversight|typo) (?:by|of) ${ROLE}\\b|\\b(?:my|our|his|her) (?:own )?(?:mistake|fault|error|oversight)(?=[.,;:!]|$)`,
  'i',
);
/** Where that is all of the cause, whatever is told of how it came. */
const IS_LABEL = new RegExp(
  `^(?:(?:it|this|that) (?:was|is) |(?:because of|due to|caused by) )?(?:an? |the |simple |pure )*${LABEL}(?:[.,;:!]|$| (?:because|since|as|due|by|when|while|during)\\b)`,
  'i',
);

/** `human error` as something that is spoken about, not blamed. */
const NOT_BLAMED =
  /\b(?:not|no|never|beyond|than|instead of|rather than|behind|against|prevents?|catch(?:es)?|tolerates?|allows?|handling of|room for|prone to|for) (?:\w+ ){0,2}?(?:human|operator|user|pilot|manual|personal)(?:'s)?[ -](?:error|mistake)|\b(?:human|operator|user|manual)(?:'s)?[ -](?:error|mistake)s? (?:handl|messag|page|report|rate|budget|code|dialog|is not|was not|isn't|wasn't)/i;

/** What let it happen: the explanation goes on behind the person. */
const LET =
  /\b(?:allow|permit|let|enable|invite|require|force|tempt)(?:s|ed|ting)? |\b(?:no|without|missing|lack(?:s|ed)?(?: of)?|lacking|absent) (?:an? |any )?(?:\w+ ){0,2}?(?:check|guard|guardrail|review|warning|test|alert|limit|confirmation|validation|safeguard|lock|documentation|runbook|monitoring|staging|training|gate|way|prompt|dry[- ]run|rollback)s?\b|\bnothing (?:stopped|prevented|warned|checked|told|kept|asked)|\b(?:does|did|do|is|was|were|are|could|can|would) ?(?:not|n't) (?:\w+ )?(?:warn|prevent|stop|validate|documented|checked|tested|reviewed|shown|visible|enforced|alerted|monitored|ask|distinguish|reject)/i;
/** What the system did or was. */
const SYSTEM =
  /\b(?:because|since|as|so) (?:the|a|an|our|no|nothing|there|it|both|two|neither|its|this|that|every|all)\b|\b(?:tool|pipeline|runbook|script|console|interface|form|default|dashboard|checklist|procedure|process|documentation|system|deploy job) (?:\w+ )?(?:that|which|did|does|was|is|had|has|shows?|showed|accepts?|accepted|gave|gives|offers?|offered|said|says)\b/i;

const SOMEBODY_DID = new RegExp(
  String.raw`(?:^|[.;:,(]\s*|\b(?:because|that|when|since|and|but|as)\s+)` +
    `(?:${SOMEBODY}${ASIDE} ${AUX}(?:${SLIP}|${ACT})|(?:operators|engineers|developers|admins|managers) ${AUX}${SLIP}|(?:the|our|an?) (?:[\\w-]+ )?manager ${AUX}(?:${SLIP}|approved)|(?:nobody|no one)${OF_TEAM} ${AUX}(?:bothered|cared|paid attention|took the trouble))\\b`,
  'i',
);
/** Operators that do what machines do may be some. */
const DONE_BY_ROLE = new RegExp(
  `\\b(?:${DONE} (?:\\w+ )?by (?!(?:the|an) operator\\b)|(?:typed|entered|forgotten|overlooked|misread|mistyped) by )(?:${ROLE}|someone|somebody)(?=[.,;:!)]|$)`,
  'i',
);

/** One that is no other word than a name, in the middle of a text. */
const NAME = "(?<![\\p{L}\\p{N}_'-])(?:(?:Dr|Mr|Mrs|Ms|Prof)\\b\\.? )?\\p{Lu}[\\p{L}-]+";
const FULL_NAME = `(${NAME}(?: \\p{Lu}[\\p{L}.-]*){0,2})`;
/** What tells of somebody, with the name first. */
const OF_NAMES = [
  new RegExp(`${FULL_NAME}${OF_TEAM}${ASIDE} ${AUX}(?:${SLIP}|${DEED})(?![\\p{L}\\p{N}-])`, 'gu'),
  new RegExp(`(?:^|\\b${DONE} (?:\\w+ )?|\\b(?:error|fault|failure) )(?:by|of) ${FULL_NAME}`, 'giu'),
  new RegExp(`${FULL_NAME}'s (?:\\w+ )?(?:error|fault|failure)(?=[.,;:!]|$)`, 'gu'),
  new RegExp(
    `^(?:(?:[Ii]t|[Tt]his|[Tt]hat|[Tt]he (?:root )?cause) (?:was|is):? |(?:[Bb]ecause of|[Dd]ue to|[Cc]aused by|[Bb]y) )?${FULL_NAME}[.!]?$`,
    'gu',
  ),
];
/** What is said of people alone, whatever their names. */
const OF_ANYBODY = [
  new RegExp(
    `(?:^|[.;,]\\s*|\\b(?:because|when|since|and|that)\\s+)(${NAME})(?: \\p{Lu}[\\p{L}.-]*)? ${AUX}(?:forgot|mistyped|misread|overlooked|neglected|fat-fingered|made a (?:mistake|typo))(?![\\p{L}-])`,
    'giu',
  ),
  new RegExp(`\\b(?:mistake|oversight|typo|blunder|carelessness|negligence) (?:by|of) (${NAME})`, 'giu'),
  new RegExp(`(${NAME})'s (?:\\w+ )?(?:mistake|oversight|typo|blunder|carelessness|negligence)\\b`, 'gu'),
];
/** Words with a capital that are no names. */
const NO_NAMES = new Set(
  (
    'nobody noone it this that nothing the a an everything something anything which each both all some one they we he she ' +
    'you its their our his her every no there these those what who whoever never'
  ).split(' '),
);
/** What a machine is, behind what would be a given name: `Maria DB`. */
const PRODUCT =
  '(?:DB|SQL|API|OS|CI|CD|VM|CLI|SDK|Server|Service|Cluster|Bot|Proxy|Agent|Operator|Cache|Queue|Store|Cloud|Database|Gateway|Springs)';
const IS_PRODUCT = new RegExp(` ${PRODUCT}$`);
/** Short forms, and names that are other words too: they count only as the subject of what people do. */
const SHORT_NAMES = new Set(
  (
    'ada alex andy ann anne ben beth bill bob carl charlie chris dan dave ed emily frank fred george greg harry jack jane ' +
    'jeff jen jim joe jon kate ken kim larry leo liz lou mark matt mia mike nick nina pam pat pete phil ron sam steve sue ' +
    'ted tim tina tom tony'
  ).split(' '),
);

/** @param people names that are known, as they are written in full */
export function stopsAtPerson(text: string, people: readonly string[]): boolean {
  const said = text.replaceAll(/\\(?=[^\w\s])/g, '').replaceAll('’', "'");
  const plain = IS_SOFTWARE.reduce((all, form) => all.replaceAll(form, 'the software'), said).trim();
  if (LET.test(plain)) return false;
  const isBlamed = !NOT_BLAMED.test(plain);
  if (isBlamed && IS_LABEL.test(plain)) return true;
  if (SYSTEM.test(plain)) return false;
  if (isBlamed && LABELS.test(plain)) return true;
  if (SOMEBODY_DID.test(plain) || DONE_BY_ROLE.test(plain)) return true;
  return people.some(name => blames(plain, name)) || blamesName(plain);
}

/** Whether it stops at somebody who is known. */
function blames(text: string, person: string): boolean {
  const parts = person.split(/\s+/).filter(part => part.length >= 3);
  // A part of a name may be another word where it is not written as one.
  const forms = [new RegExp(quoted(person), 'iu'), ...parts.map(part => new RegExp(quoted(part), 'u'))];
  return forms.some(({ source, flags }) =>
    [
      `(?<![\\p{L}\\p{N}_-])${source}${ASIDE} ${AUX}(?:${SLIP}|${DEED})(?![\\p{L}\\p{N}-])`,
      `\\b(?:${DONE}|error|mistake|fault|oversight|typo) (?:\\w+ )?by ${source}(?![\\p{L}\\p{N}-]| ${PRODUCT}\\b)`,
      `(?<![\\p{L}\\p{N}_-])${source}'s (?:\\w+ )?(?:error|mistake|fault|failure|oversight|typo)(?=[.,;:!]|$)`,
      `^(?:(?:[Ii]t|[Tt]his|[Tt]he (?:root )?cause) (?:was|is):? |(?:[Bb]ecause of|[Dd]ue to|[Cc]aused by|[Bb]y) )?${source}[.!]?$`,
    ].some(form => new RegExp(form, flags).test(text)),
  );
}

/** Whether it stops at a name that nobody knows. */
function blamesName(text: string): boolean {
  const named = (forms: readonly RegExp[], isName: (name: string) => boolean) =>
    forms.some(form => [...text.matchAll(form)].some(([, name = '']) => isName(name)));
  return (
    named(OF_NAMES, isPerson) ||
    named(OF_ANYBODY, name => /^\p{Lu}/u.test(name) && !NO_NAMES.has(name.toLowerCase()))
  );
}

/** Whether a name with a capital is one of a person. */
function isPerson(name: string): boolean {
  if (!/^\p{Lu}/u.test(name) || IS_PRODUCT.test(name)) return false;
  const [first = ''] = name.replace(/^(?:Because|When|Since|After|As|And|But|That) /, '').split(' ', 1);
  return (
    /^(?:Dr|Mr|Mrs|Ms|Prof)\.?$/.test(first) || isGivenName(first) || SHORT_NAMES.has(first.toLowerCase())
  );
}

const quoted = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
