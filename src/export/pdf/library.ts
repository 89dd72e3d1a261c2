/** The parts of pdfmake that lay out and draw, without the part that reads addresses. */
import documents from 'pdfmake/js/PDFDocument.js';
import layout from 'pdfmake/js/LayoutBuilder.js';
import rendering from 'pdfmake/js/Renderer.js';
import measuring from 'pdfmake/js/SVGMeasure.js';

export { tableLayouts } from 'pdfmake/js/tableLayouts.js';

/** Bundled, the default export of these is what they export so; in Node, it is the whole module. */
function exported<T extends object>(module: { readonly default: T }): T {
  return 'default' in module ? module.default : module;
}

export const PdfmakeDocument = exported(documents);
export const LayoutBuilder = exported(layout);
export const SvgMeasure = exported(measuring);
export const PdfmakeRenderer = exported(rendering);
