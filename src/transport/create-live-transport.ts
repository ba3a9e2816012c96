import type { SecureContext } from 'node:tls';
import type { buildConnector, Dispatcher } from 'undici';
import type { Deadlines, Guards } from '../contract/wires/target.ts';
import type { Transport } from '../contract/wires/wire.ts';
import type { Clock } from '../contract/world.ts';
import type { Authorities } from './authorities.ts';
import { dispatchRequest } from './dispatch-request.ts';
import { layerTransport } from './layer-transport.ts';

export interface LiveTransportOptions {
  readonly clock: Clock;
  /** URL of an HTTP(S) proxy, or null for none. The environment's proxies are never used. */
  readonly proxy: string | null;
  readonly authorities: Authorities;
  /** Sockets per origin. */
  readonly connections: number;
  readonly guards: Pick<Guards, 'maxResponseBytes'>;
  readonly deadlines: Pick<Deadlines, 'headersMs' | 'idleMs' | 'totalMs'>;
}

export interface LiveTransport {
  readonly transport: Transport;
  /** How many connections were opened so far; null through a proxy, which opens its own. */
  readonly opened: () => number | null;
  /** Closes idle sockets and breaks those in use. */
  readonly close: () => Promise<void>;
}

/** Real sockets, HTTP/1.1, bodies decoded, every wait and size limited. */
export async function createLiveTransport(options: LiveTransportOptions): Promise<LiveTransport> {
  const { clock, guards, deadlines } = options;
  let opened = 0;
  const dispatcher = await createDispatcher(options, () => {
    opened += 1;
  });
  const limits = { ...deadlines, maxResponseBytes: guards.maxResponseBytes };
  const socket: Transport = (request, signal) => dispatchRequest(dispatcher, request, signal, clock);
  return {
    transport: layerTransport(socket, limits, clock),
    opened: () => (options.proxy === null ? opened : null),
    close: () => dispatcher.destroy(),
  };
}

/** undici's own timers are off: ours rule. Everything it would read from the environment is said outright. */
async function createDispatcher(options: LiveTransportOptions, onOpened: () => void): Promise<Dispatcher> {
  const undici = await import('undici');
  const settings = {
    connections: options.connections,
    pipelining: 1,
    allowH2: false,
    useMilo: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connectTimeout: options.deadlines.headersMs,
  };
  if (options.proxy === null) {
    return new undici.Agent({
      ...settings,
      connect: createConnector(undici.buildConnector, options, onOpened),
    });
  }
  const tls = secured(options.authorities);
  return new undici.ProxyAgent({ ...settings, uri: options.proxy, requestTls: tls, proxyTls: tls });
}

/** The authorities are read only when a connection needs them. */
function createConnector(
  build: typeof buildConnector,
  options: LiveTransportOptions,
  onOpened: () => void,
): buildConnector.connector {
  const settings = { allowH2: false, timeout: options.deadlines.headersMs };
  const plain = build(settings);
  let secure: buildConnector.connector | null = null;
  return (target, callback) => {
    const counting: buildConnector.Callback = (...connected) => {
      if (connected[0] === null) onOpened();
      callback(...connected);
    };
    if (target.protocol !== 'https:') return plain(target, counting);
    secure ??= build({ ...settings, ...secured(options.authorities) });
    secure(target, counting);
  };
}

/** Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED has no word in it. */
function secured(authorities: Authorities): { secureContext: SecureContext; rejectUnauthorized: true } {
  return { secureContext: authorities(), rejectUnauthorized: true };
}
