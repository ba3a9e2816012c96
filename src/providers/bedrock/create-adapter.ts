import type { Adapter, AdapterWorld } from '../../contract/adapter.ts';
import type { Credentials, Target } from '../../contract/target.ts';
import type { Transport } from '../../contract/wire.ts';
import { callWire } from '../call-wire.ts';
import { createCallErrors } from '../errors/call-errors.ts';
import { normalizeError } from '../errors/normalize-error.ts';
import { planLosses } from '../loss-table.ts';
import { createClient } from './create-client.ts';
import { BEDROCK_WIRES } from './wires.ts';

const REQUEST_ID_HEADERS = ['x-amzn-requestid', 'x-amzn-request-id', 'x-amz-request-id'];

/** Converse and native InvokeModel through the AWS SDK. */
export async function createAdapter(
  target: Target,
  credentials: Credentials,
  world: AdapterWorld,
): Promise<Adapter> {
  const { capabilities, provider } = target;
  const wire = BEDROCK_WIRES[target.wire];
  if (wire === undefined) throw new Error(`target ${target.id} has no Bedrock wire ${target.wire}`);
  // One client for all calls, since building one costs more than a call; the call's signal says which bytes are whose.
  const transports = new WeakMap<AbortSignal, Transport>();
  const client = createClient(
    target,
    credentials,
    world.shims.requestHandlerOver(async (request, signal) => {
      const transport = transports.get(signal);
      if (transport === undefined) throw new Error('the SDK sent a request that belongs to no call');
      return transport(request, signal);
    }),
  );

  return {
    provider,
    capabilities,
    normalizeError: (thrown, context) =>
      normalizeError(thrown, { ...context, provider, redact: world.redact }),
    call(model, request, mode, transport, signal) {
      const plan = planLosses(request, capabilities, mode);
      const errors = createCallErrors({ provider, world, signal, requestIdHeaders: REQUEST_ID_HEADERS });
      return callWire(
        {
          servedAs: plan.servedAs,
          losses: plan.losses,
          invoke: async (shared) => {
            const own = AbortSignal.any([signal]);
            transports.set(own, shared);
            await wire.invoke(client, model.providerModelId, plan.request, plan.servedAs, own);
          },
          decoderFor: (response) => wire.decoder(errors.decodeContext(response, capabilities), plan.servedAs),
          errorFor: errors.fromResponse,
        },
        transport,
        signal,
      );
    },
  };
}
