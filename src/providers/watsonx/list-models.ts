import type { ListedModel, Retirement } from '../../contract/errors/retirement.ts';
import { arrayAt, countAt, recordAt, stringAt } from '../../json/read.ts';
import { isoDay } from '../errors/read-days.ts';

/** As many as one page of the list has at most. */
export const MOST_MODELS = 200;

/**
 * The models of GET /ml/v1/foundation_model_specs with what `lifecycle[]` says of them: `available`, `deprecated`,
 * `constricted` (inference only) or `withdrawn`, each from a day on, past or to come
 * (https://cloud.ibm.com/apidocs/watsonx-ai#list-foundation-model-specs). Throws where the body is no such list.
 */
export function readSpecs(body: unknown, nowMs: number): readonly ListedModel[] {
  const specs = arrayAt(body, 'resources');
  if (specs === null) throw new Error('no list of models');
  return specs.flatMap((spec) => {
    const id = stringAt(spec, 'model_id');
    const contextTokens = countAt(recordAt(spec, 'model_limits'), 'max_sequence_length');
    const lifecycle = readLifecycle(arrayAt(spec, 'lifecycle') ?? [], isoDay(nowMs));
    return id === null ? [] : [{ id, contextTokens, ...lifecycle }];
  });
}

function readLifecycle(
  states: readonly unknown[],
  today: string,
): Pick<ListedModel, 'retirement' | 'alternatives'> {
  const alternatives = states.flatMap((state) => arrayAt(state, 'alternative_model_ids') ?? []);
  return {
    retirement: retirementOf(states, today),
    alternatives: [...new Set(alternatives.filter((id) => typeof id === 'string'))],
  };
}

function retirementOf(states: readonly unknown[], today: string): Retirement | null {
  const beginOf = (name: string): string | null => {
    const state = states.find((candidate) => stringAt(candidate, 'id') === name);
    return state === undefined ? null : (stringAt(state, 'start_date') ?? '');
  };
  const withdrawn = beginOf('withdrawn');
  const on = withdrawn === '' ? null : withdrawn;
  if (withdrawn !== null && withdrawn <= today) return { state: 'retired', on };
  const isEnding = [beginOf('deprecated'), beginOf('constricted')].some(
    (begin) => begin !== null && begin <= today,
  );
  return isEnding || withdrawn !== null ? { state: 'retiring', on } : null;
}
