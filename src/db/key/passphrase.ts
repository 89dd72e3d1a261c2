import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';

/** SQLCipher 4's own (https://www.zetetic.net/sqlcipher/sqlcipher-api/#kdf_iter), so that its tools take the passphrase. */
const ROUNDS = 256_000;
const KEY_BYTES = 32;

const derive = promisify(pbkdf2);

/**
 * The raw key in hex that SQLCipher 4 makes of a passphrase. It takes a tenth of a second, in a thread of Node's pool.
 *
 * @param salt the first 16 bytes of the store's file, in hex
 */
export async function keyOfPassphrase(passphrase: string, salt: string): Promise<string> {
  const key = await derive(
    Buffer.from(passphrase, 'utf8'),
    Buffer.from(salt, 'hex'),
    ROUNDS,
    KEY_BYTES,
    'sha512',
  );
  return key.toString('hex');
}
