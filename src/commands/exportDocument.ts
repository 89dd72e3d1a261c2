/** A document as a file for others: through the gate, and to the place that a person chooses. */
import * as vscode from 'vscode';
import type { Unlocked } from '../app.js';
import { unwritten } from '../documents/index.js';
import { fileNameOf, WriteError, type WriteFault, writeReplacing } from '../export/files/index.js';
import { SETTINGS } from '../ids.js';
import type { JobOutput } from '../jobs/api.js';
import { inLabel, inMessage } from '../labels.js';
import { labelsOf, leave } from '../redaction/review/index.js';
import { UserError } from '../userError.js';
import { shownTimes } from '../vscodeZone.js';
import { flushDraft } from '../webviews/document/drafts.js';
import type { Pages } from '../webviews/vscodePages.js';
import { ownPatterns } from './backgroundScan.js';
import { chosenDocument } from './documents.js';
import { documentWords, gather, type Material, textsOf, withTexts } from './exportMaterial.js';
import { chooseTarget } from './files.js';
import { gateOf, redactTexts } from './gate.js';
import { withProgress } from './job.js';

type Format = 'pdf' | 'docx' | 'html' | 'md';
type Rendered = Omit<JobOutput<'renderDocument'>, 'bytes'>;

/** How many missing characters a warning names, and how many places that ask for text a choice does. */
const NAMED = 12;
const NAMED_PLACES = 3;

/**
 * @param given a document's id, a row that shows one, or nothing, where the person chooses
 * @returns where it was written
 */
export async function exportDocument(
  unlocked: Unlocked,
  pages: Pages,
  given?: unknown,
): Promise<vscode.Uri | undefined> {
  const { app, access, store } = unlocked;
  const id = await chosenDocument(unlocked, given, vscode.l10n.t('Export Document'));
  if (id === undefined) return undefined;
  if (!(await flushDraft(id))) {
    await pages.show(id);
    throw new UserError(
      vscode.l10n.t(
        'What you wrote last is not saved yet, so nothing was exported: see what the page of the document says, and try again.',
      ),
    );
  }
  const document = await store.getDocument({ id });
  const { issue_id } = document;
  const material = await gather(unlocked, document);
  const format = await chooseFormat(material);
  if (format === 'write') await pages.show(id);
  if (!format || format === 'write') return undefined;
  const images = await chooseImages(material);
  if (images === undefined) return undefined;
  const [title = ''] = (await redactTexts(unlocked, { issue_id, texts: [material.title] })).texts;
  const target = await chooseTarget(vscode.l10n.t('Export'), `${fileNameOf(title)}.${format}`, format);
  if (!target) return undefined;

  let told: Rendered | undefined;
  const left = await leave(gateOf(unlocked, { issue_id, document_id: id, file_path: target.fsPath }), {
    destination: 'file',
    format,
    ...(images > 0 && { images }),
    texts: textsOf(material),
    make: async texts => {
      const redacted = withTexts(material, texts);
      const { bytes, ...rest } = await withProgress(
        app,
        vscode.l10n.t('Exporting a document'),
        'renderDocument',
        {
          ...redacted,
          store: access,
          format,
          lang: vscode.env.language,
          zone: shownTimes().zone,
          labels: labelsOf(ownPatterns()),
          words: documentWords(material),
          images: images > 0,
          font: fontPath(),
        },
      );
      told = rest;
      return bytes;
    },
    send: bytes => write(target.fsPath, bytes),
  });
  if (!left) return undefined;
  // Somebody may have written on meanwhile.
  await store.keepVersion({ document_id: id, cause: 'exported', content_md: document.content_md });
  warn(told);
  tell(target, left.images ?? 0);
  return target;
}

/** What still asks for text is said before anything else; whoever wants to write it goes there. */
async function chooseFormat({ title, markdown }: Material): Promise<Format | 'write' | undefined> {
  const open = unwritten(markdown).map(({ detail }) => detail);
  const choices: (vscode.QuickPickItem & { format: Format | 'write' })[] = [
    ...(open.length === 0
      ? []
      : [
          {
            format: 'write' as const,
            label: `$(warning) ${vscode.l10n.t('Write What Is Missing First')}`,
            detail: inLabel(
              vscode.l10n.t(
                'Places that still ask for text, and go out as they are: {0} ({1})',
                open.length,
                shortened(open.filter(Boolean), NAMED_PLACES).join('; '),
              ),
            ),
          },
        ]),
    { format: 'pdf', label: 'PDF', detail: vscode.l10n.t('Pages with numbers, an outline and drawings') },
    { format: 'docx', label: 'Word', detail: vscode.l10n.t('A .docx that others go on writing in') },
    {
      format: 'html',
      label: 'HTML',
      detail: vscode.l10n.t('One file for any browser, which runs and fetches nothing'),
    },
    { format: 'md', label: 'Markdown', detail: vscode.l10n.t('The text, with drawings as lists and tables') },
  ];
  const picked = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Export {0}', inLabel(title)),
    placeHolder: vscode.l10n.t('What is private is redacted on the way'),
  });
  return picked?.format;
}

