import type { SmithyRequestHandler } from '../../src/contract/wires/adapter.ts';
import type { Transport } from '../../src/contract/wires/wire.ts';
import { SDK_SHIMS } from '../../src/transport/sdk-shims.ts';

/** `fetch` for a client all of whose calls go over one transport. */
export function fetchOver(transport: Transport): typeof globalThis.fetch {
  return (input, init) => {
    const given = { ...init, transport };
    return SDK_SHIMS.fetch(input, given);
  };
}

/** The AWS SDK's request handler for such a client. */
export function requestHandlerOver(transport: Transport): SmithyRequestHandler {
  const { requestHandler } = SDK_SHIMS;
  return {
    handle: (request, options) => requestHandler.handle(request, { ...options, transport }),
    destroy: () => requestHandler.destroy(),
  };
}
