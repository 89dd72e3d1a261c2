/** The image that the clipboard holds, out of a paste or asked for. */

export interface Pasted {
  readonly bytes: Uint8Array;
  readonly mime: string;
  /** Of a copied file; a copied picture has none. */
  readonly name?: string;
}

/** The first image of a paste; undefined where it has none. */
export async function pastedImage(data: DataTransfer | null): Promise<Pasted | undefined> {
  const file = [...(data?.items ?? [])].find(({ type }) => type.startsWith('image/'))?.getAsFile();
  if (!file) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  // Browsers call every picture that comes without a name so.
  const named = file.name !== '' && file.name !== 'image.png';
  return { bytes, mime: file.type, ...(named && { name: file.name }) };
}

/**
 * The image that the clipboard holds; undefined where it holds none.
 *
 * @throws DOMException where the page may not read the clipboard
 */
export async function clipboardImage(): Promise<Pasted | undefined> {
  for (const item of await navigator.clipboard.read()) {
    const mime = item.types.find(type => type.startsWith('image/'));
    if (mime === undefined) continue;
    const blob = await item.getType(mime);
    return { bytes: new Uint8Array(await blob.arrayBuffer()), mime };
  }
  return undefined;
}
