import type { CanonicalError } from '../contract/errors/error.ts';
import type { Case } from './case.ts';
import { finding, NOTHING, skip, type CheckResult } from './finding.ts';

const NOT_RELIED_ON = skip('this server gives no request ids to rely on');
const NOT_PROMISED = skip('no request id is promised');
const UNEXPECTED_ERROR = skip('the error is not one that the golden expects');
const NOT_PROVIDERS = skip("the error is not the provider's own");

/** A proxy's page or a dead socket has no request id to keep; the provider's own envelope has. */
function isProvidersOwn({ phase, providerCode }: CanonicalError): boolean {
  return phase !== 'transport' && providerCode !== null;
}

/** The id by which the provider's support finds a request: there, its own, and kept in errors. */
export function requestIdentity({ response, error, target, prepared, requestIdSeen }: Case): CheckResult {
  const { requestId: promise } = target.capabilities;
  if (promise === 'none') return NOT_RELIED_ON;
  const id = response === null ? error.providerRequestId : response.providerRequestId;
  if (id !== null && id !== '') {
    if (!requestIdSeen) return NOTHING;
    // An outage with an id of a proxy's own is an outage: it says nothing of the contract.
    if (error !== null && error.kind !== prepared.golden?.answer.error) return UNEXPECTED_ERROR;
    return [finding('request-id/repeated', '', 'another exchange had the same request id', null, id)];
  }
  if (promise !== 'promised') return NOT_PROMISED;
  if (error !== null && !isProvidersOwn(error)) return NOT_PROVIDERS;
  return [finding('request-id/missing', '', 'no request id was given')];
}
