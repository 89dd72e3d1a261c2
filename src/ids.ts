/**
 * Every id that package.json and the code share, once.
 *
 * `test/unit/manifest.test.ts` holds the manifest to this file in both directions, so an id that is only on
 * one side fails the build. Nothing may be imported here.
 */

export const EXTENSION_ID = 'whydunit.whydunit';

export const COMMANDS = {
  incidentCreate: 'whydunit.incident.create',
  incidentRename: 'whydunit.incident.rename',
  incidentSetSeverity: 'whydunit.incident.setSeverity',
  incidentSetStatus: 'whydunit.incident.setStatus',
  incidentDelete: 'whydunit.incident.delete',
  incidentActivate: 'whydunit.incident.activate',
  incidentEdit: 'whydunit.incident.edit',
  rowDelete: 'whydunit.row.delete',
  incidentsSearch: 'whydunit.incidents.search',
  incidentsLoadMore: 'whydunit.incidents.loadMore',
  selectionAttach: 'whydunit.selection.attach',
  fileAttach: 'whydunit.file.attach',
  terminalAttachSelection: 'whydunit.terminal.attachSelection',
  terminalAttachCommand: 'whydunit.terminal.attachCommand',
  terminalRecord: 'whydunit.terminal.record',
  clipboardAttach: 'whydunit.clipboard.attach',
  commandLineInstall: 'whydunit.commandLine.install',
  attachmentOpen: 'whydunit.attachment.open',
  viewerFind: 'whydunit.viewer.find',
  viewerGoToLine: 'whydunit.viewer.goToLine',
  evidenceCopyLink: 'whydunit.evidence.copyLink',
  attachmentsSearch: 'whydunit.attachments.search',
  searchAgain: 'whydunit.search.again',
  searchStop: 'whydunit.search.stop',
  searchClear: 'whydunit.search.clear',
  matchOpen: 'whydunit.match.open',
  attachmentReveal: 'whydunit.attachment.reveal',
  attachmentRemove: 'whydunit.attachment.remove',
  attachmentsVerify: 'whydunit.attachments.verify',
  attachmentsShow: 'whydunit.attachments.show',
  attachmentCopyLink: 'whydunit.attachment.copyLink',
  attachmentShowIncident: 'whydunit.attachment.showIncident',
  whysOpen: 'whydunit.whys.open',
  whysExport: 'whydunit.whys.export',
  evidenceAddToWhy: 'whydunit.evidence.addToWhy',
  clipboardAttachImage: 'whydunit.clipboard.attachImage',
  evidenceOpen: 'whydunit.evidence.open',
  timelineOpen: 'whydunit.timeline.open',
  timelineOpenActive: 'whydunit.timeline.openActive',
  timelineLoadMore: 'whydunit.timeline.loadMore',
  eventAdd: 'whydunit.event.add',
  eventAddToActive: 'whydunit.event.addToActive',
  eventEdit: 'whydunit.event.edit',
  eventMove: 'whydunit.event.move',
  eventTag: 'whydunit.event.tag',
  eventLink: 'whydunit.event.link',
  eventOpenEvidence: 'whydunit.event.openEvidence',
  eventDelete: 'whydunit.event.delete',
  lineAddToTimeline: 'whydunit.line.addToTimeline',
  findingRedact: 'whydunit.finding.redact',
  findingKeep: 'whydunit.finding.keep',
  findingReset: 'whydunit.finding.reset',
  valueKeep: 'whydunit.value.keep',
  valueIgnore: 'whydunit.value.ignore',
  findingDecide: 'whydunit.finding.decide',
  findingNext: 'whydunit.finding.next',
  findingPrevious: 'whydunit.finding.previous',
  findingOpen: 'whydunit.finding.open',
  redactedCopy: 'whydunit.redacted.copy',
  attachmentRedact: 'whydunit.attachment.redact',
  incidentSimilar: 'whydunit.incident.similar',
  documentExport: 'whydunit.document.export',
  redactedCompare: 'whydunit.redacted.compare',
  logsMerge: 'whydunit.logs.merge',
  mergedOpenSource: 'whydunit.merged.openSource',
  clockSet: 'whydunit.attachment.setClock',
  auditVerify: 'whydunit.audit.verify',
  auditExportHead: 'whydunit.audit.exportHead',
  storeCheck: 'whydunit.store.check',
  storeSalvage: 'whydunit.store.salvage',
  storeUnlock: 'whydunit.store.unlock',
  storeLock: 'whydunit.store.lock',
  keyChange: 'whydunit.store.changeKey',
  recoveryKeyShow: 'whydunit.store.showRecoveryKey',
  recoveryKeyVerify: 'whydunit.store.verifyRecoveryKey',
  storeBackUp: 'whydunit.store.backUp',
  storeRestore: 'whydunit.store.restore',
  tftsrImport: 'whydunit.tftsr.import',
  bundleImport: 'whydunit.bundle.import',
  bundleExport: 'whydunit.bundle.export',
  logShow: 'whydunit.log.show',
  sampleOpen: 'whydunit.sample.open',
  walkthroughOpen: 'whydunit.walkthrough.open',
  rcaGenerate: 'whydunit.rca.generate',
  postmortemGenerate: 'whydunit.postmortem.generate',
  documentOpen: 'whydunit.document.open',
  documentRegenerate: 'whydunit.document.regenerate',
  documentDelete: 'whydunit.document.delete',
  templateCustomize: 'whydunit.template.customize',
  actionAdd: 'whydunit.action.add',
  actionEdit: 'whydunit.action.edit',
  actionSetDone: 'whydunit.action.setDone',
  actionReopen: 'whydunit.action.reopen',
  actionRemove: 'whydunit.action.remove',
  actionOpenLink: 'whydunit.action.openLink',
  actionShowIncident: 'whydunit.action.showIncident',
} as const;
export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

