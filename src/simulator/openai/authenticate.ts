import type { WireRequest } from '../../contract/wire.ts';
import { Refusal, type Moment, type Seat } from '../face.ts';
import { renderError, requestIds } from './render-error.ts';
import { seatValues } from './seat-values.ts';
import type { ServerRow } from './server-row.ts';

/** Throws Refusal in the server's words unless the seat is open or the bearer token is the seat's. */
export function authenticate(row: ServerRow, request: WireRequest, seat: Seat, moment: Moment): void {
  if (seat.credentials.kind !== 'bearer') return;
  if (request.headers['authorization'] === `Bearer ${seat.credentials.token}`) return;
  throw new Refusal(renderError(row.errors.authentication, seatValues(seat), requestIds(row, moment)));
}
