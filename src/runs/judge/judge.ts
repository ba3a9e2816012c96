import { createSchemaCompiler } from '../../checks/compile-schemas.ts';
import { preparePrompt } from '../../checks/prepare-prompt.ts';
import type { SchemaResult, SlowValue } from '../../checks/slow-value.ts';
import type { Golden, GoldenAnswer, GoldenPrompt } from '../../contract/suites/prompt.ts';
import type { CanonicalResponse } from '../../contract/exchanges/response.ts';
import { judgeResponse, readResponse, type Judgement } from './judge-response.ts';

/** A response that is at hand, held against a prompt and its golden by every check that needs no wire. Pure. */
export function judge(given: {
  readonly prompt: GoldenPrompt;
  readonly golden: GoldenAnswer | null;
  readonly response: CanonicalResponse;
  /** The model that was asked, by its provider's id; null where nobody says. */
  readonly model: string | null;
  /** Of values that are not judged in place; ends in time. */
  readonly judgeSlow: (values: readonly SlowValue[]) => readonly SchemaResult[];
}): Judgement {
  const { prompt, model } = given;
  // Where nobody says which model was asked, none can be the right one.
  const response = model === null ? { ...given.response, model } : given.response;
  const golden = given.golden === null ? null : goldenOf(prompt.id, given.golden);
  const prepared = preparePrompt(prompt, golden, createSchemaCompiler().compile);
  const read = readResponse(prepared, response);
  return judgeResponse(prepared, 'slow' in read ? read.judged(given.judgeSlow(read.slow)) : read, model);
}

function goldenOf(promptId: string, answer: GoldenAnswer): Golden {
  return {
    promptId,
    answer,
    provenance: {
      source: 'hand-written',
      date: '',
      model: null,
      parametersHash: null,
      toolVersion: '',
      approvedBy: 'the caller',
      reason: 'given to judge',
    },
  };
}
