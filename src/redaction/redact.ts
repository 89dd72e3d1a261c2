import type { Span } from './types.js';

/** The text with each span replaced; spans in the order of the text, apart from each other. */
export function redact(text: string, spans: readonly Pick<Span, 'start' | 'end' | 'replacement'>[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, replacement } of spans) {
    parts.push(text.slice(from, start), replacement);
    from = end;
  }
  return parts.join('') + text.slice(from);
}
