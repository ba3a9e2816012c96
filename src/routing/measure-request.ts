import type { RequestFeatures, RequestShape, RoutePolicy } from '../contract/routing/route.ts';

/** Role markers and line breaks of the Llama 4 chat template. */
const TOKENS_PER_MESSAGE = 6;

/**
 * What rules speak of. Tokens are estimated, and rather too many than too few: by bytes, of which a character that a
 * vocabulary rarely joins with others has three.
 */
export function measureRequest(shape: RequestShape, policy: RoutePolicy): RequestFeatures {
  const { textCharacters, structuredCharacters, extraBytes, messages, imageCount } = shape;
  const bytes = textCharacters + structuredCharacters + extraBytes;
  const inputTokens =
    Math.ceil(bytes / policy.charactersPerToken) +
    messages * TOKENS_PER_MESSAGE +
    imageCount * policy.tokensPerImage;
  return {
    ...shape,
    inputTokens,
    inputTokensBy: 'estimate',
    longContextRatio: inputTokens / policy.longContextTokens,
    imagesPerThousandCharacters: textCharacters === 0 ? null : (imageCount / textCharacters) * 1_000,
  };
}

/** The same at a target that has counted the tokens of this request itself, which no estimate is nearer to. */
export function asCounted(features: RequestFeatures, inputTokens: number | undefined): RequestFeatures {
  return inputTokens === undefined ? features : { ...features, inputTokens, inputTokensBy: 'count' };
}
