import { expect, it } from 'vitest';
import { countEvents } from '../../src/fuzz/count-events.ts';
import { plantScript } from '../../src/fuzz/script.ts';
import { fuzzTargets } from '../../src/runs/fuzz/fuzz-targets.ts';
import { openFuzzStage } from '../../src/runs/fuzz/open-fuzz-stage.ts';

const script = { pieces: ['a', 'b'], finish: 'stop', tool: null, inputTokens: 0, outputTokens: 0 } as const;

it.each([
  ['bedrock-converse', 2, 'two deltas'],
  ['bedrock-invoke-llama', 3, 'two pieces and the stop reason'],
  ['vllm', 4, 'two deltas, the finish reason and usage'],
  ['tgi', 4, 'two deltas, the finish reason and usage, but not its comment'],
])('a stream of two pieces on %s has %i events: %s', async (name, events) => {
  const stage = await openFuzzStage(fuzzTargets([name]));
  const answer = await stage.wires[0]?.say(plantScript(script), 'stream');
  expect(answer && countEvents(answer)).toBe(events);
});
