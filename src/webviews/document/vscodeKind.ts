import * as vscode from 'vscode';
import { PAGES } from '../../ids.js';
import type { PageKind } from '../vscodePages.js';

export const DOCUMENT: PageKind = {
  viewType: PAGES.document,
  page: 'document',
  title: () => vscode.l10n.t('Incident Document'),
  fill: async (app, panel, id) => {
    const { fillDocument } = await import('./panel.js');
    return fillDocument(app, panel, id);
  },
};
