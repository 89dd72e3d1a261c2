/**
 * The recovery key: the store's raw key in a form for people. `WHY1`, then 14 groups of four characters of Crockford's
 * base32 (https://www.crockford.com/base32.html), which has no I, L, O and U: 256 bits of key, then a CRC-24 over them
 * (RFC 4880, section 6.1), which finds every wrong character and every two that were exchanged.
 */
const PREFIX = 'WHY1';
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS = 5n;
const KEY_BYTES = 32;
const CHECK_BITS = 24n;
/** The characters behind the prefix. */
const LENGTH = 56;
const GROUP = 4;

const POLYNOMIAL = 0x1864cfb;
const START = 0xb704ce;

/** What is wrong with a text that should be a recovery key. */
export type RecoveryFault =
  /** A character that no recovery key has; it stands in this group, counted from 1. */
  | { readonly fault: 'character'; readonly character: string; readonly group: number }
  | { readonly fault: 'length'; readonly length: number; readonly expected: number }
  /** Every character is possible, but they don't belong together: one or more are mistyped. */
  | { readonly fault: 'checksum' };

/** @param key the raw 256-bit key in hex */
export function recoveryKey(key: string): string {
  let bits = (BigInt(`0x${key}`) << CHECK_BITS) | BigInt(crc24(Buffer.from(key, 'hex')));
  let text = '';
  for (let i = 0; i < LENGTH; i++) {
    text = ALPHABET.charAt(Number(bits % 32n)) + text;
    bits >>= BITS;
  }
  return [PREFIX, ...(text.match(/.{4}/g) ?? [])].join('-');
}

/**
 * Reads a recovery key as people type it: in any case, with any spaces or dashes or none, with O for 0 and I or L for
 * 1, and with or without its prefix.
 *
 * @returns the raw key in hex, or what is wrong
 */
export function readRecoveryKey(text: string): string | RecoveryFault {
  const typed = withoutPrefix(characters(text));
  let bits = 0n;
  for (const [i, character] of typed.entries()) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return { fault: 'character', character, group: Math.floor(i / GROUP) + 1 };
    // A whole log that was pasted by mistake is refused by its length below.
    if (i < LENGTH) bits = (bits << BITS) | BigInt(value);
  }
  if (typed.length !== LENGTH) return { fault: 'length', length: typed.length, expected: LENGTH };
  const key = (bits >> CHECK_BITS).toString(16).padStart(2 * KEY_BYTES, '0');
  const check = Number(bits & ((1n << CHECK_BITS) - 1n));
  return crc24(Buffer.from(key, 'hex')) === check ? key : { fault: 'checksum' };
}

/** Whether a text is a recovery key, whole or with typing errors, rather than a passphrase. */
export function looksLikeRecoveryKey(text: string): boolean {
  return /^\s*WHY[1IL][\s-]/i.test(text) || typeof readRecoveryKey(text) === 'string';
}

function characters(text: string): string[] {
  const plain = text.toUpperCase().replaceAll(/[\s\p{Pd}]/gu, '');
  return Array.from(plain.replaceAll('O', '0').replaceAll(/[IL]/g, '1'));
}

function withoutPrefix(typed: string[]): string[] {
  return typed.slice(0, PREFIX.length).join('') === PREFIX && typed.length !== LENGTH
    ? typed.slice(PREFIX.length)
    : typed;
}

function crc24(bytes: Uint8Array): number {
  let crc = START;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) {
      crc <<= 1;
      if (crc & 0x1000000) crc ^= POLYNOMIAL;
    }
  }
  return crc;
}
