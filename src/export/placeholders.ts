/**
 * What stands in redacted text, such as `[IPv4-1]`, looks like a link or the name of one to Markdown. While the text is
 * parsed, its brackets are signs of the private use area, which mean nothing there.
 */
const OPEN = '\uf8f5';
const CLOSE = '\uf8f6';

/** @param labels the words that stand in brackets, without numbers */
export function hidePlaceholders(text: string, labels: readonly string[]): string {
  if (labels.length === 0) return text;
  const words = labels.map(label => label.replaceAll(/[^\p{L}\p{N} ]/gu, String.raw`\$&`)).join('|');
  return text.replaceAll(new RegExp(String.raw`\[((?:${words})(?:-\d+)?)\]`, 'gu'), `${OPEN}$1${CLOSE}`);
}

export const hasPlaceholder = (text: string) => text.includes(OPEN) || text.includes(CLOSE);

/** Text as a person reads it. */
export function showPlaceholders(text: string): string {
  return text.replaceAll(OPEN, '[').replaceAll(CLOSE, ']');
}
