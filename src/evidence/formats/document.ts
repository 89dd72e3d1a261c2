import type { Limits } from './limits.js';
import { zipEntries, type RandomAccess } from './zip.js';
import { type Cut, CutShort, damaged, over } from './cut.js';
import type { Refusal } from './piece.js';

/** The text of a document, or why there is none. */
export type DocumentText = { readonly text: string; readonly cut?: Cut } | { readonly refusal: Refusal };

/** The text of a PDF, pages separated by blank lines. */
export async function pdfText(
  bytes: Uint8Array,
  limits: Limits,
  signal?: AbortSignal,
): Promise<DocumentText> {
  const { getDocumentProxy } = await import('unpdf');
  let pdf: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    // It takes the bytes for itself, and the piece needs them too; and it takes no Buffer.
    pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, stopAtErrors: false });
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      return { refusal: { reason: 'passwordProtected', format: 'pdf' } };
    }
    return { refusal: damaged('pdf', nameOf(error)).cut };
  }
  const pages: string[] = [];
  let length = 0;
  let cut: Cut | undefined;
  try {
    for (let number = 1; number <= pdf.numPages && length <= limits.documentText; number++) {
      signal?.throwIfAborted();
      try {
        const page = await pdf.getPage(number);
        const { items } = await page.getTextContent();
        const text = items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
        length += text.length + 2;
        pages.push(text);
        page.cleanup();
      } catch (error) {
        cut = damaged('pdf', nameOf(error)).cut;
      }
    }
  } finally {
    await pdf.loadingTask.destroy();
  }
  return limited(pages.join('\n\n').trim(), limits, cut);
}

/** The text of a DOCX, paragraphs separated by blank lines. */
export async function docxText(
  bytes: Uint8Array,
  limits: Limits,
  signal?: AbortSignal,
): Promise<DocumentText> {
  try {
    await checkUnpackedSize(bytes, limits, signal);
    const { default: mammoth } = await import('mammoth');
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
    return limited(value.trim(), limits);
  } catch (error) {
    signal?.throwIfAborted();
    return { refusal: error instanceof CutShort ? error.cut : damaged('docx', nameOf(error)).cut };
  }
}

/** Mammoth unpacks parts whole, and believes no size before it has: so they are unpacked once to count. */
async function checkUnpackedSize(bytes: Uint8Array, limits: Limits, signal?: AbortSignal): Promise<void> {
  let total = 0;
  for await (const entry of zipEntries(randomAccessTo(bytes))) {
    if (entry.refusal)
      throw new CutShort({ reason: 'damaged', format: 'docx', detail: entry.refusal.reason });
    for await (const chunk of entry.body()) {
      signal?.throwIfAborted();
      total += chunk.length;
      if (total > limits.documentUnpackedBytes)
        throw over('documentUnpackedBytes', limits.documentUnpackedBytes);
    }
  }
}

export function randomAccessTo(bytes: Uint8Array): RandomAccess {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

function limited(text: string, { documentText }: Limits, cut?: Cut): DocumentText {
  if (text.length <= documentText) return { text, ...(cut && { cut }) };
  return { text: text.slice(0, documentText), cut: over('documentText', documentText).cut };
}

/** The kind of an error: its message may quote the document. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unreadable';
}
