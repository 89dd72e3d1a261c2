// What reads PDFs in the tests of exported documents: a program that had no part in writing them.
import { ensureProgram } from './packages.mjs';

/** The path of `pdftotext`, beside which the others of its package lie. */
export const ensurePdfTools = () =>
  ensureProgram(['pdftotext'], 'poppler-utils', 'the tests of exported documents');
