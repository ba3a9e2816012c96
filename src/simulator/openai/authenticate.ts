import type { WireRequest } from '../../contract/wires/wire.ts';
import { Refusal, type Moment, type Seat } from '../face.ts';
import { renderError, requestIds } from './render-error.ts';
import { seatValues } from './seat-values.ts';
import type { ServerRow } from './server-row.ts';

/** Whether the seat is open or the request bears its key. */
export function holdsKey(request: WireRequest, seat: Seat): boolean {
  const { credentials } = seat;
  return credentials.kind !== 'bearer' || request.headers['authorization'] === `Bearer ${credentials.token}`;
}

/** Throws Refusal in the server's words for a request without the seat's key. */
export function authenticate(row: ServerRow, request: WireRequest, seat: Seat, moment: Moment): void {
  if (holdsKey(request, seat)) return;
  throw new Refusal(renderError(row.errors.authentication, seatValues(seat), requestIds(row, moment)));
}
