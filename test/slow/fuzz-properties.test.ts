import { expect, it } from 'vitest';
import { PROPERTIES } from '../../src/fuzz/registry.ts';
import { fuzzTargets } from '../../src/runs/fuzz/fuzz-targets.ts';
import { openFuzzStage } from '../../src/runs/fuzz/open-fuzz-stage.ts';

const SEED = 20_260_101;
const RUNS = 25;

console.log(`properties are tried with seed ${SEED}`);

it.each(PROPERTIES)('$claim', async (property) => {
  const stage = await openFuzzStage(fuzzTargets(null));
  const { found, runs } = await property.check(stage, { seed: SEED, runs: RUNS });
  expect(found).toBeNull();
  expect(runs).toBe(RUNS);
});

it('a wire that cannot say a fault is passed over, and counted', async () => {
  const stage = await openFuzzStage(fuzzTargets(['vllm']));
  const property = PROPERTIES.find(({ name }) => name === 'same-on-every-wire');
  const fault = { how: 'bad-crc', at: { part: 1 }, kind: 'server_error', retryAfterMs: null };
  const script = { pieces: ['a'], finish: 'stop', tool: null, inputTokens: 0, outputTokens: 0 };
  const judged = await property?.replay(stage, { mode: 'stream', script, fault });
  expect(judged).toEqual({ failure: null, skips: ['vllm'], sides: null });
});

it('every property has a name and a claim of its own', () => {
  expect(new Set(PROPERTIES.map(({ name }) => name)).size).toBe(PROPERTIES.length);
  expect(new Set(PROPERTIES.map(({ claim }) => claim)).size).toBe(PROPERTIES.length);
});

it('the same seed gives the same cases', async () => {
  const stage = await openFuzzStage(fuzzTargets(['vllm']));
  const broken = {
    ...stage,
    wires: stage.wires.map((wire) => ({
      ...wire,
      normalize: () => {
        throw new Error('no');
      },
    })),
  };
  const property = PROPERTIES.find(({ name }) => name === 'total');
  const once = await property?.check(broken, { seed: 7, runs: 5 });
  const twice = await property?.check(broken, { seed: 7, runs: 5 });
  expect(once?.found).not.toBeNull();
  expect(once).toEqual(twice);
});
