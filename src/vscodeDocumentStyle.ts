/** The words of generated documents in the person's language, and how values are said in them. */
import * as vscode from 'vscode';
import type { ActionKind, ActionState, Severity, Status } from './db/values.js';
import type { Style } from './documents/index.js';
import {
  actionKindName,
  actionStateName,
  byteSize,
  eventTypeName,
  severityName,
  statusName,
} from './labels.js';
import { durationText } from './timeline/index.js';
import { shownTimes } from './vscodeZone.js';

export function documentStyle(): Style {
  const times = shownTimes();
  return {
    words: words(),
    time: ms => times.full(ms, 0),
    duration: durationText,
    bytes: byteSize,
    severity: value => severityName(value as Severity),
    status: value => statusName(value as Status),
    eventType: eventTypeName,
    actionKind: value => actionKindName(value as ActionKind),
    actionState: value => actionStateName(value as ActionState),
  };
}

function words(): Style['words'] {
  return { ...headings(), ...asks(), ...sentences(), ...names(), ...values() };
}

function headings() {
  return {
    rcaTitle: vscode.l10n.t('Root cause analysis'),
    postmortemTitle: vscode.l10n.t('Postmortem'),
    summary: vscode.l10n.t('Summary'),
    executiveSummary: vscode.l10n.t('Executive summary'),
    description: vscode.l10n.t('Description'),
    metadata: vscode.l10n.t('Metadata'),
    impact: vscode.l10n.t('Impact'),
    timeline: vscode.l10n.t('Timeline'),
    metrics: vscode.l10n.t('Metrics'),
    whys: vscode.l10n.t('5 Whys'),
    rootCause: vscode.l10n.t('Root cause'),
    rootCauseAnalysis: vscode.l10n.t('Root cause analysis'),
    contributingFactors: vscode.l10n.t('Contributing factors'),
    evidenceAnalysed: vscode.l10n.t('Evidence analysed'),
    correctiveActions: vscode.l10n.t('Corrective actions'),
    immediate: vscode.l10n.t('Immediate'),
    longTerm: vscode.l10n.t('Long-term'),
    lessons: vscode.l10n.t('Lessons learned'),
    wentWell: vscode.l10n.t('What went well'),
    wentBadly: vscode.l10n.t('What went badly'),
    lucky: vscode.l10n.t('Where we got lucky'),
    actionItems: vscode.l10n.t('Action items'),
    appendix: vscode.l10n.t('Appendix: evidence'),
  };
}

function asks() {
  return {
    writeSummary: vscode.l10n.t('In two sentences for somebody who was not there: what broke, and why.'),
    writeDescription: vscode.l10n.t('What happened, as somebody saw it who was affected.'),
    writeImpact: vscode.l10n.t('Who was affected, how many, and what they could not do.'),
    writeTimeline: vscode.l10n.t('When it began, who noticed it, what was tried, and when it was over.'),
    writeWhys: vscode.l10n.t('Why it happened, and why that happened: from the symptom to its cause.'),
    writeRootCause: vscode.l10n.t('What in the system let it happen, with the evidence that shows it.'),
    writeContributing: vscode.l10n.t('What made it more likely or worse, without causing it alone.'),
    writeEvidence: vscode.l10n.t('Which logs, graphs and changes were looked at.'),
    writeLessons: vscode.l10n.t('What we know now that we did not know before.'),
    writeWentWell: vscode.l10n.t('What helped to notice, understand and end it.'),
    writeWentBadly: vscode.l10n.t('What made it slow or hard to notice, understand and end it.'),
    writeLucky: vscode.l10n.t('What could have made it worse, and only by chance did not.'),
    writeActions: vscode.l10n.t('What is to be done: add action items below the text.'),
  };
}

function sentences() {
  return {
    summarySentence: vscode.l10n.t('“{0}” is an incident of severity {1}, status {2}.'),
    detectedSentence: vscode.l10n.t('It was detected at {0}.'),
    resolvedSentence: vscode.l10n.t('It was resolved at {0}.'),
    rootCauseSentence: vscode.l10n.t('Its root cause: {0}'),
    impactSentence: vscode.l10n.t('The impact lasted from {0} to {1}: {2}.'),
    impactOpenSentence: vscode.l10n.t('The impact began at {0}; its end is not known.'),
    blameless: vscode.l10n.t(
      'Blameless: everybody did what made sense with what they knew then. It asks how the system let it happen, not who did it.',
    ),
    moreEvents: vscode.l10n.t('{0} more events are in the timeline of the incident.'),
  };
}

function names() {
  return {
    field: vscode.l10n.t('What'),
    value: vscode.l10n.t('Value'),
    title: vscode.l10n.t('Incident'),
    severity: vscode.l10n.t('Severity'),
    status: vscode.l10n.t('Status'),
    category: vscode.l10n.t('Category'),
    assignee: vscode.l10n.t('Assignee'),
    tags: vscode.l10n.t('Tags'),
    created: vscode.l10n.t('Created'),
    time: vscode.l10n.t('Time'),
    event: vscode.l10n.t('Event'),
    evidence: vscode.l10n.t('Evidence'),
    action: vscode.l10n.t('Action'),
    owner: vscode.l10n.t('Owner'),
    due: vscode.l10n.t('Due'),
    type: vscode.l10n.t('Type'),
    state: vscode.l10n.t('State'),
    tracking: vscode.l10n.t('Tracking'),
    size: vscode.l10n.t('Size'),
    hash: vscode.l10n.t('SHA-256'),
    verified: vscode.l10n.t('Verified'),
    usedFor: vscode.l10n.t('Shows'),
    whyTree: vscode.l10n.t('Why tree'),
    timelineDrawing: vscode.l10n.t('Timeline'),
    impactStarted: vscode.l10n.t('Impact began'),
    detected: vscode.l10n.t('Detected'),
    acknowledged: vscode.l10n.t('Acknowledged'),
    resolved: vscode.l10n.t('Resolved'),
    mttd: vscode.l10n.t('Time to detect (MTTD)'),
    mtta: vscode.l10n.t('Time to acknowledge (MTTA)'),
    mttr: vscode.l10n.t('Time to resolve (MTTR)'),
  };
}

function values() {
  return {
    notKnown: vscode.l10n.t('not known'),
    nobody: vscode.l10n.t('nobody yet'),
    noDate: vscode.l10n.t('no date yet'),
    openTracking: vscode.l10n.t('open'),
    unanswered: vscode.l10n.t('not answered yet'),
    question: vscode.l10n.t('Why?'),
    confirmed: vscode.l10n.t('confirmed'),
    assumed: vscode.l10n.t('assumed'),
    refuted: vscode.l10n.t('refuted'),
    rootCauseRole: vscode.l10n.t('root cause'),
    contributingRole: vscode.l10n.t('contributing factor'),
    removed: vscode.l10n.t('removed from the store'),
    broken: vscode.l10n.t('broken: not what was attached'),
    whole: vscode.l10n.t('whole on {0}'),
    notVerified: vscode.l10n.t('not verified yet'),
    notUsed: vscode.l10n.t('not referred to yet'),
  };
}
