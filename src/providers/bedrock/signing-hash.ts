import { createHash, createHmac } from 'node:crypto';

/**
 * SHA-256, and with a secret its HMAC, as the SDK signs with them. A key that is bytes takes Node five times as long as
 * the same key as text: it first asks whether they are a key object.
 */
export class SigningHash {
  readonly #secret: Secret | undefined;
  #hash: Hash;

  constructor(secret?: Secret) {
    this.#secret = secret;
    this.#hash = open(secret);
  }

  update(bytes: Uint8Array): void {
    this.#hash.update(bytes);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = open(this.#secret);
  }
}

type Secret = string | ArrayBuffer | ArrayBufferView;
type Hash = ReturnType<typeof createHash | typeof createHmac>;

function open(secret: Secret | undefined): Hash {
  if (secret === undefined) return createHash('sha256');
  if (typeof secret === 'string') return createHmac('sha256', secret);
  const bytes = ArrayBuffer.isView(secret)
    ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
    : Buffer.from(secret);
  return createHmac('sha256', bytes.toString('latin1'), { encoding: 'latin1' });
}
