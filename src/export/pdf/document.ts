/** What pdfmake and the library below it have, as far as we use it. */
import type { Readable } from 'node:stream';
import type { Tag } from './tags.js';

/** A node of pdfmake's description of a document. */
export type Node = Readonly<Record<string, unknown>>;

/** A piece of a line. */
export interface Inline {
  readonly text: string;
  readonly tag?: Tag;
}

export interface Line {
  inlines: readonly Inline[];
  /** The entry of the outline that the line begins, and the name of its place. */
  _outline?: unknown;
  id?: string;
  getHeight(): number;
  getAscenderHeight(): number;
  clone(): Line;
}

export interface TaggedNode {
  readonly tag?: Tag;
}

export interface Page {
  /** Lines, pictures and what is drawn around them. */
  readonly items: readonly { readonly item: TaggedNode & Partial<Pick<Line, 'inlines'>> }[];
}

/** A place in the document's structure. */
export interface Structure {
  add(child: unknown): Structure;
  end(): void;
}

export interface Font {
  readonly font: { hasGlyphForCodePoint(code: number): boolean };
  widthOfString(text: string, size: number): number;
}

export interface PdfDocument extends Readable {
  /** The structure whose content is drawn, which links take up. */
  _currentStructureElement: Structure | undefined;
  registerFont(name: string, source: Uint8Array): unknown;
  provideFont(family: string, bold: boolean, italics: boolean): Font;
  openImage(bytes: Uint8Array): unknown;
  struct(type: string, options?: object): Structure;
  addStructure(structure: Structure): unknown;
  markStructureContent(type: string): unknown;
  markContent(type: string, options: object): unknown;
  endMarkedContent(): unknown;
  end(): void;
}
