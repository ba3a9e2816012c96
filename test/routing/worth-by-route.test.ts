import { expect, it } from 'vitest';
import type { RouteDecision } from '../../src/contract/routing/route.ts';
import { renderCost, renderCostJson } from '../../src/reports/verbs/render-cost.ts';
import { worthByRoute, type AnsweredPrompt } from '../../src/routing/worth-by-route.ts';

const to = (rule: string | null, target: string | null): Pick<RouteDecision, 'rule' | 'target'> => ({
  rule,
  target,
});
const routed = [
  { prompt: 'a', decision: to('long', 'scout') },
  { prompt: 'b', decision: to(null, 'scout') },
  { prompt: 'c', decision: to('long', 'scout') },
  { prompt: 'd', decision: to('pin', null) },
  { prompt: 'e', decision: to('pin', 'other') },
];
const took = (score: number | null, inputTokens: number): AnsweredPrompt => ({
  score,
  metered: { attempts: 2, unmetered: 0, inputTokens, outputTokens: 100 },
});
const ANSWERS: Readonly<Record<string, AnsweredPrompt>> = {
  a: took(1, 400),
  b: took(null, 50),
  c: took(0.5, 300),
};

const routes = worthByRoute(routed, (target, prompt) =>
  target === 'scout' ? (ANSWERS[prompt] ?? null) : null,
);

it('a route is a rule and a target, and its quality that of the answers which the target gave to its prompts', () => {
  expect(routes).toEqual([
    {
      rule: 'long',
      target: 'scout',
      prompts: 2,
      quality: 0.75,
      metered: { attempts: 4, unmetered: 0, inputTokens: 700, outputTokens: 200 },
    },
    { rule: null, target: 'scout', prompts: 1, quality: null, metered: took(null, 50).metered },
    { rule: 'pin', target: null, prompts: 1, quality: null, metered: null },
    { rule: 'pin', target: 'other', prompts: 1, quality: null, metered: null },
  ]);
});

it('what a route takes is unknown where its target was not asked one of its prompts, and never 0', () => {
  const run = { run: 'r', synthetic: false, routes, targets: [] };
  const text = renderCost(run).replaceAll(/ +/g, ' ');
  expect(text).toContain('long -> scout 2 0.750 4 0 900 3.333\n');
  expect(text).toContain('no rule -> scout 1 unknown 2 0 150 unknown\n');
  expect(text).toContain('pin -> nobody 1 unknown unknown unknown unknown unknown\n');
  const [first, , refused] = JSON.parse(renderCostJson(run, 0)).routes;
  expect(first).toMatchObject({ billedTokens: 900, attempts: 4, prompts: 2 });
  expect(refused).toMatchObject({ target: null, billedTokens: null, qualityPerThousandTokens: null });
});
