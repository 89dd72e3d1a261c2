import * as vscode from 'vscode';
import { PAGES } from '../../ids.js';
import type { PageKind } from '../vscodePages.js';

/** The whys of an incident. */
export const WHYS: PageKind = {
  viewType: PAGES.whys,
  page: 'whys',
  title: () => vscode.l10n.t('5 Whys'),
  fill: async (app, panel, id) => (await import('./panel.js')).fillWhys(app, panel, id),
};
