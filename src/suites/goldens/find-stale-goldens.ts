import type { Golden, GoldenPrompt } from '../../contract/prompt.ts';
import { buildRequest } from '../build-request.ts';
import { hashRequest } from '../hash-request.ts';

/** Ids of prompts whose request is no longer the one that their golden was approved for. A golden without a hash never is. */
export function findStaleGoldens(
  prompts: readonly GoldenPrompt[],
  goldens: ReadonlyMap<string, Golden>,
): readonly string[] {
  return prompts
    .filter((prompt) => {
      const approved = goldens.get(prompt.id)?.provenance.parametersHash ?? null;
      return approved !== null && approved !== hashRequest(buildRequest(prompt, ''));
    })
    .map((prompt) => prompt.id);
}
