import * as vscode from 'vscode';
import { PAGES } from '../../ids.js';
import type { PageKind } from '../vscodePages.js';

/** The page of an incident's timeline. */
export const TIMELINE: PageKind = {
  viewType: PAGES.timeline,
  page: 'timeline',
  title: () => vscode.l10n.t('Timeline'),
  fill: async (app, panel, id) => (await import('./panel.js')).fillTimeline(app, panel, id),
};
