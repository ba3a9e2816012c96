import type { WireRequest } from '../contract/wires/wire.ts';
import type { Reply, Seat } from './face.ts';

/** A request at its seat, the seat's segment taken off its path. */
export interface Seated {
  readonly seat: Seat;
  readonly request: WireRequest;
}

const ORIGIN = /^[a-z][a-z+.-]*:\/\/[^/?#]*/i;

/** The seat that a URL's first path segment names, or null. The rest of the URL stays as it was spelled. */
export function findSeat(request: WireRequest, seats: ReadonlyMap<string, Seat>): Seated | null {
  const origin = ORIGIN.exec(request.url)?.[0] ?? '';
  const [, segment = '', rest = ''] = /^\/([^/?#]*)(.*)$/s.exec(request.url.slice(origin.length)) ?? [];
  const seat = seats.get(decodeSegment(segment));
  if (seat === undefined) return null;
  return { seat, request: { ...request, url: `${origin}${rest.startsWith('/') ? rest : `/${rest}`}` } };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The simulator's own answer to a path that leads to no seat. */
export function sayNoSeat(seats: Iterable<string>): Reply {
  const message = `No simulated target answers here. Paths begin with one of: ${[...seats].map((id) => `/${id}`).join(', ')}`;
  return {
    status: 404,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ error: { message, type: 'no_such_target' } })),
  };
}
