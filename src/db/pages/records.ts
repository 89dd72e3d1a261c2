/** Rows out of the pages of a table (https://www.sqlite.org/fileformat2.html#b_tree_pages). */
import { USABLE } from './cipher.js';

/** A value as SQLite keeps it. Text is its bytes, which need not be valid UTF-8. */
export type Value = null | bigint | number | { readonly text: Buffer } | { readonly blob: Buffer };

/** A row; `whole` is false where the page that holds its last columns cannot be read. */
export interface Row {
  readonly rowid: bigint;
  readonly values: readonly Value[];
  readonly whole: boolean;
}

/** What a page of a b-tree is. */
type PageKind = 'tableLeaf' | 'tableInterior' | 'indexLeaf' | 'indexInterior';

const KINDS: ReadonlyMap<number | undefined, PageKind> = new Map([
  [0x0d, 'tableLeaf'],
  [0x05, 'tableInterior'],
  [0x0a, 'indexLeaf'],
  [0x02, 'indexInterior'],
]);

/** The bytes of one page of a b-tree. */
export interface TreePage {
  readonly kind: PageKind;
  readonly bytes: Buffer;
  /** Where each cell begins. */
  readonly cells: readonly number[];
  /** The pages below an interior page, from left to right. */
  readonly children: readonly number[];
}

/** The content of a page by its number; undefined where it cannot be read. */
export type Reader = (number: number) => Buffer | undefined;

/** @returns undefined for a page that is none of a b-tree */
export function treePage(bytes: Buffer, number: number): TreePage | undefined {
  // The first page begins with the header of the file.
  const at = number === 1 ? 100 : 0;
  const kind = KINDS.get(bytes[at]);
  if (!kind) return undefined;
  const interior = kind.endsWith('Interior');
  const first = at + (interior ? 12 : 8);
  const count = bytes.readUInt16BE(at + 3);
  if (first + 2 * count > USABLE) return undefined;
  const cells = Array.from({ length: count }, (_, index) => bytes.readUInt16BE(first + 2 * index));
  if (cells.some(cell => cell < first || cell > USABLE - 4)) return undefined;
  const children = interior
    ? [...cells.map(cell => bytes.readUInt32BE(cell)), bytes.readUInt32BE(at + 8)]
    : [];
  return { kind, bytes, cells, children };
}

/** The highest row id below each child of an interior page of a table but the last. */
export function separators({ bytes, cells }: TreePage): bigint[] {
  return cells.map(cell => BigInt.asIntN(64, varint(bytes, cell + 4).value));
}

/** The rows on a leaf of a table. */
export function* tableRows({ bytes, cells }: TreePage, read: Reader): Generator<Row> {
  for (const cell of cells) {
    const length = varint(bytes, cell);
    const rowid = varint(bytes, length.next);
    const record = payload(bytes, rowid.next, Number(length.value), USABLE - 35, read);
    yield { rowid: BigInt.asIntN(64, rowid.value), ...values(record) };
  }
}

/** The keys on a page of an index, or the rows of a table without row ids. */
export function* indexKeys({ kind, bytes, cells }: TreePage, read: Reader): Generator<Omit<Row, 'rowid'>> {
  for (const cell of cells) {
    const length = varint(bytes, kind === 'indexInterior' ? cell + 4 : cell);
    const most = Math.floor(((USABLE - 12) * 64) / 255) - 23;
    yield values(payload(bytes, length.next, Number(length.value), most, read));
  }
}

interface Payload {
  readonly bytes: Buffer;
  readonly whole: boolean;
}

/** @param most bytes that stay on the page where all do */
function payload(page: Buffer, at: number, length: number, most: number, read: Reader): Payload {
  if (length <= most) return { bytes: page.subarray(at, at + length), whole: at + length <= USABLE };
  const least = Math.floor(((USABLE - 12) * 32) / 255) - 23;
  const filling = least + ((length - least) % (USABLE - 4));
  const local = filling <= most ? filling : least;
  const parts = [page.subarray(at, at + local)];
  let next = page.readUInt32BE(at + local);
  for (let left = length - local; left > 0; left -= USABLE - 4) {
    const overflow = next === 0 ? undefined : read(next);
    if (!overflow) return { bytes: Buffer.concat(parts), whole: false };
    parts.push(overflow.subarray(4, 4 + Math.min(left, USABLE - 4)));
    next = overflow.readUInt32BE(0);
  }
  return { bytes: Buffer.concat(parts), whole: true };
}

/** The values of a record (https://www.sqlite.org/fileformat2.html#record_format), as far as its bytes go. */
function values({ bytes, whole }: Payload): Omit<Row, 'rowid'> {
  const header = varint(bytes, 0);
  const end = Number(header.value);
  const found: Value[] = [];
  let body = end;
  for (let at = header.next; at < end && at < bytes.length;) {
    const type = varint(bytes, at);
    at = type.next;
    const serial = Number(type.value);
    const next = body + serialLength(serial);
    if (next > bytes.length) return { values: found, whole: false };
    found.push(value(bytes.subarray(body, next), serial));
    body = next;
  }
  return { values: found, whole };
}

const SHORT_LENGTHS = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

function serialLength(serial: number): number {
  return serial < 12 ? (SHORT_LENGTHS[serial] ?? 0) : Math.floor((serial - 12) / 2);
}

function value(bytes: Buffer, serial: number): Value {
  if (serial === 0) return null;
  if (serial === 8) return 0n;
  if (serial === 9) return 1n;
  if (serial === 7) return bytes.readDoubleBE();
  if (serial >= 12) return serial % 2 === 0 ? { blob: bytes } : { text: bytes };
  return BigInt.asIntN(8 * bytes.length, BigInt(`0x${bytes.toString('hex')}`));
}

/** A variable-length integer and where the next value begins. */
function varint(bytes: Buffer, at: number): { value: bigint; next: number } {
  let value = 0n;
  for (let index = 0; index < 8; index++) {
    const byte = bytes[at + index] ?? 0;
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) return { value, next: at + index + 1 };
  }
  return { value: (value << 8n) | BigInt(bytes[at + 8] ?? 0), next: at + 9 };
}
