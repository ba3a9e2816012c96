import { InputError, problem } from '../contract/problem.ts';
import type { Golden, GoldenPrompt } from '../contract/suites/prompt.ts';
import type { CanonicalRequest } from '../contract/exchanges/request.ts';
import { buildRequest } from './build-request.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { whyUnapproved } from './goldens/is-approved.ts';
import { isStale } from './goldens/is-stale.ts';
import { hashRequest } from './hash-request.ts';

/** A prompt made ready once for every exchange that asks it. `request` has no id yet. */
export interface PlannedPrompt {
  readonly prompt: GoldenPrompt;
  /** What answers are held against: approved, or null. */
  readonly golden: Golden | null;
  /** A golden that stands there, and that nobody has approved as it stands. */
  readonly draft: Golden | null;
  readonly request: CanonicalRequest;
  readonly requestHash: string;
  /** The golden was approved for another request. */
  readonly isStale: boolean;
  /** Estimated, input and output cap together. */
  readonly tokens: number;
}

/** The prompts with one of the tags, or all for null, with their goldens. Throws InputError when none is left to ask. */
export function planPrompts(
  prompts: readonly GoldenPrompt[],
  tags: readonly string[] | null,
  goldens: ReadonlyMap<string, Golden>,
): readonly PlannedPrompt[] {
  const wanted = prompts.filter((prompt) => tags === null || tags.some((tag) => prompt.tags.includes(tag)));
  if (wanted.length === 0) {
    throw new InputError([
      problem('no prompt is selected', 'check --suite and --tag, or add prompts to suites/'),
    ]);
  }
  return wanted.map((prompt) => {
    const request = buildRequest(prompt, '');
    const requestHash = hashRequest(request);
    const found = goldens.get(prompt.id) ?? null;
    const isDraft = found !== null && whyUnapproved(found) !== null;
    const golden = isDraft ? null : found;
    return {
      prompt,
      golden,
      draft: isDraft ? found : null,
      request,
      requestHash,
      isStale: isStale(golden, requestHash),
      tokens: estimateTokens(request),
    };
  });
}
