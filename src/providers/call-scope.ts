import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transport } from '../contract/wire.ts';

/**
 * Lets one SDK client serve every call, since building a client can cost more than a call: whatever the client
 * sends while `run` works goes over that call's own transport.
 */
export interface CallScope {
  readonly transport: Transport;
  run<T>(transport: Transport, work: () => Promise<T>): Promise<T>;
}

export function createCallScope(): CallScope {
  const current = new AsyncLocalStorage<Transport>();
  return {
    async transport(request, signal) {
      const transport = current.getStore();
      if (transport === undefined) throw new Error('the SDK sent a request that belongs to no call');
      return transport(request, signal);
    },
    run: (transport, work) => current.run(transport, work),
  };
}
