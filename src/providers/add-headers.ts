import type { Transport } from '../contract/wires/wire.ts';

/** Puts a target's own headers on every request of a call: what is polled for, and what is sent again, too. */
export function addHeaders(headers: Readonly<Record<string, string>>): (transport: Transport) => Transport {
  if (Object.keys(headers).length === 0) return (transport) => transport;
  return (transport) => (request, signal) =>
    transport({ ...request, headers: { ...request.headers, ...headers } }, signal);
}
