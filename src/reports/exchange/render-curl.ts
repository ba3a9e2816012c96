import { isUtf8 } from 'node:buffer';
import type { CredentialNames, HeaderSource, HeaderSources } from '../../contract/wires/target.ts';
import type { WireRequest } from '../../contract/wires/wire.ts';
import { escapeJson } from '../text/escape-terminal.ts';
import { quoteShell, safeVariable } from './quote-shell.ts';
import { OCI_SIGNED_HEADERS, signForOci } from './sign-for-oci.ts';

/** Made by the connection or by curl itself. */
const OWN_HEADERS = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding']);
/** Made by curl when it signs. */
const SIGNED_HEADERS = /^(?:authorization|x-amz-date|x-amz-content-sha256|amz-sdk-.*)$/;
/** What stands in evidence for the value of a target's own secret header. */
const MASKED = '***';

/** Headers whose value is a credential, and the variables that hold it where configuration names none. */
const SECRET_HEADERS: Readonly<Record<string, string>> = {
  authorization: 'TOKEN',
  'proxy-authorization': 'PROXY_TOKEN',
  'x-amz-security-token': 'AWS_SESSION_TOKEN',
  'x-api-key': 'API_KEY',
  'api-key': 'API_KEY',
  'x-auth-token': 'TOKEN',
  cookie: 'COOKIE',
};

/** A single argument of a Linux command ends at 128 KiB; the builtin printf has no such limit. */
const MAX_ARGUMENT_BYTES = 100_000;

/**
 * The wire request as a curl command for a POSIX shell. Credentials are shell variables, named as configuration
 * names them (`names`, and `headers` for those of the target's own); SigV4 is left to curl, which needs 7.75 or later, and
 * what OCI wants signed to openssl.
 */
export function renderCurl(
  request: WireRequest,
  names: CredentialNames | null,
  sigV4Service: string | null = null,
  sigV4Region: string | null = null,
  own: HeaderSources = {},
): string {
  const signed = names === null ? 'x-amz-date' in request.headers : names.kind.startsWith('aws-');
  const isForOci = names === null ? 'x-content-sha256' in request.headers : names.kind.startsWith('oci-');
  const made = signed ? SIGNED_HEADERS : isForOci ? OCI_SIGNED_HEADERS : null;
  const headers = Object.entries(request.headers)
    .filter(([name]) => !OWN_HEADERS.has(name) && made?.test(name) !== true)
    .map(
      ([name, value]) =>
        `-H ${quoteHeader(name, value, names, Object.hasOwn(own, name) ? (own[name] ?? null) : null)}`,
    );
  const body = request.body === null ? null : visible(Buffer.from(request.body));
  const oci = isForOci
    ? signForOci(request, (body ?? '').toString('utf8'), names?.kind === 'oci-key' ? names : null)
    : null;
  const data = oci?.data ?? (body === null ? { before: '', argument: [] } : quoteBody(body));
  const words = [
    `${oci?.before ?? ''}${data.before}curl --globoff --path-as-is --no-buffer --show-error --silent -X ${quoteShell(request.method)}`,
    quoteShell(request.url),
    ...(signed ? signature(request, names, sigV4Service, sigV4Region) : []),
    ...(oci?.options ?? []),
    ...headers,
    ...data.argument,
  ];
  return `${words.join(' \\\n  ')}\n`;
}

function quoteHeader(
  name: string,
  value: string,
  names: CredentialNames | null,
  source: HeaderSource | null,
): string {
  if (source !== null && typeof source === 'object')
    return `"${name}: $${safeVariable(source.env, 'VALUE')}"`;
  const secret = Object.hasOwn(SECRET_HEADERS, name) ? SECRET_HEADERS[name] : undefined;
  // curl drops a header without a value unless it ends in a semicolon.
  if (secret === undefined) {
    if (value === MASKED) return `"${name}: $${variableFor(name)}"`;
    return quoteShell(value === '' ? `${name};` : `${name}: ${value}`);
  }
  if (!name.endsWith('authorization')) return `"${name}: $${secretVariable(name, secret, names)}"`;
  const scheme = /^(Basic|Digest|Negotiate) /i.exec(value)?.[1] ?? 'Bearer';
  const variable = names?.kind === 'bearer' && name === 'authorization' ? names.token : secret;
  return `"${name}: ${scheme} $${safeVariable(variable, secret)}"`;
}

/** For a secret of which only the header's name is known. */
function variableFor(name: string): string {
  return safeVariable(name.toUpperCase().replaceAll(/\W/g, '_'), 'VALUE');
}

function secretVariable(name: string, otherwise: string, names: CredentialNames | null): string {
  const session = name === 'x-amz-security-token' && names?.kind === 'aws-keys' ? names.sessionToken : null;
  return safeVariable(session ?? otherwise, otherwise);
}

function signature(
  { headers, url }: WireRequest,
  names: CredentialNames | null,
  sigV4Service: string | null,
  sigV4Region: string | null,
): string[] {
  const scope = /Credential=[^/]*\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\//.exec(headers['authorization'] ?? '');
  const region =
    scope?.[1] ?? sigV4Region ?? /\.([a-z0-9-]+)\.amazonaws\.com/.exec(url)?.[1] ?? '$AWS_REGION';
  const [key, secret] =
    names?.kind === 'aws-keys'
      ? [names.accessKeyId, names.secretAccessKey]
      : ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  const user = `$${safeVariable(key, 'AWS_ACCESS_KEY_ID')}:$${safeVariable(secret, 'AWS_SECRET_ACCESS_KEY')}`;
  return [
    `--aws-sigv4 "aws:amz:${region}:${scope?.[2] ?? sigV4Service ?? '$AWS_SERVICE'}"`,
    `--user "${user}"`,
  ];
}

/** JSON with the same values, in which everything can be seen; anything else as it is. */
function visible(body: Buffer): Buffer {
  if (!isText(body)) return body;
  const text = body.toString('utf8');
  const escaped = escapeJson(text);
  if (escaped === text) return body;
  try {
    JSON.parse(text);
    return Buffer.from(escaped);
  } catch {
    return body;
  }
}

function isText(body: Buffer): boolean {
  return !body.includes(0) && isUtf8(body);
}

/** `@` at its start would make curl read a file. */
function quoteBody(body: Buffer): { readonly before: string; readonly argument: readonly string[] } {
  const fromStandardInput = ['--data-binary @-'];
  if (!isText(body)) {
    return { before: `printf %s ${body.toString('base64')} | base64 -d | `, argument: fromStandardInput };
  }
  const quoted = quoteShell(body.toString('utf8'));
  return quoted.length > MAX_ARGUMENT_BYTES || body.length > MAX_ARGUMENT_BYTES || body[0] === 0x40
    ? { before: `printf %s ${quoted} | `, argument: fromStandardInput }
    : { before: '', argument: [`--data-binary ${quoted === '' ? "''" : quoted}`] };
}
