/** Which font draws which character, and which character none of them has. */
import type { PdfDocument } from './document.js';

/** The bytes of TrueType fonts. */
export interface FontFiles {
  readonly normal: Uint8Array;
  readonly bold: Uint8Array;
  readonly italics: Uint8Array;
  readonly mono: Uint8Array;
  /** A person's own, for scripts that ours lack. */
  readonly own?: Uint8Array;
}

export type Family = 'Sans' | 'Mono' | 'Own';

/** As pdfmake wants them: families, and the names that files are registered under. */
export const FAMILIES = {
  Sans: { normal: 'Sans', bold: 'Sans-Bold', italics: 'Sans-Italic', bolditalics: 'Sans-Bold' },
  Mono: { normal: 'Mono', bold: 'Mono', italics: 'Mono', bolditalics: 'Mono' },
  Own: { normal: 'Own', bold: 'Own', italics: 'Own', bolditalics: 'Own' },
};

const PLAIN = /^[\x20-\x7e\n]*$/;
/** Signs that only say how their neighbours are drawn. */
const MODIFIERS = /[\u200b-\u200d\u2060\ufe00-\ufe0f]|[\u{e0000}-\u{e01ef}]/gu;

/** Every font of ours draws it; the glyph that stands for no character has no outline in them. */
const MISSING = '\ufffd';

export class Fonts {
  /** Characters that no font has; `\ufffd` stands for each. */
  readonly missing = new Set<string>();
  readonly #families = new Map<string, Family>();

  /** Whether the person's own font could not be read. */
  readonly refused: boolean;
  readonly #own: boolean;

  constructor(
    private readonly document: PdfDocument,
    { normal, bold, italics, mono, own }: FontFiles,
  ) {
    document.registerFont('Sans', normal);
    document.registerFont('Sans-Bold', bold);
    document.registerFont('Sans-Italic', italics);
    document.registerFont('Mono', mono);
    this.#own = own !== undefined && this.#isReadable(own);
    this.refused = own !== undefined && !this.#own;
  }

  /** The text in pieces that one font draws. */
  pieces(text: string, wanted: Family): { text: string; font: Family }[] {
    if (PLAIN.test(text)) return [{ text, font: wanted }];
    const pieces: { text: string; font: Family }[] = [];
    for (const sign of text.replaceAll(MODIFIERS, '')) {
      const font = this.#familyOf(sign, wanted);
      const shown = this.missing.has(sign) ? MISSING : sign;
      const last = pieces.at(-1);
      if (last?.font === font) last.text += shown;
      else pieces.push({ text: shown, font });
    }
    return pieces;
  }

  /** Text of a drawing, which has one font. */
  inDrawing(text: string): string {
    if (PLAIN.test(text)) return text;
    const shown = (sign: string) =>
      this.#familyOf(sign, 'Sans') === 'Sans' && !this.missing.has(sign) ? sign : MISSING;
    return Array.from(text.replaceAll(MODIFIERS, ''), shown).join('');
  }

  #isReadable(own: Uint8Array): boolean {
    this.document.registerFont('Own', own);
    try {
      this.document.provideFont('Own', false, false);
      return true;
    } catch {
      return false;
    }
  }

  #familyOf(sign: string, wanted: Family): Family {
    const known = this.#families.get(wanted + sign);
    if (known) return known;
    const order = [wanted, 'Sans' as const, ...(this.#own ? ['Own' as const] : [])];
    const found = /\s/.test(sign) ? wanted : order.find(family => this.#has(family, sign));
    if (!found) this.missing.add(sign);
    this.#families.set(wanted + sign, found ?? wanted);
    return found ?? wanted;
  }

  #has(family: Family, sign: string): boolean {
    return this.document
      .provideFont(family, false, false)
      .font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0);
  }
}
