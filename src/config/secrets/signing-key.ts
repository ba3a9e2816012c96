import { createPrivateKey } from 'node:crypto';

/** A key from a variable as PEM: many keep one on a single line, with `\n` where a line ends. */
export function asPem(value: string): string {
  return value
    .replaceAll(String.raw`\n`, '\n')
    .replaceAll('\r', '')
    .trim();
}

/** Why a key cannot sign requests to OCI, or null. It is not echoed. */
export function whyNoSigningKey(held: {
  readonly privateKey: string;
  readonly passphrase: string | null;
}): string | null {
  const { privateKey: key, passphrase } = held;
  try {
    const { asymmetricKeyType } = createPrivateKey({ key, ...(passphrase !== null && { passphrase }) });
    return asymmetricKeyType === 'rsa' ? null : 'holds no RSA key';
  } catch {
    if (!key.includes('ENCRYPTED')) return 'holds no private key';
    return passphrase === null
      ? 'holds an encrypted key, and no passphrase is given'
      : 'holds an encrypted key, which the passphrase does not open';
  }
}
