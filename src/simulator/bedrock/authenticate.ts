import type { Credentials } from '../../contract/wires/target.ts';
import type { WireRequest } from '../../contract/wires/wire.ts';
import type { Moment, Seat } from '../face.ts';
import type { BedrockError } from './error-reply.ts';
import { verifySignature } from './verify-signature.ts';

/** https://github.com/ai4s-research/open-science/issues/53 */
const badToken: BedrockError = {
  status: 403,
  name: 'AccessDeniedException',
  message: 'Authentication failed: Please make sure your API Key is valid.',
  messageKey: 'Message',
};

const noToken: BedrockError = {
  status: 403,
  name: 'MissingAuthenticationTokenException',
  message: 'Missing Authentication Token',
};

/** What is wrong with who is asking, or null. A seat without credentials of its own asks for none. */
export function authenticate(request: WireRequest, seat: Seat, moment: Moment): BedrockError | null {
  const { credentials } = seat;
  const header = request.headers['authorization'] ?? '';
  return wanted(credentials) && header === '' ? noToken : check(request, seat, credentials, header, moment);
}

function wanted(credentials: Credentials): boolean {
  return credentials.kind === 'aws-keys' || credentials.kind === 'bearer';
}

function check(
  request: WireRequest,
  seat: Seat,
  credentials: Credentials,
  header: string,
  moment: Moment,
): BedrockError | null {
  if (credentials.kind === 'bearer') return header === `Bearer ${credentials.token}` ? null : badToken;
  if (credentials.kind !== 'aws-keys') return null;
  if (/^bearer /i.test(header)) return badToken;
  return verifySignature(request, credentials, {
    region: seat.region,
    prefix: `/${encodeURIComponent(seat.id)}`,
    nowMs: moment.createdMs,
  });
}
