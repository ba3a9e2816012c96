import { isDeepStrictEqual } from 'node:util';
import type { Tool } from '../../contract/request.ts';
import type { CanonicalResponse, ResponseToolCall } from '../../contract/response.ts';
import type { Finding } from '../../contract/verdict.ts';
import { finding } from '../build-verdict.ts';
import { judgeCall } from './judge-call.ts';

/** What a client can do with a call's arguments. */
function stateOf(call: ResponseToolCall, tools: readonly Tool[]): string {
  const codes = judgeCall(call, 0, tools).map(({ code }) => code);
  if (codes.includes('tool/arguments-not-json')) return 'not JSON';
  return codes.length === 0 ? 'valid' : 'not valid';
}

function byName(calls: readonly ResponseToolCall[]): readonly ResponseToolCall[] {
  return calls.toSorted((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
}

/** The tools called with and without streaming, in whatever order, and whether their arguments can be used. */
export function compareModes(
  send: CanonicalResponse,
  stream: CanonicalResponse,
  tools: readonly Tool[],
): readonly Finding[] {
  if (send.toolCalls.length === 0 && stream.toolCalls.length === 0) return [];
  const [one, other] = [byName(send.toolCalls), byName(stream.toolCalls)];
  const expected = one.map(({ name }) => name);
  const observed = other.map(({ name }) => name);
  if (!isDeepStrictEqual(expected, observed)) {
    const message = 'other tools called than without streaming';
    return [finding('stream-parity/tool-calls', '', message, expected, observed)];
  }
  return one.flatMap((call, index) => {
    const twin = other[index];
    if (twin === undefined || call.rawArguments === twin.rawArguments) return [];
    const [valid, streamValid] = [stateOf(call, tools), stateOf(twin, tools)];
    if (valid === streamValid) return [];
    const message = `arguments of ${call.name} can be used in one mode alone`;
    return [finding('stream-parity/tool-arguments', '', message, valid, streamValid)];
  });
}
