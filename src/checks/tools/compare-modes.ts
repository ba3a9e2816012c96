import { isDeepStrictEqual } from 'node:util';
import type { CanonicalResponse, ResponseToolCall } from '../../contract/response.ts';
import type { Finding } from '../../contract/verdict.ts';
import { finding, NOTHING } from '../finding.ts';
import type { PreparedPrompt } from '../prepare-prompt.ts';
import { judgeCall } from './judge-call.ts';

/** What a client can do with a call's arguments. */
function stateOf(call: ResponseToolCall, prepared: PreparedPrompt): string {
  const codes = judgeCall(call, 0, prepared).map(({ code }) => code);
  if (codes.includes('tool/arguments-not-json')) return 'not JSON';
  return codes.length === 0 ? 'valid' : 'not valid';
}

function byName({ toolCalls }: CanonicalResponse): readonly ResponseToolCall[] {
  return toolCalls.toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

/** The tools called with and without streaming, in whatever order, and whether their arguments can be used. */
export function compareModes(
  [send, stream]: readonly [send: CanonicalResponse, stream: CanonicalResponse],
  prepared: PreparedPrompt,
): readonly Finding[] {
  if (send.toolCalls.length === 0 && stream.toolCalls.length === 0) return NOTHING;
  const [calls, streamed] = [byName(send), byName(stream)];
  const expected = calls.map(({ name }) => name);
  const observed = streamed.map(({ name }) => name);
  if (!isDeepStrictEqual(expected, observed)) {
    const message = 'other tools called than without streaming';
    return [finding('stream-parity/tool-calls', '', message, expected, observed)];
  }
  return calls.flatMap((call, index) => {
    const twin = streamed[index];
    if (twin === undefined || call.rawArguments === twin.rawArguments) return [];
    const [valid, streamValid] = [stateOf(call, prepared), stateOf(twin, prepared)];
    if (valid === streamValid) return [];
    const message = `arguments of ${call.name} can be used in one mode alone`;
    return [finding('stream-parity/tool-arguments', '', message, valid, streamValid)];
  });
}
