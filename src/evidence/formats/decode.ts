import { stripVTControlCharacters } from 'node:util';

/**
 * The text of bytes, chunk by chunk, whatever the chunks cut apart. A byte order mark is left out, line ends stay as
 * they are, and what breaks the encoding becomes U+FFFD.
 *
 * @param encoding a label that `TextDecoder` knows
 * @throws RangeError for another label, and what `bytes` throws
 */
export async function* decodeStream(
  bytes: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<string, void> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** Text as a person sees it and searches for it: without colours, links and other escapes of terminals. */
export function searchable(text: string): string {
  return text.includes('\x1b') || text.includes('\x9b') ? stripVTControlCharacters(text) : text;
}
