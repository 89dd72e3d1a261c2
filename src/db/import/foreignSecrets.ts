/** Secrets of other services as TFTSR seals them, which are sealed anew for this store where they can be opened. */
import { createDecipheriv, createHash } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The variables that TFTSR takes its key material from, now and under its earlier names. */
const VARIABLES = ['TFTSR_ENCRYPTION_KEY', 'TRCAA_ENCRYPTION_KEY', 'TFTSR_DB_KEY', 'TRCAA_DB_KEY'];

/** Opens a sealed secret, or finds that it was sealed under another key. */
export type OpenSecret = (sealed: string) => string | undefined;

/**
 * AES-256-GCM under the SHA-256 of the key material, as `base64(nonce || ciphertext || tag)`: TFTSR's security model.
 *
 * @param passphrase the one that the file is encrypted with, which is tried as key material as well
 */
export function foreignSecrets(passphrase: string | null, env = process.env): OpenSecret {
  const materials = new Set([passphrase, ...VARIABLES.map(name => env[name])]);
  const keys = [...materials].flatMap(text => (text ? [createHash('sha256').update(text).digest()] : []));
  return sealed => {
    const bytes = Buffer.from(sealed, 'base64');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
    for (const key of keys) {
      const plain = open(key, bytes);
      if (plain !== undefined) return plain;
    }
    return undefined;
  };
}

function open(key: Buffer, bytes: Buffer): string | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  }).setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const plain = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([plain, decipher.final()]).toString('utf8');
  } catch {
    // The tag tells that it was another key.
    return undefined;
  }
}
