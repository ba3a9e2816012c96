import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../../src/contract/json-value.ts';
import type { WireRequest } from '../../../src/contract/wires/wire.ts';
import type { Heard, Moment, Seat } from '../../../src/simulator/face.ts';
import { ociFace } from '../../../src/simulator/oci-genai/face.ts';
import { OCI_ACCOUNT } from '../../oci-account.ts';
import { MOMENT, seatFor } from '../openai/stage.ts';

export const SCOUT = 'meta.llama-4-scout-17b-16e-instruct';
export const COMPARTMENT = 'ocid1.compartment.oc1..one';

export const SEAT: Seat = seatFor('oci-genai', {
  modelId: SCOUT,
  maxOutputTokens: 4000,
  maxImages: 2,
  credentials: OCI_ACCOUNT,
  settings: { compartment_id: COMPARTMENT },
});

export const CHAT: JsonObject = {
  apiFormat: 'GENERIC',
  messages: [{ role: 'USER', content: [{ type: 'TEXT', text: 'Say hi' }] }],
  maxTokens: 100,
};
export const DETAILS: JsonObject = {
  compartmentId: COMPARTMENT,
  servingMode: { servingType: 'ON_DEMAND', modelId: SCOUT },
  chatRequest: CHAT,
};

/** How a request is signed; what is left out is as it should be. */
export interface Signing {
  readonly key?: KeyObject | string;
  readonly names?: readonly string[];
  readonly date?: string;
  readonly keyId?: string;
  readonly path?: string;
  /** How the names are written in the header. */
  readonly written?: readonly string[];
  /** What is signed, where it is not what is sent. */
  readonly signedBody?: string;
}

export const NAMES = [
  'date',
  '(request-target)',
  'host',
  'content-length',
  'content-type',
  'x-content-sha256',
];

/** A request as Oracle's page has clients sign it, written without the code under test. */
export function post(body: string, signing: Signing = {}, moment: Moment = MOMENT): WireRequest {
  const { tenancy, user, fingerprint } = OCI_ACCOUNT;
  const signed = signing.signedBody ?? body;
  const date = signing.date ?? new Date(moment.createdMs).toUTCString();
  const values: Readonly<Record<string, string>> = {
    date,
    'x-date': date,
    '(request-target)': `post /${SEAT.id}${signing.path ?? '/20231130/actions/chat'}`,
    host: 'seat.test',
    'content-length': String(Buffer.byteLength(signed)),
    'content-type': 'application/json',
    'x-content-sha256': createHash('sha256').update(signed).digest('base64'),
  };
  const names = signing.names ?? NAMES;
  const text = names.map((name) => `${name}: ${values[name] ?? ''}`).join('\n');
  const signature = sign('RSA-SHA256', Buffer.from(text), signing.key ?? OCI_ACCOUNT.privateKey);
  const { '(request-target)': _target, 'content-length': _length, ...headers } = values;
  const keyId = signing.keyId ?? `${tenancy}/${user}/${fingerprint}`;
  return {
    method: 'POST',
    url: '/20231130/actions/chat',
    headers: {
      ...headers,
      authorization: `Signature version="1",keyId="${keyId}",algorithm="rsa-sha256",headers="${(signing.written ?? names).join(' ')}",signature="${signature.toString('base64')}"`,
    },
    body,
  };
}

export function hear(
  changes: Readonly<Record<string, JsonValue | undefined>> = {},
  details: Readonly<Record<string, JsonValue | undefined>> = {},
  seat: Seat = SEAT,
): Heard {
  const body = JSON.stringify({ ...DETAILS, chatRequest: { ...CHAT, ...changes }, ...details });
  return ociFace.hear(post(body), seat, MOMENT);
}

export function anotherKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
}
