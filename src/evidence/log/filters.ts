/** Filters of consecutive chunks in one row: each with its length before it, 16 bits little-endian. */

export function joinFilters(filters: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    filters.flatMap(filter => {
      const length = Buffer.alloc(2);
      length.writeUInt16LE(filter.length);
      return [length, filter];
    }),
  );
}

export function* splitFilters(joined: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(joined.buffer, joined.byteOffset, joined.byteLength);
  for (let at = 0; at < joined.length;) {
    const length = view.getUint16(at, true);
    yield joined.subarray(at + 2, at + 2 + length);
    at += 2 + length;
  }
}
