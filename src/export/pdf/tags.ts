/**
 * The structure of a PDF, by which a screen reader knows headings, lists and tables. pdfmake only says that there is
 * one; here, what it draws is told which part of it it is.
 */
import type { Inline, Line, Page, PdfDocument, Structure, TaggedNode } from './document.js';
import { PdfmakeRenderer } from './library.js';

/** An element of the structure; it stands where its first content was drawn. */
export class Tag {
  constructor(
    readonly type: string,
    readonly parent: Tag | undefined,
    readonly options: { readonly alt?: string; readonly scope?: 'Column' } = {},
  ) {}
}

/** Draws pages with their structure. */
export class TaggingRenderer extends PdfmakeRenderer {
  readonly #structures = new Map<Tag, Structure>();
  readonly #drawn = new WeakSet<object>();
  readonly #root: Structure;

  constructor(
    private readonly document: PdfDocument,
    progress: (share: number) => void,
  ) {
    super(document, progress);
    this.#root = document.struct('Document');
    document.addStructure(this.#root);
  }

  override renderPages(pages: readonly Page[]): void {
    super.renderPages(pages);
    this.#root.end();
  }

  override renderLine(line: Line, x: number, y: number): void {
    const [first] = line.inlines;
    const repeated = first !== undefined && this.#drawn.has(first);
    if (first) this.#drawn.add(first);
    const parts = repeated ? [{ tag: undefined, inlines: line.inlines }] : partsOf(line.inlines);
    const [height, ascender] = [line.getHeight(), line.getAscenderHeight()];
    for (const [place, { tag, inlines }] of parts.entries()) {
      const part = line.clone();
      part.inlines = inlines;
      part.getHeight = () => height;
      part.getAscenderHeight = () => ascender;
      if (place > 0) {
        delete part._outline;
        delete part.id;
      }
      this.#within(tag, () => super.renderLine(part, x, y));
    }
  }

  override renderVector(vector: unknown): void {
    this.#within(undefined, () => super.renderVector(vector));
  }

  override renderImage(node: TaggedNode): void {
    this.#within(node.tag, () => super.renderImage(node));
  }

  override renderSVG(node: TaggedNode): void {
    this.#within(node.tag, () => super.renderSVG(node));
  }

  /** What belongs to nothing is decoration, as are the headings of a table that are repeated on the next page. */
  #within(tag: Tag | undefined, draw: () => void): void {
    if (!tag) {
      this.document.markContent('Artifact', { type: 'Layout' });
      draw();
      this.document.endMarkedContent();
      return;
    }
    // A link that goes on in the next line is another one: its area is tied to the page that is being drawn.
    const isLink = tag.type === 'Link';
    const structure = isLink ? this.#add(tag) : this.#structure(tag);
    structure.add(this.document.markStructureContent(tag.type));
    this.document._currentStructureElement = structure;
    draw();
    this.document._currentStructureElement = undefined;
    this.document.endMarkedContent();
    if (isLink) structure.end();
  }

  #structure(tag: Tag): Structure {
    const found = this.#structures.get(tag);
    if (found) return found;
    const made = this.#add(tag);
    this.#structures.set(tag, made);
    return made;
  }

  #add(tag: Tag): Structure {
    const made = this.document.struct(tag.type, tag.options);
    const parent = tag.parent ? this.#structure(tag.parent) : this.#root;
    parent.add(made);
    return made;
  }
}

function partsOf(inlines: readonly Inline[]): { tag: Tag | undefined; inlines: readonly Inline[] }[] {
  const parts: { tag: Tag | undefined; inlines: Inline[] }[] = [];
  for (const inline of inlines) {
    const last = parts.at(-1);
    if (last && last.tag === inline.tag) last.inlines.push(inline);
    else parts.push({ tag: inline.tag, inlines: [inline] });
  }
  return parts;
}
