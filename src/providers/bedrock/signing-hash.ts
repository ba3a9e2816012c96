import { createHash, createHmac } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** To spell a body that is larger was a long turn already, and others are served before the next. */
const LARGE_BYTES = 256 * 1024;

/**
 * SHA-256, and with a secret its HMAC, as the SDK signs with them. A key that is bytes takes Node five times as long as
 * the same key as text: it first asks whether they are a key object.
 */
export class SigningHash {
  readonly #secret: Secret | undefined;
  #hash: Hash;
  /** What is to be read in the next turn. */
  #late: Uint8Array[] = [];

  constructor(secret?: Secret) {
    this.#secret = secret;
    this.#hash = open(secret);
  }

  update(bytes: Uint8Array): void {
    if (this.#late.length === 0 && bytes.length <= LARGE_BYTES) this.#hash.update(bytes);
    else this.#late.push(bytes);
  }

  async digest(): Promise<Uint8Array> {
    if (this.#late.length > 0) await nextTurn();
    for (const bytes of this.#late) this.#hash.update(bytes);
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = open(this.#secret);
    this.#late = [];
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
