/** Names that Windows keeps for devices, whatever stands behind the dot. */
const RESERVED = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])$/i;
/** Every file system takes that many bytes, and a person still sees the end. */
const MOST_BYTES = 120;

/** A file's name, without its ending, that says the title and is only a name on every file system. */
export function fileNameOf(title: string): string {
  const words = title
    .normalize('NFC')
    .replaceAll(/\p{Cf}|\p{Cs}|\p{Co}/gu, '')
    .replaceAll(/[\p{Cc}<>:"/\\|?*\s]+/gu, ' ')
    .replaceAll(/^[. -]+|[. ]+$/gu, '');
  const name = shortened(words).replace(/[. ]+$/, '');
  if (name === '') return 'document';
  const [stem = ''] = name.split('.');
  return RESERVED.test(stem.trim()) ? `_${name}` : name;
}

/** Cut between what a person sees as one sign. */
function shortened(text: string): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    if (Buffer.byteLength(kept + segment) > MOST_BYTES) break;
    kept += segment;
  }
  return kept;
}
