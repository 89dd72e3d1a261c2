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
  const decoder = new Decoder(encoding);
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk);
    if (text !== '') yield text;
  }
  const rest = decoder.end();
  if (rest !== '') yield rest;
}

/** A decoder that goes on behind bytes that Node's own throws at although it is not asked to, as in GB 18030. */
export class Decoder {
  #decoder: TextDecoder;

  constructor(
    private readonly encoding: string,
    private readonly options: TextDecoderOptions = {},
  ) {
    this.#decoder = new TextDecoder(encoding, options);
  }

  decode(bytes: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes, { stream: true });
    } catch {
      this.#decoder = new TextDecoder(this.encoding, this.options);
      if (bytes.length <= 1) return '\ufffd';
      const half = bytes.length >> 1;
      return this.decode(bytes.subarray(0, half)) + this.decode(bytes.subarray(half));
    }
  }

  end(): string {
    try {
      return this.#decoder.decode();
    } catch {
      return '\ufffd';
    }
  }
}

/** Text as a person sees it and searches for it: without colours, links and other escapes of terminals. */
export function searchable(text: string): string {
  return text.includes('\x1b') || text.includes('\x9b') ? stripVTControlCharacters(text) : text;
}
