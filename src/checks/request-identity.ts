import type { CanonicalError } from '../contract/error.ts';
import type { Check } from '../contract/verdict.ts';
import { finding, skip, verdictOf } from './build-verdict.ts';

const NAME = 'request-identity';

/** A proxy's page or a dead socket has no request id to keep; the provider's own envelope has. */
function isProvidersOwn({ phase, providerCode }: CanonicalError): boolean {
  return phase !== 'transport' && providerCode !== null;
}

/** The id by which the provider's support finds a request: there, its own, and kept in errors. */
export const requestIdentity: Check = {
  name: NAME,
  judge({ exchange: { outcome }, capabilities, requestIdSeen }) {
    if (capabilities.requestId === 'none') return skip(NAME, 'this server gives no request ids to rely on');
    const id =
      outcome.type === 'response' ? outcome.response.providerRequestId : outcome.error.providerRequestId;
    if (id !== null && id !== '') {
      const repeated = finding(
        'request-id/repeated',
        '',
        'another exchange had the same request id',
        null,
        id,
      );
      return verdictOf(NAME, requestIdSeen ? [repeated] : []);
    }
    if (capabilities.requestId !== 'promised') return skip(NAME, 'no request id is promised');
    if (outcome.type === 'error' && !isProvidersOwn(outcome.error)) {
      return skip(NAME, "the error is not the provider's own");
    }
    return verdictOf(NAME, [finding('request-id/missing', '', 'no request id was given')]);
  },
};
