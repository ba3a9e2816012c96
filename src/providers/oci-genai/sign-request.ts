import { createPrivateKey, hash, sign, type KeyObject } from 'node:crypto';
import type { Credentials } from '../../contract/wires/target.ts';

type SigningKey = Extract<Credentials, { kind: 'oci-key' | 'oci-session' }>;

/** The headers with which OCI knows who asks. */
type SignedHeaders = Readonly<
  Record<'authorization' | 'content-length' | 'content-type' | 'date' | 'x-content-sha256', string>
>;

/** Signs the body of a POST with the date of now, as HTTP writes it. */
export type Signer = (url: string, body: string, date: string) => SignedHeaders;

const SIGNED = 'date (request-target) host content-length content-type x-content-sha256';
const CONTENT_TYPE = 'application/json';

/**
 * Version 1 of OCI's request signature: RSA with SHA-256 over six lines.
 * https://docs.oracle.com/iaas/Content/API/Concepts/signingrequests.htm. The client of Oracle's SDK signs inside its own
 * HTTP client, by its own clock, so one that lets our transport send has no signature left to give.
 */
export function createSigner(credentials: SigningKey): Signer {
  const { privateKey, passphrase } = credentials;
  const key: KeyObject = createPrivateKey({ key: privateKey, ...(passphrase !== null && { passphrase }) });
  const keyId = keyIdOf(credentials);
  return (url, body, date) => {
    const { pathname, search, host } = new URL(url);
    const headers = {
      date,
      'content-length': String(Buffer.byteLength(body)),
      'content-type': CONTENT_TYPE,
      'x-content-sha256': hash('sha256', body, 'base64'),
    };
    const lines = [
      `date: ${date}`,
      `(request-target): post ${pathname}${search}`,
      `host: ${host}`,
      `content-length: ${headers['content-length']}`,
      `content-type: ${CONTENT_TYPE}`,
      `x-content-sha256: ${headers['x-content-sha256']}`,
    ];
    const signature = sign('sha256', Buffer.from(lines.join('\n')), key).toString('base64');
    const authorization = `Signature version="1",headers="${SIGNED}",keyId="${keyId}",algorithm="rsa-sha256",signature="${signature}"`;
    return { ...headers, authorization };
  };
}

/** A session's token stands in the place of the account: https://docs.oracle.com/iaas/Content/API/SDKDocs/clitoken.htm */
function keyIdOf(credentials: SigningKey): string {
  if (credentials.kind === 'oci-session') return `ST$${credentials.token}`;
  const { tenancy, user, fingerprint } = credentials;
  return `${tenancy}/${user}/${fingerprint}`;
}
