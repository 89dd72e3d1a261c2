/**
 * The encryption of one page, done without SQLite: to judge pages that SQLite would refuse as a whole, and to leave
 * the file alone. It is SQLCipher's format 4 (https://www.zetetic.net/sqlcipher/design/): AES-256-CBC, then an
 * HMAC-SHA512 over the ciphertext, the initialisation vector and the page's number.
 */
import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';

/** Bytes in a page of the store. */
export const PAGE = 4096;
/** The beginning of the first page, in the clear. */
export const SALT = 16;
const IV = 16;
const HMAC = 64;
/** What SQLite sees of a page; the rest is the vector and the HMAC. */
export const USABLE = PAGE - IV - HMAC;

const HMAC_SALT_MASK = 0x3a;
const HMAC_ROUNDS = 2;
/** How SQLite begins a file; SQLCipher has its salt there. */
const HEADER = Buffer.from('SQLite format 3\0', 'latin1');

/** Judges and opens the pages of one store. */
export class PageCipher {
  readonly #key: Buffer;
  readonly #hmacKey: Buffer;

  /**
   * @param key the raw 256-bit key in hex
   * @param salt the first 16 bytes of the file
   */
  constructor(key: string, salt: Buffer) {
    this.#key = Buffer.from(key.slice(0, 64), 'hex');
    const masked = salt.map(byte => byte ^ HMAC_SALT_MASK);
    this.#hmacKey = pbkdf2Sync(this.#key, masked, HMAC_ROUNDS, 32, 'sha512');
  }

  /** Whether `page` is what was written as the page of this number, from 1. */
  fits(page: Buffer, number: number): boolean {
    const name = Buffer.alloc(4);
    name.writeUInt32LE(number);
    const hmac = createHmac('sha512', this.#hmacKey)
      .update(page.subarray(number === 1 ? SALT : 0, PAGE - HMAC))
      .update(name)
      .digest();
    return timingSafeEqual(hmac, page.subarray(PAGE - HMAC));
  }

  /** What SQLite sees of a page that fits. */
  open(page: Buffer, number: number): Buffer {
    const vector = page.subarray(USABLE, USABLE + IV);
    const decipher = createDecipheriv('aes-256-cbc', this.#key, vector).setAutoPadding(false);
    const first = number === 1 ? SALT : 0;
    const content = Buffer.concat([decipher.update(page.subarray(first, USABLE)), decipher.final()]);
    return number === 1 ? Buffer.concat([HEADER, content]) : content;
  }
}
