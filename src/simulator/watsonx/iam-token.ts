import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonValue } from '../../contract/json-value.ts';
import { isObject } from '../openai/read-fields.ts';
import { parseJson } from '../../json/parse-json.ts';

export const TOKEN_LIFETIME_S = 3600;

const toPart = (value: JsonValue): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The signature is ours alone (HS256 by the API key): clients only ever decode `iat` and `exp`. */
function sign(unsigned: string, apiKey: string): string {
  return createHmac('sha256', apiKey).update(unsigned).digest('base64url');
}

/** A three-part JWT that clients can decode; `issuedAtS` is seconds since the epoch. */
export function issueToken(apiKey: string, seatId: string, issuedAtS: number): string {
  const claims = {
    iam_id: 'IBMid-000000000',
    sub: seatId,
    sub_type: 'ServiceId',
    iss: 'https://iam.cloud.ibm.com/identity',
    grant_type: 'urn:ibm:params:oauth:grant-type:apikey',
    scope: 'ibm openid',
    iat: issuedAtS,
    exp: issuedAtS + TOKEN_LIFETIME_S,
  };
  const unsigned = `${toPart({ kid: 'simulated', alg: 'HS256' })}.${toPart(claims)}`;
  return `${unsigned}.${sign(unsigned, apiKey)}`;
}

/** What is wrong with a token, or null when it is ours and its time has not run out. */
export function tokenFault(token: string, apiKey: string, nowS: number): 'not-valid' | 'expired' | null {
  const [head, claims, signature, ...rest] = token.split('.');
  if (head === undefined || claims === undefined || signature === undefined || rest.length > 0)
    return 'not-valid';
  const expected = Buffer.from(sign(`${head}.${claims}`, apiKey));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'not-valid';
  const value = parseJson(Buffer.from(claims, 'base64url').toString());
  const expiresAtS = isObject(value) ? value['exp'] : null;
  return typeof expiresAtS === 'number' && nowS < expiresAtS ? null : 'expired';
}
