import type { AnsweredCase } from './case.ts';
import { finding, NOTHING, skip, type CheckResult } from './finding.ts';

const UNNAMED = skip('the wire does not name the model');

/** The model that answered is the one that was asked: its id or one of its declared aliases, whatever their case. */
export function modelIdentity({ response, target: { model, capabilities } }: AnsweredCase): CheckResult {
  const { providerModelId, aliases } = model;
  if (response.model === null) {
    if (!capabilities.modelEcho) return UNNAMED;
    const names = [providerModelId, ...aliases];
    return [finding('model/missing', '', 'the response does not name its model', names)];
  }
  if (response.model === providerModelId) return NOTHING;
  const names = [providerModelId, ...aliases];
  const answering = response.model.toLowerCase();
  if (names.some((name) => name.toLowerCase() === answering)) return NOTHING;
  return [finding('model/mismatch', '', 'another model answered', names, response.model)];
}