/** How many images go along; undefined where the person leaves. */
async function chooseImages({ title, markdown, evidence }: Material): Promise<number | undefined> {
  const shown = evidence.filter(({ id, image }) => image && markdown.includes(id));
  if (shown.length === 0) return 0;
  const choices = [
    {
      count: 0,
      label: vscode.l10n.t('Leave the images out'),
      detail: vscode.l10n.t('Nothing looks into images for what is private.'),
    },
    {
      count: shown.length,
      label: vscode.l10n.t('Include the images'),
      detail: vscode.l10n.t(
        'They go as they are, without what cameras write into them: look at each of them first.',
      ),
    },
  ];
  const picked = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Export {0}', inLabel(title)),
    placeHolder: vscode.l10n.t('The document shows images: {0}', shown.length),
  });
  return picked?.count;
}

function fontPath(): string | null {
  const path = vscode.workspace.getConfiguration().get<string>(SETTINGS.exportFont, '').trim();
  return path === '' ? null : path;
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeReplacing(path, bytes);
  } catch (error) {
    throw error instanceof WriteError ? new UserError(SENTENCES[error.fault](path)) : error;
  }
}

const SENTENCES: Readonly<Record<WriteFault, (path: string) => string>> = {
  full: path =>
    vscode.l10n.t(
      'The disk of {0} is full, so nothing was exported, and a file that was there is as before: free some space or choose another place.',
      path,
    ),
  notWritable: path =>
    vscode.l10n.t(
      '{0} may not be written, so nothing was exported, and a file that was there is as before: choose another place.',
      path,
    ),
  folderGone: path =>
    vscode.l10n.t(
      'The folder or drive of {0} is not there any more, so nothing was exported: connect it again or choose another place.',
      path,
    ),
  failed: path =>
    vscode.l10n.t(
      '{0} could not be written, so nothing was exported, and a file that was there is as before: try again or choose another place.',
      path,
    ),
};

function warn(told: Rendered | undefined): void {
  if (!told) return;
  const { missing, rightToLeft, fontRefused, undrawn } = told;
  const sentences = [
    ...(fontRefused
      ? [vscode.l10n.t('The font of the settings cannot be read: choose a TrueType or OpenType file.')]
      : []),
    ...(missing.length > 0
      ? [
          vscode.l10n.t(
            'No font has {0}, so {1} stands there: choose a font that has them.',
            named(missing),
            '\ufffd',
          ),
        ]
      : []),
    ...(rightToLeft
      ? [
          vscode.l10n.t(
            'Text from right to left may stand in another order in a PDF: look at it, or export as Word or HTML.',
          ),
        ]
      : []),
    ...(undrawn > 0
      ? [vscode.l10n.t('Images that this kind of file cannot show were left out: {0}.', undrawn)]
      : []),
  ];
  if (sentences.length === 0) return;
  const settings = vscode.l10n.t('Choose Font…');
  const actions = fontRefused || missing.length > 0 ? [settings] : [];
  void vscode.window
    .showWarningMessage(inMessage(sentences.join(' ')), ...actions)
    .then(
      answer =>
        answer === settings &&
        vscode.commands.executeCommand('workbench.action.openSettings', SETTINGS.exportFont),
    );
}

/** `日 (U+65E5), …` */
function named(signs: readonly string[]): string {
  const shown = signs.map(sign => {
    const code = (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `${sign} (U+${code})`;
  });
  return shortened(shown, NAMED).join(', ');
}

const shortened = (texts: readonly string[], most: number) =>
  texts.length > most ? [...texts.slice(0, most), '…'] : [...texts];

function tell(target: vscode.Uri, images: number): void {
  const [open, reveal] = [vscode.l10n.t('Open'), vscode.l10n.t('Reveal')];
  const sentence =
    images > 0
      ? vscode.l10n.t('{0} holds the redacted document, with images as they are: {1}.', target.fsPath, images)
      : vscode.l10n.t('{0} holds the redacted document.', target.fsPath);
  void vscode.window.showInformationMessage(inMessage(sentence), open, reveal).then(answer => {
    if (answer === reveal) return vscode.commands.executeCommand('revealFileInOS', target);
    if (answer !== open) return undefined;
    if (target.path.endsWith('.md')) return vscode.commands.executeCommand('vscode.open', target);
    return vscode.env.openExternal(target);
  });
}
