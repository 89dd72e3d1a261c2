/** PDF with pages, outline and structure. Nothing is read but what is given: addresses in the document are only written. */
import { holdsRightToLeft } from '../../directions.js';
import { type Report, sectionsOf, titled } from '../report.js';
import { Content, contents, rule } from './content.js';
import type { Node, Page, PdfDocument } from './document.js';
import { FAMILIES, type FontFiles, Fonts } from './fonts.js';
import { LayoutBuilder, PdfmakeDocument, SvgMeasure, tableLayouts } from './library.js';
import { MARGINS, PAGE, WIDTH } from './page.js';
import { TaggingRenderer } from './tags.js';
import { FAINT, INK } from './text.js';
import { amountsIn, isWhole } from './whole.js';

/** Fewer sections need no list of them; more than a page of them are listed without the lowest. */
const LISTED_SECTIONS = 4;
const MOST_LISTED = 60;
const LONGEST_TITLE = 80;

export interface Pdf {
  readonly bytes: Uint8Array;
  /** Characters that no font has. */
  readonly missing: readonly string[];
  /** Whether text runs from right to left, whose words are not put into that order. */
  readonly rightToLeft: boolean;
  /** Whether the person's own font could not be read. */
  readonly fontRefused: boolean;
}

/** @param progress gets the share of the pages that are drawn */
export async function renderPdf(
  report: Report,
  files: FontFiles,
  progress: (share: number) => void,
): Promise<Pdf> {
  const images = Object.fromEntries(
    [...report.pictures].map(([id, { type, bytes }]) => [
      id,
      `data:${type};base64,${Buffer.from(bytes).toString('base64')}`,
    ]),
  );
  const document = new PdfmakeDocument(FAMILIES, images, {}, {}, optionsOf(report), null, isFont);
  const fonts = new Fonts(document, files);
  const pages = pagesOf(report, document, fonts);
  new TaggingRenderer(document, progress).renderPages(pages);
  document.end();
  const bytes = Buffer.concat((await document.toArray()) as Uint8Array[]);
  return {
    bytes,
    missing: [...fonts.missing],
    rightToLeft: holdsRightToLeft(JSON.stringify(report.blocks)),
    fontRefused: fonts.refused,
  };
}

const NAMES = new Set(Object.values(FAMILIES).flatMap(family => Object.values(family)));

/** The library opens what it is given as a name of a file: only names of fonts are let through. */
const isFont = (path: string) => NAMES.has(path);

function optionsOf({ title, lang, created }: Report): object {
  return {
    size: [PAGE.width, PAGE.height],
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    compress: true,
    lang,
    autoFirstPage: false,
    bufferPages: false,
    font: null,
    info: { Title: title, Creator: 'Whydunit', Producer: 'Whydunit', CreationDate: created },
  };
}

/** Things stay together on a page, unless something would be lost by it. */
function pagesOf(report: Report, document: PdfDocument, fonts: Fonts): Page[] {
  const nodes = contentOf(report, document, fonts, true);
  const given = amountsIn(nodes);
  const pages = layOut(document, nodes, report, fonts);
  if (isWhole(given, pages)) return pages;
  return layOut(document, contentOf(report, document, fonts, false), report, fonts);
}

function contentOf(report: Report, document: PdfDocument, fonts: Fonts, kept: boolean): Node[] {
  const blocks = titled(report);
  const sections = sectionsOf(blocks);
  const content = new Content(report, fonts, sections, id => isDrawable(document, report, id), kept);
  const [title, ...rest] = blocks;
  if (!title) return [];
  const listed = [...sections.values()].slice(1).filter(({ level }) => level === 2 || level === 3);
  const shown = listed.length > MOST_LISTED ? listed.filter(({ level }) => level === 2) : listed;
  return [
    ...content.blocks([title], WIDTH),
    rule(WIDTH, [0, 0, 0, 12]),
    ...(shown.length < LISTED_SECTIONS
      ? []
      : [...contents(fonts, shown, report.words.contents, WIDTH), rule(WIDTH, [0, 0, 0, 12])]),
    ...content.blocks(rest, WIDTH),
  ];
}

/** Pictures of other kinds, and damaged ones, are left out. */
function isDrawable(document: PdfDocument, { pictures }: Report, id: string): boolean {
  const picture = pictures.get(id);
  if (!picture) return false;
  try {
    document.openImage(Buffer.from(picture.bytes));
    return true;
  } catch {
    return false;
  }
}

function layOut(document: PdfDocument, content: Node[], { title }: Report, fonts: Fonts) {
  const builder = new LayoutBuilder(PAGE, MARGINS, new SvgMeasure());
  builder.registerTableLayouts(tableLayouts);
  const short = title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE)}…` : title;
  const footer = (page: number, pages: number): Node => ({
    columns: [
      { width: WIDTH - 60, text: fonts.pieces(short, 'Sans') },
      { width: 60, text: `${page} / ${pages}`, alignment: 'right' },
    ],
    fontSize: 7.5,
    color: FAINT,
    margin: [MARGINS.left, 24, MARGINS.right, 0],
  });
  const style = { font: 'Sans', fontSize: 9.4, lineHeight: 1.3, color: INK };
  return builder.layoutDocument(
    content,
    document,
    {},
    style,
    undefined,
    undefined,
    footer,
    undefined,
    undefined,
  );
}
