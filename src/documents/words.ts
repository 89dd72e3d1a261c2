/** The words of generated documents, in the person's language: the host has them, since only it knows the language. */

export type Word =
  // Titles and headings.
  | 'rcaTitle'
  | 'postmortemTitle'
  | 'summary'
  | 'executiveSummary'
  | 'description'
  | 'metadata'
  | 'impact'
  | 'timeline'
  | 'metrics'
  | 'whys'
  | 'rootCause'
  | 'rootCauseAnalysis'
  | 'contributingFactors'
  | 'evidenceAnalysed'
  | 'correctiveActions'
  | 'immediate'
  | 'longTerm'
  | 'lessons'
  | 'wentWell'
  | 'wentBadly'
  | 'lucky'
  | 'actionItems'
  | 'appendix'
  // What a person is asked to write.
  | 'writeSummary'
  | 'writeDescription'
  | 'writeImpact'
  | 'writeTimeline'
  | 'writeWhys'
  | 'writeRootCause'
  | 'writeContributing'
  | 'writeEvidence'
  | 'writeLessons'
  | 'writeWentWell'
  | 'writeWentBadly'
  | 'writeLucky'
  | 'writeActions'
  // Sentences; {0} and so on are filled in.
  | 'summarySentence'
  | 'detectedSentence'
  | 'resolvedSentence'
  | 'rootCauseSentence'
  | 'impactSentence'
  | 'impactOpenSentence'
  | 'blameless'
  | 'moreEvents'
  // Names of fields and columns.
  | 'field'
  | 'value'
  | 'title'
  | 'severity'
  | 'status'
  | 'category'
  | 'assignee'
  | 'tags'
  | 'created'
  | 'time'
  | 'event'
  | 'evidence'
  | 'action'
  | 'owner'
  | 'due'
  | 'type'
  | 'state'
  | 'tracking'
  | 'size'
  | 'hash'
  | 'verified'
  | 'usedFor'
  | 'whyTree'
  | 'timelineDrawing'
  | 'impactStarted'
  | 'detected'
  | 'acknowledged'
  | 'resolved'
  | 'mttd'
  | 'mtta'
  | 'mttr'
  // Values.
  | 'notKnown'
  | 'nobody'
  | 'noDate'
  | 'openTracking'
  | 'unanswered'
  | 'question'
  | 'confirmed'
  | 'assumed'
  | 'refuted'
  | 'rootCauseRole'
  | 'contributingRole'
  | 'removed'
  | 'broken'
  | 'whole'
  | 'notVerified'
  | 'notUsed';

/** How values are said, beside the words themselves. */
export interface Style {
  readonly words: Readonly<Record<Word, string>>;
  /** An instant in milliseconds since the epoch, with its zone. */
  readonly time: (ms: number) => string;
  /** A span in milliseconds. */
  readonly duration: (ms: number) => string;
  readonly bytes: (count: number) => string;
  readonly severity: (value: string) => string;
  readonly status: (value: string) => string;
  readonly eventType: (type: string) => string;
  readonly actionKind: (value: string) => string;
  readonly actionState: (value: string) => string;
}

/** A sentence with its gaps filled. */
export function fill(sentence: string, ...values: readonly string[]): string {
  return sentence.replaceAll(/\{(\d)\}/g, (_, at: string) => values[Number(at)] ?? '');
}
