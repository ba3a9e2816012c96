import type { RoutePolicy } from '../contract/routing/route.ts';

/**
 * Long context goes to Scout, pictures with little to read beside them to Maverick; what was promised a p95 is pinned to
 * one provider and model; product support begins at Scout and goes to Maverick when its sender is not sure. Token
 * estimates lean to too many: https://www.llama.com/docs/model-cards-and-prompt-formats/llama4/ names no ratio.
 */
export const DEFAULT_ROUTES: RoutePolicy = {
  margin: 0.05,
  charactersPerToken: 3,
  tokensPerImage: 3_000,
  longContextTokens: 131_072,
  evidenceMaxAgeHours: 336,
  latencyMs: 8_000,
  weights: { preference: 4, quality: 3, latency: 2, headroom: 1, price: 0 },
  price: null,
  rules: [
    {
      id: 'strict-latency',
      when: { priority: 'high', strictLatency: true },
      pin: { provider: 'bedrock', model: 'llama-4-maverick' },
    },
    { id: 'long-context', when: { longContextRatio: { above: 0.75 } }, prefer: { model: 'llama-4-scout' } },
    {
      id: 'pictures-with-short-text',
      when: { imageCount: { above: 0 }, textCharacters: { below: 4_000 } },
      prefer: { model: 'llama-4-maverick' },
    },
    {
      id: 'product-support',
      when: { intent: ['product-support'] },
      prefer: { model: 'llama-4-scout' },
      reroute: { belowConfidence: 0.6, to: { model: 'llama-4-maverick' } },
    },
  ],
  budget: { maxAttempts: 3, maxTokens: 1_000_000, fallbackModel: 'llama-4-maverick' },
};
