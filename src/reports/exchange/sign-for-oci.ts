import type { CredentialNames } from '../../contract/wires/target.ts';
import type { WireRequest } from '../../contract/wires/wire.ts';
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

/** A compartment that is the tenancy itself, which evidence masks. */
const MASKED = /^(\{"compartmentId":")\*\*\*(")/;

/** Lines before curl, its options, and how it comes to the body. */
interface SignedCurl {
  readonly before: string;
  readonly options: readonly string[];
  readonly data: { readonly before: string; readonly argument: readonly string[] };
}

/**
 * What signs a request to OCI in a POSIX shell with openssl, which curl cannot. The shell puts the body together, for
 * `body` may lack what only its variables say, and both length and hash are of what is sent.
 */
export function signForOci(
  { method, url, headers }: WireRequest,
  body: string,
  names: KeyNames | null,
): SignedCurl {
  const variable = (key: Exclude<keyof KeyNames, 'kind' | 'passphrase'>): string =>
    `$${safeVariable(names?.[key] ?? USUAL[key], USUAL[key])}`;
  const { pathname, search, host } = new URL(url);
  const [, ahead = '', behind = ''] = MASKED.exec(body) ?? [];
  const whole =
    ahead === ''
      ? quoteShell(body)
      : `${quoteShell(ahead)}"${variable('tenancy')}"${quoteShell(`${behind}${body.replace(MASKED, '')}`)}`;
  const values = [
    quoteShell(`${method.toLowerCase()} ${pathname}${search}`),
    quoteShell(host),
    '"$length"',
    quoteShell(headers['content-type'] ?? 'application/json'),
    '"$sha256"',
  ];
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
    before: `body=${whole}
length=$(printf %s "$body" | wc -c | tr -d ' ')
sha256=$(printf %s "$body" | openssl dgst -sha256 -binary | openssl base64 -A)
date=$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')
signature=$(printf '${lines.join(String.raw`\n`)}' "$date" ${values.join(' ')} |
  openssl dgst -sha256 -sign /dev/fd/3${opening} 3<<KEY | openssl base64 -A
$(printf %b "${variable('privateKey')}")
KEY
)
`,
    options: [`-H "authorization: ${authorization}"`, '-H "date: $date"', '-H "x-content-sha256: $sha256"'],
    data: { before: 'printf %s "$body" | ', argument: ['--data-binary @-'] },
  };
}
