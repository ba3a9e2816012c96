import type { RequestFeatures, RequestShape, RoutePolicy } from '../contract/route.ts';

/** What rules speak of. Tokens are estimated, and rather too many than too few. */
export function measureRequest(shape: RequestShape, policy: RoutePolicy): RequestFeatures {
  const characters = shape.textCharacters + shape.structuredCharacters;
  const inputTokens =
    Math.ceil(characters / policy.charactersPerToken) + shape.imageCount * policy.tokensPerImage;
  return {
    ...shape,
    inputTokens,
    longContextRatio: inputTokens / policy.longContextTokens,
    imagesPerThousandCharacters:
      shape.textCharacters === 0 ? null : (shape.imageCount / shape.textCharacters) * 1_000,
  };
}
