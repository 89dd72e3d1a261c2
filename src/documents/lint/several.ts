/** Whether an answer, in English, names more than one cause, by few forms that are seldom meant otherwise. */

/** A subject and what it is or does: enough of a clause to be a cause of its own. */
const VERB =
  "(?:was|were|is|are|had|has|have|did|does|could|would|can|will|never|no longer|didn't|wasn't|weren't|isn't|doesn't|couldn't|lacked|lacks|ignored|allowed|exceeded)";
const SUBJECT = '(?:the|a|an|its|our|their|no|every|each|all|both|one|two|nobody|nothing|there)';
/** What keeps a fault from happening, or from lasting: where it lacks, that is a cause whatever else is one. */
const GUARD =
  '(?:alerts?|alarms?|checks?|tests?|limits?|bounds?|timeouts?|reviews?|backups?|monitoring|monitors?|warnings?|guards?|safeguards?|validations?|confirmations?|runbooks?|rollbacks?|quotas?|probes?|documentation|ind(?:ex|exes|ices))';
const NUMBER = '(?:two|three|four|several|multiple|many)';

/** `Timeout was 30 s; pool size was 5`. Two times, or two amounts, would be one cause: that they do not fit. */
const isSet = (of: string) => `(?:[\\w'-]+ ){0,4}?(?:${of})s? (?:was|were|is|are) (?:\\w+ ){0,3}?\\d`;
const TIME = isSet('timeout|interval|delay|ttl|back-?off|grace period');
const AMOUNT = isSet('size|limit|quota|capacity|concurrency|retr(?:y|ie)|attempt|count');
const TWO_SETTINGS = [
  [TIME, AMOUNT],
  [AMOUNT, TIME],
].map(([one = '', other = '']) => new RegExp(`(?:^|[.;:] )${one}[^;]*?(?:[;.,]|,? and) ${other}`, 'i'));

