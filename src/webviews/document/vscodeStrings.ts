import * as vscode from 'vscode';
import { actionKindName, actionStateName } from '../../labels.js';
import type { Strings } from './protocol.js';

export function strings(): Strings {
  return { ...parts(), ...toolbar(), ...saving(), ...actions(), ...problems(), ...sides(), ...drawings() };
}

function parts() {
  return {
    editor: vscode.l10n.t('Text of the document, in Markdown'),
    tabHint: vscode.l10n.t('Escape and then Tab leaves the text.'),
    preview: vscode.l10n.t('Preview'),
    outline: vscode.l10n.t('Outline'),
    toolbar: vscode.l10n.t('Formatting'),
    panel: vscode.l10n.t('Beside the text'),
    problems: vscode.l10n.t('Problems'),
    actions: vscode.l10n.t('Action Items'),
    versions: vscode.l10n.t('Versions'),
    noHeadings: vscode.l10n.t('No headings yet.'),
    noProblems: vscode.l10n.t('Nothing to object to.'),
    noVersions: vscode.l10n.t('No earlier versions yet.'),
    words: vscode.l10n.t('Words: {0}'),
    line: vscode.l10n.t('line {0}'),
    locked: vscode.l10n.t('The store is locked.'),
    lockedUnsaved: vscode.l10n.t(
      'The last changes could not be saved before. They are still in this window: unlock the store to save them.',
    ),
    unlock: vscode.l10n.t('Unlock'),
    failed: vscode.l10n.t('The store of your incidents is not open. Nothing in it was changed.'),
    retry: vscode.l10n.t('Try Again'),
    opening: vscode.l10n.t('Opening the store…'),
    gone: vscode.l10n.t('This document is no longer in the store: another window may have deleted it.'),
    goneText: vscode.l10n.t('Its text is still in this window, until this page closes:'),
    keepAsNew: vscode.l10n.t('Keep as a New Document'),
    copy: vscode.l10n.t('Copy'),
  };
}

function toolbar() {
  return {
    bold: vscode.l10n.t('Bold'),
    italic: vscode.l10n.t('Italic'),
    heading: vscode.l10n.t('Heading'),
    list: vscode.l10n.t('List'),
    checklist: vscode.l10n.t('Checklist'),
    link: vscode.l10n.t('Link'),
    evidence: vscode.l10n.t('Link to evidence'),
    image: vscode.l10n.t('Image of the incident'),
    table: vscode.l10n.t('Table'),
    undo: vscode.l10n.t('Undo'),
    redo: vscode.l10n.t('Redo'),
    find: vscode.l10n.t('Find'),
    regenerate: vscode.l10n.t('Generate anew: sections that you wrote in stay'),
    showOutline: vscode.l10n.t('Outline'),
    showPreview: vscode.l10n.t('Preview'),
    showPanel: vscode.l10n.t('Problems, action items and versions'),
  };
}

function saving() {
  return {
    saved: vscode.l10n.t('Saved'),
    saving: vscode.l10n.t('Saving…'),
    unsaved: vscode.l10n.t('Not saved yet'),
  };
}

function actions() {
  return {
    title: vscode.l10n.t('Action'),
    owner: vscode.l10n.t('Owner'),
    due: vscode.l10n.t('Due'),
    kind: vscode.l10n.t('Type'),
    state: vscode.l10n.t('State'),
    tracking: vscode.l10n.t('Tracking link'),
    add: vscode.l10n.t('Add'),
    remove: vscode.l10n.t('Remove'),
    actionNew: vscode.l10n.t('What is to be done'),
    noActions: vscode.l10n.t(
      'No action items yet. The document’s table of action items is made from these rows.',
    ),
    badUrl: vscode.l10n.t('A tracking link begins with https:// or http://, so it was not saved.'),
    immediate: actionKindName('immediate'),
    prevent: actionKindName('prevent'),
    detect: actionKindName('detect'),
    mitigate: actionKindName('mitigate'),
    process: actionKindName('process'),
    open: actionStateName('open'),
    done: actionStateName('done'),
    dropped: actionStateName('dropped'),
  };
}

function problems() {
  return {
    empty: vscode.l10n.t('Still to be written'),
    unknownPlaceholder: vscode.l10n.t('Nobody knows this placeholder'),
    unfilledPlaceholder: vscode.l10n.t('Filled only in a template, where it stands alone on a line'),
    claimWithoutEvidence: vscode.l10n.t('Nothing shows this: link evidence'),
    person: vscode.l10n.t('Stops at a person: what in the system let it happen?'),
    severalCauses: vscode.l10n.t('Names several causes: ask why for each of them'),
    unclosedCode: vscode.l10n.t('Begins code that nothing ends: all below it is code'),
    evidenceRemoved: vscode.l10n.t('This evidence was removed'),
    evidenceBroken: vscode.l10n.t('This evidence is broken'),
    noOwner: vscode.l10n.t('An action item without an owner'),
    noDate: vscode.l10n.t('An action item without a date'),
    offers: vscode.l10n.t('You wrote here, and other text was generated since'),
  };
}

function sides() {
  return {
    compare: vscode.l10n.t('Compare'),
    restore: vscode.l10n.t('Restore'),
    close: vscode.l10n.t('Close'),
    now: vscode.l10n.t('Now'),
    mine: vscode.l10n.t('Yours'),
    theirs: vscode.l10n.t('Of the other window'),
    generated: vscode.l10n.t('Generated'),
    newerTitle: vscode.l10n.t(
      'Another window wrote the same sections. Nothing of either text is lost: choose what stays.',
    ),
    keepMine: vscode.l10n.t('Keep Both'),
    takeTheirs: vscode.l10n.t('Take the Other Window’s'),
    offerText: vscode.l10n.t('Your text of this section, and what was generated'),
    insertOffer: vscode.l10n.t('Insert Below'),
    takeOffer: vscode.l10n.t('Replace Mine'),
    dismissOffer: vscode.l10n.t('Keep Mine'),
  };
}

function drawings() {
  return {
    wholeFile: vscode.l10n.t('all of it'),
    imageMissing: vscode.l10n.t('Image that is not in the store:'),
    remoteImage: vscode.l10n.t('Image from elsewhere, which is not loaded:'),
    openLink: vscode.l10n.t('Open evidence'),
    whyTree: vscode.l10n.t('Why tree'),
    timeline: vscode.l10n.t('Timeline'),
    steps: vscode.l10n.t('Whys: {0}; they are listed below the drawing.'),
    events: vscode.l10n.t('Events: {0}; the last of them are listed below the drawing.'),
    incident: vscode.l10n.t('Incident'),
    several: vscode.l10n.t('{0} events'),
    unanswered: vscode.l10n.t('not answered yet'),
    rootCause: vscode.l10n.t('root cause'),
    contributing: vscode.l10n.t('contributing factor'),
    confirmed: vscode.l10n.t('confirmed'),
    assumed: vscode.l10n.t('assumed'),
    refuted: vscode.l10n.t('refuted'),
    withoutEvidence: vscode.l10n.t('without evidence'),
  };
}
