import fc from 'fast-check';
import { z } from 'zod';
import { MODES } from '../../contract/exchanges/mode.ts';
import { arbitraryAnyScript } from '../arbitrary-script.ts';
import { countEvents } from '../count-events.ts';
import { defineProperty, fails, HOLDS } from '../property.ts';
import { scriptSchema, textOf, type Script } from '../script.ts';
import type { FuzzWire, Seen } from '../stage.ts';
import { arbitraryWireName, sayOn, wireNamed } from '../wire-case.ts';

const schema = z.strictObject({ wire: z.string(), mode: z.enum(MODES), script: scriptSchema }).readonly();

/** `toolFinish` is the server's own word where a tool was called. */
function compare(
  { response, error }: Seen,
  script: Script,
  toolFinish: 'tool_calls' | 'stop',
): string | null {
  const { tool, inputTokens, outputTokens } = script;
  if (error !== null) return `${error.kind} (${error.message}) where nothing went wrong`;
  if (response.text !== textOf(script)) return `the text ${JSON.stringify(response.text)}`;
  const finish = script.finish === 'tool_calls' ? toolFinish : script.finish;
  const given = response.finishReason;
  if (given === null) return 'no finish reason';
  if (typeof finish === 'string' && given.unified !== finish)
    return `${given.unified} where ${finish} was said`;
  if (typeof finish === 'object' && (given.unified !== 'unknown' || given.raw !== finish.word)) {
    return `the finish ${given.unified} (${given.raw}) for the word ${finish.word}`;
  }
  const { usage, toolCalls } = response;
  if (usage.inputTokens !== inputTokens || usage.outputTokens !== outputTokens) {
    return `usage ${usage.inputTokens}, ${usage.outputTokens} where ${inputTokens}, ${outputTokens} was said`;
  }
  const calls = toolCalls.map(({ name, arguments: given }) => ({ name, given }));
  const called = tool === null ? [] : [{ name: tool.name, given: { value: tool.value } }];
  return JSON.stringify(calls) === JSON.stringify(called) ? null : `the calls ${JSON.stringify(calls)}`;
}

function canSay({ capabilities }: FuzzWire, script: Script): boolean {
  return script.tool === null || capabilities.tools !== 'none';
}

export const saysWhatWasSaid = defineProperty({
  name: 'says-what-was-said',
  claim:
    'an answer without a fault is complete, with its text, calls, usage and finish reason as they were said',
  schema,
  arbitrary: (stage) =>
    fc.record({
      wire: arbitraryWireName(stage),
      mode: fc.constantFrom(...MODES.toReversed()),
      script: arbitraryAnyScript,
    }),
  async judge({ wire: name, mode, script }, stage) {
    const wire = wireNamed(stage, name);
    if (wire === null || !canSay(wire, script)) return { ...HOLDS, skips: [name] };
    const seen = await wire.hear(await sayOn(wire, mode, script, null), mode);
    const wrong = compare(seen, script, wire.capabilities.toolFinish);
    return wrong === null ? HOLDS : fails(`${name}: ${wrong}`);
  },
  async events({ wire: name, mode, script }, stage) {
    const wire = wireNamed(stage, name);
    return wire === null ? 0 : countEvents(await sayOn(wire, mode, script, null));
  },
});