const SEVERAL = [
  ...TWO_SETTINGS,
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
  new RegExp(`\\bnot only ${VERB}\\b.*\\bbut\\b`, 'i'),
  new RegExp(
    `\\bneither (?:an? |the |any )?(?:\\w+ )?${GUARD} nor (?:an? |the |any )?(?:\\w+ )?${GUARD}\\b`,
    'i',
  ),
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
const HAS_FAULT = new RegExp(`\\b(?:${FAULT}|full|no)\\b`, 'i');
const NEXT_FAULT = new RegExp(
  `^(?:also )?(?:(?:an?|the|another) (?:(?!${VERB}\\b)[\\w-]+ ){0,2}?(?:(?:that|which) (?:was|were|is|are) (?:\\w+ )?)?${FAULT}\\b|(?:no|missing|lack of) |(?:[\\w-]+ )?[\\w-]+ (?:missing|absent|too \\w+)[.!]?$)`,
  'i',
);
/** `The pool was small. The alert was missing.` */
const FAULTY = new RegExp(`\\b${VERB} (?:\\w+ )?${FAULT}\\b`, 'i');
const NEXT_ABSENT = new RegExp(
  `^${SUBJECT} (?:[\\w-]+ ){1,3}?(?:was|were|is|are|had been|has been) (?:\\w+ )?${ABSENT}\\b`,
  'i',
);
/** `No alert fired`: a cause of its own behind any other. */
const NO_GUARD = new RegExp(
  `^(?:and )?(?:(?:the|its|our|every|all) (?:\\w+ )?${GUARD} (?:was|were|is|are|had been) (?:\\w+ )?${ABSENT}|no (?:\\w+ )?${GUARD} (?:existed|exists?|was|were|is|are|had|has|fired|fires|rang|sounded|told|warned|caught|catches|covered|covers|noticed|found|compares|compared))\\b`,
  'i',
);
const OWN_LACK = new RegExp(`^no (?:\\w+ )?${GUARD}\\b`, 'i');
/** `Wrong limit, missing alert` */
const BARE_ABSENCE = new RegExp(`^(?:no|missing|lack of|untested|absent) (?:\\w+ )?${GUARD}[.!]?$`, 'i');

const WATCHED =
  '(?:ever |had )?(?:monitors|monitored|checks|checked|tests|tested|reviews|reviewed|watches|watched|owns|owned)';
/** Two clauses; the second one is a cause where it tells of what lacked or was wrong, and not of what came of the first. */
const TWO_CLAUSES = new RegExp(
  `\\b${VERB}\\b[^.;]*?,? and (?:also )?((?:${SUBJECT} (?:[\\w-]+ ){0,4}?${VERB}|(?:nobody|no one) ${WATCHED}|no (?:\\w+ )?${GUARD})\\b[^.;]*)`,
  'i',
);
const EFFECT =
  /\b(?:could|can|accepted|answered|rejected|refused|failed|resolve[ds]?|written|served|processed|delivered|no (?:more|longer|free))\b/i;
const LACKS = [
  new RegExp(`\\bno (?:\\w+ ){0,2}?${GUARD}\\b`, 'i'),
  new RegExp(
    `\\b${GUARD} (?:\\w+ ){0,3}?(?:(?:was|were|is|are|did|does|had|has|have)(?:n't| not)|never|(?:was|were|is|are|had been) (?:\\w+ )?(?:skipped|ignored|missed|switched off|turned off|removed))\\b`,
    'i',
  ),
  /\b(?:nobody|no one) (?:was (?:told|warned|informed|paged|alerted)|had (?:been told|checked|tested|reviewed)|ever \w+)\b/i,
  /(?:\bnot|\bnever|n't) (?:been )?(?:\w+ )?(?:un)?(?:bounded|limited|checked|tested|reviewed|monitored|documented|validated|configured|set|enforced|closed|renewed|updated|told)\b/i,
  new RegExp(
    `\\b(?:was|were|is|are|had|has|been) (?:\\w+ )?(?:${ABSENT}|wrong|misconfigur\\w+|outdated|stale|expired|small|low|unlimited|insufficient|inadequate|too (?!late\\b|slow\\b)\\w+)\\b`,
    'i',
  ),
  new RegExp(`^(?:nobody|no one) ${WATCHED}\\b`, 'i'),
  /\b(?:lacked|lacks)\b/i,
];
const IS_CLAUSE = new RegExp(`\\b${VERB}\\b|\\w{3,}ed\\b`, 'i');
/** `A slow, missing check`: one thing. */
const ADJECTIVE = new RegExp(`^(?:an? |the )?${FAULT}$`, 'i');
/** What begins a clause that another one depends on. */
const DEPENDENT = /^(?:when|if|because|since|as|after|while|although|once|whenever|where)\b/i;

/** Whether an answer names more than one cause. */
export function namesSeveral(answer: string): boolean {
  if (LIST.test(answer)) return true;
  const text = answer.replaceAll('’', "'").replaceAll(/\s+/g, ' ').trim();
  return (
    SEVERAL.some(form => form.test(text)) || joinsClauses(text) || joinsFaults(text) || addsAbsence(text)
  );
}

function joinsClauses(text: string): boolean {
  const [, second = ''] = TWO_CLAUSES.exec(text) ?? [];
  return !EFFECT.test(second) && LACKS.some(form => form.test(second));
}

function joinsFaults(text: string): boolean {
  const [first = '', ...others] = text.split(/,? (?:and|as well as|plus|\+) |; /);
  if (!HAS_FAULT.test(first) || /\bbetween\b/i.test(first)) return false;
  // Behind a clause, that there was none of something came of it, but for what should have kept it.
  const isOwn = (other: string) => !IS_CLAUSE.test(first) || !/^no /i.test(other) || OWN_LACK.test(other);
  return others.some(other => NEXT_FAULT.test(other) && !EFFECT.test(other) && isOwn(other));
}

function addsAbsence(text: string): boolean {
  const [first = '', ...others] = text.split(/[.;,] /);
  if (DEPENDENT.test(first)) return false;
  if (FAULTY.test(first) && others.some(other => NEXT_ABSENT.test(other))) return true;
  if (IS_CLAUSE.test(first) && others.some(other => NO_GUARD.test(other))) return true;
  return HAS_FAULT.test(first) && !ADJECTIVE.test(first) && others.some(other => BARE_ABSENCE.test(other));
}
