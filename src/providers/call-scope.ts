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

interface Running {
  /** Null when the call is over. */
  transport: Transport | null;
}

export function createCallScope(): CallScope {
  const current = new AsyncLocalStorage<Running>();
  return {
    async transport(request, signal) {
      const transport = current.getStore()?.transport ?? null;
      if (transport === null) throw new Error('the SDK sent a request that belongs to no call');
      return transport(request, signal);
    },
    async run(transport, work) {
      const running: Running = { transport };
      try {
        return await current.run(running, work);
      } finally {
        // Whatever the SDK keeps of a call keeps this, and that must not keep the call.
        running.transport = null;
      }
    },
  };
}
