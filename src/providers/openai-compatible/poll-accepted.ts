import type { Dialect } from '../../contract/wires/dialect.ts';
import type { Transport } from '../../contract/wires/wire.ts';
import type { Clock } from '../../contract/world.ts';

/**
 * A slow call may be answered 202 with an id to ask again with; the SDK would take that empty body for the answer.
 * Polls with the call's own authorization until the status is another one; the call's signal is the only limit.
 */
export function pollAccepted(
  transport: Transport,
  polling: NonNullable<Dialect['asyncPolling']>,
  clock: Clock,
): Transport {
  return async (request, signal) => {
    let response = await transport(request, signal);
    let id: string | undefined;
    while (response.status === 202) {
      id = response.headers[polling.requestIdHeader] ?? id;
      if (id === undefined) break;
      for await (const _ of response.body) continue;
      await clock.sleep(polling.intervalMs, signal);
      const { authorization, accept } = request.headers;
      const headers = {
        ...(authorization !== undefined && { authorization }),
        ...(accept !== undefined && { accept }),
      };
      const url = polling.statusUrl.replace('{id}', encodeURIComponent(id));
      response = await transport({ method: 'GET', url, headers, body: null }, signal);
    }
    return response;
  };
}
