import { hash } from 'node:crypto';
import type { CredentialNames } from '../contract/target.ts';
import type { WireRequest } from '../contract/wire.ts';
import { quoteShell, safeVariable } from './quote-shell.ts';

type KeyNames = Extract<CredentialNames, { kind: 'oci-key' }>;

/** The names of Oracle's own command line: https://docs.oracle.com/iaas/Content/API/SDKDocs/clienvironmentvariables.htm */
const USUAL = {
  tenancy: 'OCI_CLI_TENANCY',
  user: 'OCI_CLI_USER',
  fingerprint: 'OCI_CLI_FINGERPRINT',
  privateKey: 'OCI_CLI_KEY_CONTENT',
};
const SIGNED = 'date (request-target) host content-length content-type x-content-sha256';

/** Headers that are made anew: a signature is good for five minutes. */
export const OCI_SIGNED_HEADERS = /^(?:authorization|date|x-content-sha256)$/;

/**
 * What signs a request to OCI in a POSIX shell with openssl, which curl cannot: lines before curl, and its options. `body`
 * is what curl is to send.
 */
export function signForOci(
  { method, url, headers }: WireRequest,
  body: Uint8Array,
  names: KeyNames | null,
): { readonly before: string; readonly options: readonly string[] } {
  const variable = (key: Exclude<keyof KeyNames, 'kind' | 'passphrase'>): string =>
    `$${safeVariable(names?.[key] ?? USUAL[key], USUAL[key])}`;
  const { pathname, search, host } = new URL(url);
  const sha256 = hash('sha256', body, 'base64');
  const values = [
    `${method.toLowerCase()} ${pathname}${search}`,
    host,
    String(body.length),
    headers['content-type'] ?? 'application/json',
    sha256,
  ].map(quoteShell);
  const lines = SIGNED.split(' ').map((name) => `${name}: %s`);
  const passphrase = names?.passphrase ?? null;
  const opening = passphrase === null ? '' : ` -passin env:${safeVariable(passphrase, 'OCI_CLI_PASSPHRASE')}`;
  const keyId = [variable('tenancy'), variable('user'), variable('fingerprint')].join('/');
  const parts = [
    `headers="${SIGNED}"`,
    `keyId="${keyId}"`,
    'algorithm="rsa-sha256"',
    'signature="$signature"',
  ];
  const authorization = `Signature version="1",${parts.join(',')}`.replaceAll('"', String.raw`\"`);
  return {
    before: `date=$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')
signature=$(printf '${lines.join(String.raw`\n`)}' "$date" ${values.join(' ')} |
  openssl dgst -sha256 -sign /dev/fd/3${opening} 3<<KEY | openssl base64 -A
$(printf %b "${variable('privateKey')}")
KEY
)
`,
    options: [
      `-H "authorization: ${authorization}"`,
      '-H "date: $date"',
      `-H ${quoteShell(`x-content-sha256: ${sha256}`)}`,
    ],
  };
}
