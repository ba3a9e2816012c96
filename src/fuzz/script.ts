import { z } from 'zod';
import type { Fault } from '../contract/wires/fault.ts';

/** What the model says, without a word of any wire: one piece of text a stream event. */
export const scriptSchema = z
  .strictObject({
    pieces: z.array(z.string().min(1)).readonly(),
    /** One of our words, said in the wire's own, or a word that is in no table. */
    finish: z.union([
      z.enum(['stop', 'length', 'tool_calls']),
      z.strictObject({ word: z.string() }).readonly(),
    ]),
    tool: z.strictObject({ name: z.string(), value: z.string() }).readonly().nullable(),
    inputTokens: z.int().nonnegative(),
    outputTokens: z.int().nonnegative(),
  })
  .readonly();

export type Script = z.infer<typeof scriptSchema>;

export function textOf(script: Script): string {
  return script.pieces.join('');
}

type Answer = Pick<Fault, 'answer' | 'value'>;

const answer = (rest: Answer): Fault => ({ match: {}, at: 'headers', ...rest });

/** The script as the simulator is told it, whatever it would have answered. */
export function plantScript(script: Script): readonly Fault[] {
  const { pieces, finish, tool, inputTokens, outputTokens } = script;
  return [
    answer({ answer: 'text', value: pieces }),
    ...(tool === null
      ? []
      : [
          answer({ answer: 'tool', value: tool.name }),
          answer({ answer: 'tool-arguments', value: { value: tool.value } }),
        ]),
    answer({ answer: 'finish', value: typeof finish === 'string' ? finish : finish.word }),
    answer({ answer: 'usage', value: { inputTokens, outputTokens } }),
  ];
}
