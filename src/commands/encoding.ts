/** VS Code's names of encodings, where they are not those of TextDecoder. */
const LABELS: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  utf8bom: 'utf-8',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  windows1252: 'windows-1252',
  iso88591: 'iso-8859-1',
  iso885915: 'iso-8859-15',
  shiftjis: 'shift_jis',
  eucjp: 'euc-jp',
  euckr: 'euc-kr',
  big5hkscs: 'big5',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
};

/** The label of an encoding that a document names; UTF-8 where TextDecoder knows none of it. */
export function labelOf(encoding: string): string {
  const label = LABELS[encoding] ?? encoding.replace(/^(windows|iso8859)(?=\d)/, '$1-');
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return 'utf-8';
  }
}
