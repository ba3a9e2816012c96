import { createHash, createPublicKey, verify } from 'node:crypto';
import type { Credentials } from '../../contract/wires/target.ts';
import type { WireRequest } from '../../contract/wires/wire.ts';
import { MADE_UP_SESSION } from './made-up-key.ts';

type Account = Extract<Credentials, { kind: 'oci-key' }>;

const SKEW_MS = 5 * 60_000;
/** Of a request with a body: https://docs.oracle.com/iaas/Content/API/Concepts/signingrequests.htm */
const REQUIRED = ['(request-target)', 'host', 'content-length', 'content-type', 'x-content-sha256'];
const PARAMETER = /(\w+)="([^"]*)"/g;

/**
 * Whether a request is signed with the account's key, under its name or that of a session, in the last five minutes, over all that has to be. OCI says the
 * same 401 whatever is wrong. `prefix` is the part of the signed path that `request.url` lacks.
 */
export function isSigned(
  request: WireRequest,
  account: Account,
  { prefix, nowMs }: { readonly prefix: string; readonly nowMs: number },
): boolean {
  const { headers } = request;
  const [scheme = '', ...rest] = (headers['authorization'] ?? '').split(' ');
  const given = new Map(
    [...rest.join(' ').matchAll(PARAMETER)].map(([, name = '', value = '']) => [name, value]),
  );
  const { tenancy, user, fingerprint } = account;
  const keyIds = [[tenancy, user, fingerprint].join('/'), `ST$${MADE_UP_SESSION}`];
  const isOurs =
    scheme === 'Signature' &&
    given.get('version') === '1' &&
    given.get('algorithm') === 'rsa-sha256' &&
    keyIds.includes(given.get('keyId') ?? '');
  // Oracle's own SDK for TypeScript names some of them in capitals, and signs them in small letters.
  const names = (given.get('headers') ?? '').toLowerCase().split(' ');
  const dated = ['date', 'x-date'].find((name) => names.includes(name));
  if (!isOurs || dated === undefined || REQUIRED.some((name) => !names.includes(name))) return false;

  const body = Buffer.from(request.body ?? '');
  const skewMs = Math.abs(Date.parse(headers[dated] ?? '') - nowMs);
  if (!(skewMs <= SKEW_MS)) return false;
  if (headers['x-content-sha256'] !== createHash('sha256').update(body).digest('base64')) return false;
  if (headers['content-length'] !== undefined && headers['content-length'] !== String(body.length))
    return false;

  const { pathname, search, host } = new URL(request.url, 'http://seat');
  const valueOf: Readonly<Record<string, string>> = {
    ...headers,
    '(request-target)': `${request.method.toLowerCase()} ${prefix}${pathname}${search}`,
    host: headers['host'] ?? host,
    'content-length': String(body.length),
  };
  const signed = names.map((name) => `${name}: ${valueOf[name] ?? ''}`).join('\n');
  const key = createPublicKey({
    key: account.privateKey,
    ...(account.passphrase && { passphrase: account.passphrase }),
  });
  return verify('RSA-SHA256', Buffer.from(signed), key, Buffer.from(given.get('signature') ?? '', 'base64'));
}
