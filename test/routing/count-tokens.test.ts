import { expect, it } from 'vitest';
import { DEFAULT_ROUTES } from '../../src/config/default-routes.ts';
import { requestShapeSchema, targetEvidenceSchema } from '../../src/contract/routing/route.ts';
import { chatRequestSchema, shapeOfChat } from '../../src/routing/chat-request.ts';
import { measureRequest } from '../../src/routing/measure-request.ts';
import { route } from '../../src/routing/route.ts';

const estimate = (content: string, times = 1): number => {
  const messages = Array.from({ length: times }, () => ({ role: 'user', content }));
  return measureRequest(shapeOfChat(chatRequestSchema.parse({ messages })), DEFAULT_ROUTES).inputTokens;
};

it('what a script takes a token a character for is not estimated by three of them', () => {
  expect(estimate('a'.repeat(3_000))).toBe(1_006);
  expect(estimate('語'.repeat(3_000))).toBe(3_006);
});

it('many short messages are more than their letters, by the template around each', () => {
  expect(estimate('Hi', 100)).toBe(Math.ceil(200 / 3) + 600);
});

it('a target that counted a request itself is held to its count, and another to the estimate', () => {
  const shape = requestShapeSchema.parse({ textCharacters: 3_000 });
  const proved = { provider: 'vllm', model: 'llama-4-scout', provedTokens: 800, passed: 1, answered: 1 };
  const evidence = ['a', 'b', 'c'].map((target) => targetEvidenceSchema.parse({ target, ...proved }));
  const counted = new Map([
    ['a', 801],
    ['b', 800],
  ]);
  const decision = route(shape, evidence, DEFAULT_ROUTES, null, counted);
  expect([decision.target, decision.scores[0]?.signals.headroom]).toEqual(['b', 0]);
  expect(decision.excluded).toEqual([
    { target: 'a', reasons: ['801 input tokens, and 800 are proved'] },
    { target: 'c', reasons: ['about 1,000 input tokens, and 800 are proved'] },
  ]);
});
