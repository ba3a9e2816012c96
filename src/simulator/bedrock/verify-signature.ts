import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from '../../contract/wires/wire.ts';
import { canonicalRequest, HOST_HEADERS } from './canonical-request.ts';
import type { BedrockError } from './error-reply.ts';

export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const SERVICE = 'bedrock';
const SKEW_MS = 5 * 60_000;

/**
 * What AWS says of a request that is signed wrongly, or null when the signature holds.
 * `prefix` is the part of the signed path that `request.url` lacks. Names and texts:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
export function verifySignature(
  request: WireRequest,
  keys: SigningKeys,
  place: { readonly region: string | null; readonly prefix: string; readonly nowMs: number },
): BedrockError | null {
  const authorization = request.headers['authorization'] ?? '';
  const part = (name: string): string | null =>
    new RegExp(`(?:^|[ ,])${name}=([^, ]+)`).exec(authorization)?.[1] ?? null;
  const [credential, signedHeaders, signature] = [
    part('Credential'),
    part('SignedHeaders'),
    part('Signature'),
  ];
  const date = request.headers['x-amz-date'] ?? null;
  if (credential === null || signedHeaders === null || signature === null || date === null) {
    return incomplete(authorization, { credential, signedHeaders, signature, date });
  }
  const [accessKeyId, day = '', region = '', service, last] = credential.split('/');
  if (accessKeyId !== keys.accessKeyId) return unknownClient;
  if ((request.headers['x-amz-security-token'] ?? null) !== keys.sessionToken) return unknownClient;
  const names = signedHeaders.split(';');
  if (service !== SERVICE || last !== 'aws4_request') {
    return badSignature(`Credential should be scoped to correct service: '${SERVICE}'. `);
  }
  if (place.region !== null && region !== place.region) {
    return badSignature(`Credential should be scoped to a valid region, not '${region}'. `);
  }
  if (!names.some((name) => HOST_HEADERS.has(name)) || !date.startsWith(day)) return mismatch;
  const late = checkDate(date, place.nowMs);
  if (late !== null) return late;
  const scope = [day, region, SERVICE, 'aws4_request'].join('/');
  const toSign = [ALGORITHM, date, scope, hash('sha256', canonicalRequest(request, place.prefix, names))];
  return sameText(signature, sign(keys, [day, region, SERVICE, 'aws4_request'], toSign.join('\n')))
    ? null
    : mismatch;
}

function sign(keys: SigningKeys, scope: readonly string[], text: string): string {
  const key = scope.reduce(
    (secret, step) => createHmac('sha256', secret).update(step).digest(),
    Buffer.from(`AWS4${keys.secretAccessKey}`),
  );
  return createHmac('sha256', key).update(text).digest('hex');
}

function sameText(first: string, second: string): boolean {
  return first.length === second.length && timingSafeEqual(Buffer.from(first), Buffer.from(second));
}

function checkDate(date: string, nowMs: number): BedrockError | null {
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const signedMs = Date.parse(iso);
  if (Number.isNaN(signedMs)) {
    return {
      status: 400,
      name: 'IncompleteSignatureException',
      message: `Date must be in ISO-8601 'basic format'. Got '${date}'.`,
    };
  }
  const [now, first, last] = [nowMs, nowMs - SKEW_MS, nowMs + SKEW_MS].map(basicDate);
  if (signedMs < nowMs - SKEW_MS) {
    return badSignature(`Signature expired: ${date} is now earlier than ${first} (${now} - 5 min.)`);
  }
  if (signedMs > nowMs + SKEW_MS) {
    return badSignature(`Signature not yet current: ${date} is still later than ${last} (${now} + 5 min.)`);
  }
  return null;
}

function basicDate(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

function incomplete(
  authorization: string,
  { credential, signedHeaders, signature, date }: Readonly<Record<string, string | null>>,
): BedrockError {
  const missing = [
    ...(credential === null ? ["Authorization header requires 'Credential' parameter."] : []),
    ...(signature === null ? ["Authorization header requires 'Signature' parameter."] : []),
    ...(signedHeaders === null ? ["Authorization header requires 'SignedHeaders' parameter."] : []),
    ...(date === null
      ? ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."]
      : []),
  ];
  return {
    status: 400,
    name: 'IncompleteSignatureException',
    message: `${missing.join(' ')} Authorization=${authorization.split(' ')[0]}`,
  };
}

function badSignature(message: string): BedrockError {
  return { status: 403, name: 'InvalidSignatureException', message };
}

const mismatch = badSignature(
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
);

const unknownClient: BedrockError = {
  status: 403,
  name: 'UnrecognizedClientException',
  message: 'The security token included in the request is invalid.',
};
