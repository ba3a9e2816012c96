import type { WireRequest } from '../../contract/wires/wire.ts';
import type { Moment, Reply, Seat } from '../face.ts';
import { issueToken, TOKEN_LIFETIME_S } from './iam-token.ts';

const GRANT = 'urn:ibm:params:oauth:grant-type:apikey';
const FORM = 'application/x-www-form-urlencoded';
const encoder = new TextEncoder();

/**
 * The IAM exchange of an API key for a bearer token. Form and envelope:
 * https://github.com/IBM/node-sdk-core/blob/main/auth/token-managers/iam-token-manager.ts
 */
export function exchangeToken(request: WireRequest, seat: Seat, moment: Moment): Reply {
  if (!(request.headers['content-type'] ?? '').startsWith(FORM)) {
    return refuse(415, 'BXNIM0138E', 'Content type is not supported.', moment);
  }
  const form = new URLSearchParams(bodyText(request));
  const grant = form.get('grant_type');
  if (grant === null) return refuse(400, 'BXNIM0106E', 'Property missing or empty.', moment);
  if (grant !== GRANT) return refuse(400, 'BXNIM0107E', 'Provided grant type is not supported.', moment);
  const apiKey = form.get('apikey');
  if (apiKey === null || apiKey === '')
    return refuse(400, 'BXNIM0106E', 'Property missing or empty.', moment);
  if (seat.credentials.kind === 'ibm-api-key' && apiKey !== seat.credentials.apiKey) {
    return refuse(400, 'BXNIM0415E', 'Provided API key could not be found.', moment);
  }
  const issuedAtS = Math.floor(moment.createdMs / 1000);
  return json(200, {
    access_token: issueToken(apiKey, seat.id, issuedAtS),
    refresh_token: 'not_supported',
    token_type: 'Bearer',
    expires_in: TOKEN_LIFETIME_S,
    expiration: issuedAtS + TOKEN_LIFETIME_S,
    scope: 'ibm openid',
  });
}

function bodyText(request: WireRequest): string {
  const { body } = request;
  return typeof body === 'string' ? body : new TextDecoder().decode(body ?? new Uint8Array());
}

function refuse(status: number, errorCode: string, errorMessage: string, moment: Moment): Reply {
  const requestId = moment.requestId.replaceAll('-', '');
  return json(status, { errorCode, errorMessage, errorDetails: errorMessage, context: { requestId } });
}

function json(status: number, body: object): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: encoder.encode(JSON.stringify(body)),
  };
}
