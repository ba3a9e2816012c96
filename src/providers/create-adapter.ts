import type { CreateAdapter } from '../contract/wires/adapter.ts';
import type { Warning } from '../contract/exchanges/response.ts';
import { addHeaders } from './add-headers.ts';
import { callWire } from './call-wire.ts';
import { createCallErrors } from './errors/call-errors.ts';
import { normalizeError } from './errors/normalize-error.ts';
import { readNotice, type Notice } from './errors/read-notice.ts';
import { planLosses } from './loss-table.ts';
import { openDecoder } from './reading/open-decoder.ts';
import type { Wire } from './wire.ts';

/** The Adapter that a wire makes for a target. */
export function adapterOf<Client, Body>(wire: Wire<Client, Body>): CreateAdapter {
  return async (target, credentials, world) => {
    const { capabilities, guards } = target;
    const provider = target.server ?? target.provider;
    const withOwn = addHeaders(world.headers);
    const client = wire.connect(target, credentials, world);
    const requestIdHeaders = wire.requestIdHeaders(target);
    const { listModels } = wire;
    const readVersion = wire.versionReader?.(target) ?? null;
    const forwarder = wire.forwarderOf?.(target, credentials) ?? null;
    return {
      ...(listModels === undefined
        ? {}
        : { listModels: (transport, signal) => listModels(client, transport, signal) }),
      ...(readVersion === null
        ? {}
        : { readVersion: (transport, signal) => readVersion(client, withOwn(transport), signal) }),
      ...(forwarder === null
        ? {}
        : {
            forwarder: {
              takes: (keys) => forwarder.takes(keys),
              forward: (body, headers, transport, signal) =>
                forwarder.forward(body, headers, withOwn(transport), signal),
            },
          }),
      provider,
      capabilities,
      normalizeError: (thrown, context) =>
        normalizeError(thrown, { ...context, provider, redact: world.redact }),
      call(model, request, mode, transport, signal) {
        const { servedAs, losses, request: kept } = planLosses(request, capabilities, mode);
        const body = wire.encode(model.providerModelId, kept, servedAs, target);
        const outward = withOwn(transport);
        const errors = createCallErrors({ provider, world, signal, requestIdHeaders, guards });
        return callWire(
          {
            servedAs,
            losses,
            invoke: (lent) => wire.invoke(client, body, { mode: servedAs, transport: lent, signal }),
            decoderFor: (head) => openDecoder(wire, errors.decodeContext(head, capabilities), servedAs),
            warningsOf: ({ headers }) => warnOf(readNotice(headers, world.clock.wallMs())),
            errorFor: errors.fromResponse,
          },
          wire.detour?.(outward, client, target, world.clock) ?? outward,
          signal,
        );
      },
    };
  };
}

function warnOf(notice: Notice | null): readonly Warning[] {
  if (notice === null) return [];
  return [{ code: 'model/retiring', message: notice.message, frame: null, offset: null }];
}
