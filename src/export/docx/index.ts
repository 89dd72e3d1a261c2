/** DOCX, which other people go on writing in: styles, lists and tables are those of the program that opens it. */
import {
  AlignmentType,
  Document,
  Footer,
  type ILevelsOptions,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx';
import { type Report, titled } from '../report.js';
import { BULLETS, DEEPEST_LIST, NUMBERS } from './lists.js';
import { Content } from './content.js';

export async function renderDocx(report: Report): Promise<Uint8Array> {
  const { title, lang } = report;
  const document = new Document({
    title,
    creator: 'Whydunit',
    lastModifiedBy: 'Whydunit',
    description: '',
    styles: stylesIn(lang),
    numbering: {
      config: [
        { reference: BULLETS, levels: levels(LevelFormat.BULLET, level => '•◦▪'.charAt(level % 3)) },
        { reference: NUMBERS, levels: levels(LevelFormat.DECIMAL, level => `%${level + 1}.`) },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 1200, bottom: 1200, left: 1200, right: 1200 },
          },
        },
        footers: { default: new Footer({ children: [pageNumber(title)] }) },
        children: new Content(report).blocks(titled(report)),
      },
    ],
  });
  return Packer.toBuffer(document);
}

function pageNumber(title: string): Paragraph {
  const children = [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES];
  return new Paragraph({
    alignment: AlignmentType.RIGHT,
    children: [
      new TextRun({ text: `${title}    `, size: 16, color: '6A7280' }),
      new TextRun({ children, size: 16, color: '6A7280' }),
    ],
  });
}

function levels(
  format: (typeof LevelFormat)[keyof typeof LevelFormat],
  text: (level: number) => string,
): ILevelsOptions[] {
  return Array.from({ length: DEEPEST_LIST }, (_, level) => ({
    level,
    format,
    text: text(level),
    alignment: AlignmentType.LEFT,
    style: { paragraph: { indent: { left: 360 * (level + 1), hanging: 360 } } },
  }));
}

/** Sizes are in half points, distances in twentieths of a point. */
function stylesIn(lang: string) {
  const heading = (size: number, before: number) => ({
    run: { size, bold: true, color: '1F2530', font: 'Calibri' },
    paragraph: { spacing: { before, after: 100 }, keepNext: true },
  });
  return {
    default: {
      document: {
        run: { font: 'Calibri', size: 22, language: { value: lang } },
        paragraph: { spacing: { after: 120, line: 276 } },
      },
      heading1: heading(40, 0),
      heading2: heading(28, 320),
      heading3: heading(24, 240),
      heading4: heading(22, 200),
      heading5: heading(22, 160),
      heading6: heading(22, 160),
    },
    paragraphStyles: [
      {
        id: 'Code',
        name: 'Code',
        basedOn: 'Normal',
        run: { font: 'Consolas', size: 17 },
        paragraph: { spacing: { before: 60, after: 160, line: 240 } },
      },
    ],
  };
}
