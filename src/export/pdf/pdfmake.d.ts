/** The parts of pdfmake that lay out and draw, without the part that reads addresses. They come without types. */

declare module 'pdfmake/js/PDFDocument.js' {
  const module: { default: new (...args: unknown[]) => import('./document.js').PdfDocument };
  export default module;
}

declare module 'pdfmake/js/LayoutBuilder.js' {
  interface LayoutBuilder {
    registerTableLayouts(layouts: unknown): void;
    layoutDocument(...args: unknown[]): import('./document.js').Page[];
  }
  const module: { default: new (...args: unknown[]) => LayoutBuilder };
  export default module;
}

declare module 'pdfmake/js/SVGMeasure.js' {
  const module: { default: new () => object };
  export default module;
}

declare module 'pdfmake/js/tableLayouts.js' {
  export const tableLayouts: unknown;
}

declare module 'pdfmake/js/Renderer.js' {
  import type { Line, Page, PdfDocument, TaggedNode } from './document.js';
  class Renderer {
    constructor(document: PdfDocument, progress?: (share: number) => void);
    renderPages(pages: readonly Page[]): void;
    renderLine(line: Line, x: number, y: number): void;
    renderVector(vector: unknown): void;
    renderImage(node: TaggedNode): void;
    renderSVG(node: TaggedNode): void;
  }
  const module: { default: typeof Renderer };
  export default module;
}