/** In the side bar, and in the panel below the editors. */
export const VIEW_CONTAINERS = ['whydunit', 'whydunitPanel'] as const;

export const VIEWS = {
  incidents: 'whydunit.incidents',
  attachments: 'whydunit.attachments',
  timeline: 'whydunit.timeline',
  findings: 'whydunit.findings',
  search: 'whydunit.search',
  actions: 'whydunit.actions',
} as const;

/** Keys of `when` clauses that the code sets. */
export const CONTEXT_KEYS = {
  /** True while the viewer of large logs has the keyboard. */
  viewer: 'whydunit.viewer',
  /** `running`, `found` or `nothing` of the search of attachments; absent where there is none. */
  search: 'whydunit.search',
  /** True once it was read that the active incident has no event. */
  noEvents: 'whydunit.noEvents',
  /** True while there is an active incident. */
  hasActive: 'whydunit.hasActive',
  /** `closed`, `opening`, `open`, `locked` or `failed`: which welcome text the views show. */
  store: 'whydunit.store',
  /** True once the store holds an incident. */
  hasIncidents: 'whydunit.hasIncidents',
  /** True once it was read that the store holds none: nothing is said of a store that was not read yet. */
  noIncidents: 'whydunit.noIncidents',
  /** True once the store holds an attachment: the last step of the walkthrough. */
  hasAttachments: 'whydunit.hasAttachments',
} as const;

/** The `viewItem` values of tree rows, for the menus. */
export const ITEM_KINDS = {
  incident: 'whydunit.incident',
  activeIncident: 'whydunit.incident.active',
  attachment: 'whydunit.attachment',
  event: 'whydunit.event',
  eventWithEvidence: 'whydunit.event.evidence',
  finding: 'whydunit.finding',
  value: 'whydunit.value',
  match: 'whydunit.match',
  document: 'whydunit.document',
  openAction: 'whydunit.openAction',
  openLinkedAction: 'whydunit.openAction.linked',
  doneAction: 'whydunit.doneAction',
  doneLinkedAction: 'whydunit.doneAction.linked',
} as const;

/** Editors of our own: the viewer of large logs. */
export const EDITORS = {
  log: 'whydunit.log',
} as const;

/** Pages in editors, each on one thing of the store. */
export const PAGES = {
  whys: 'whydunit.whys',
  timeline: 'whydunit.timelinePage',
  document: 'whydunit.document',
} as const;

export const SETTINGS = {
  storeFolder: 'whydunit.store.folder',
  storeLockAfter: 'whydunit.store.lockAfter',
  storePlain: 'whydunit.store.plain',
  redactionScan: 'whydunit.redaction.scan',
  redactionNumbers: 'whydunit.redaction.numbers',
  redactionPreview: 'whydunit.redaction.preview',
  redactionPatterns: 'whydunit.redaction.patterns',
  documentTemplates: 'whydunit.documents.templates',
  timelineZone: 'whydunit.timeline.zone',
  exportFont: 'whydunit.export.font',
} as const;

export const WALKTHROUGH = 'getStarted';

/** The scheme under which stored evidence opens, read-only. */
export const EVIDENCE_SCHEME = 'whydunit';

/** The scheme of redacted text that is shown before it leaves, and is kept in memory only. */
export const REDACTED_SCHEME = 'whydunit-redacted';
