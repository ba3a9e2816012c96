import type { Adapter, AdapterWorld } from '../../contract/adapter.ts';
import type { Credentials, Target } from '../../contract/target.ts';
import { createCallScope } from '../call-scope.ts';
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
  const scope = createCallScope();
  const client = createClient(target, credentials, world.shims.requestHandlerOver(scope.transport));

  return {
    provider,
    capabilities,
    normalizeError: (thrown, context) =>
      normalizeError(thrown, { ...context, provider, redact: world.redact }),
    call(model, request, mode, transport, signal) {
      const plan = planLosses(request, capabilities, mode);
      const errors = createCallErrors({
        provider,
        world,
        signal,
        requestIdHeaders: REQUEST_ID_HEADERS,
        guards: target.guards,
      });
      return callWire(
        {
          servedAs: plan.servedAs,
          losses: plan.losses,
          events: errors.events,
          invoke: (shared) =>
            scope.run(shared, () =>
              wire.invoke(client, model.providerModelId, plan.request, plan.servedAs, signal),
            ),
          decoderFor: (response) => wire.decoder(errors.decodeContext(response, capabilities), plan.servedAs),
          errorFor: errors.fromResponse,
        },
        transport,
        signal,
      );
    },
  };
}
