/**
 * An image as an address that holds it whole. Not as a blob: the browser may move large blobs to files of its profile.
 */
export function dataUri(bytes: Uint8Array, mime: string): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE))));
  }
  return `data:${mime};base64,${pieces.join('')}`;
}

/** A multiple of three, so that the pieces join, and few enough for arguments of one call. */
const PIECE = 3 * 8192;
