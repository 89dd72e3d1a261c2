// The fonts of exported PDFs: DejaVu with the scripts that it draws as they are written, from left to right.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import subsetFont from 'subset-font';

export const FONTS = 'node_modules/dejavu-fonts-ttf';
const NAMES = ['DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSans-Oblique', 'DejaVuSansMono'];

/** First and last code points: Latin, Greek, Cyrillic, Armenian, Georgian, and signs. */
const RANGES = [
  [0x20, 0x7e],
  [0xa0, 0x58f],
  [0x10a0, 0x10ff],
  [0x1e00, 0x23ff],
  [0x2500, 0x27bf],
  [0xfb00, 0xfb06],
  [0xfffd, 0xfffd],
];

const SIGNS = RANGES.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)),
).join('');

/** Paper needs no hints for screens. */
const OPTIONS = {
  targetFormat: 'truetype',
  noHinting: true,
  keepFeatures: ['kern', 'mark', 'mkmk', 'ccmp', 'locl'],
};

/** @param {string} folder gets a file for each font */
export async function writeFonts(folder) {
  await mkdir(folder, { recursive: true });
  for (const name of NAMES) {
    const whole = await readFile(join(FONTS, 'ttf', `${name}.ttf`));
    await writeFile(join(folder, `${name}.ttf`), await subsetFont(whole, SIGNS, OPTIONS));
  }
}
