import type { Check } from '../contract/verdict.ts';
import { finding, skip, verdictOf } from './build-verdict.ts';
import { NO_RESPONSE, responseOf } from './response-of.ts';

const NAME = 'model-identity';

/** The model that answered is the one that was asked: its id or one of its declared aliases, whatever their case. */
export const modelIdentity: Check = {
  name: NAME,
  judge({ exchange, model, capabilities }) {
    const response = responseOf(exchange);
    if (response === null) return skip(NAME, NO_RESPONSE);
    const names = [model.providerModelId, ...model.aliases];
    const said = response.model?.toLowerCase() ?? null;
    if (said === null) {
      if (!capabilities.modelEcho) return skip(NAME, 'the wire does not name the model');
      return verdictOf(NAME, [finding('model/missing', '', 'the response does not name its model', names)]);
    }
    if (names.some((name) => name.toLowerCase() === said)) return verdictOf(NAME, []);
    return verdictOf(NAME, [finding('model/mismatch', '', 'another model answered', names, response.model)]);
  },
};
