import { generateKeyPairSync } from 'node:crypto';
import type { Credentials } from '../src/contract/wires/target.ts';

/** A pair of RSA keys, as PEM. */
export function ociKeyPair(): { readonly privateKey: string; readonly publicKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 1024,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

/** An account of OCI whose key was made for this process. */
export const OCI_ACCOUNT: Extract<Credentials, { kind: 'oci-key' }> = {
  kind: 'oci-key',
  tenancy: 'ocid1.tenancy.oc1..test-tenancy',
  user: 'ocid1.user.oc1..test-user',
  fingerprint: '20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34',
  privateKey: ociKeyPair().privateKey,
  passphrase: null,
};
