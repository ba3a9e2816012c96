import { isDeepStrictEqual } from 'node:util';
import type { Finding } from '../../contract/exchanges/verdict.ts';
import { finding, NOTHING } from '../finding.ts';
import type { JudgedCall } from '../read-answer.ts';
import { isTooSlow } from '../slow-value.ts';

/** What a client can do with a call's arguments. */
function stateOf({ findings }: JudgedCall): string {
  if (findings.some(({ code }) => code === 'tool/arguments-not-json')) return 'not JSON';
  return findings.length === 0 ? 'valid' : 'not valid';
}

function byName(calls: readonly JudgedCall[]): readonly JudgedCall[] {
  return calls.toSorted(({ call: a }, { call: b }) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

/** The tools called with and without streaming, in whatever order, and whether their arguments can be used. */
export function compareModes(send: readonly JudgedCall[], stream: readonly JudgedCall[]): readonly Finding[] {
  if (send.length === 0 && stream.length === 0) return NOTHING;
  const [calls, streamed] = [byName(send), byName(stream)];
  const expected = calls.map(({ call }) => call.name);
  const observed = streamed.map(({ call }) => call.name);
  if (!isDeepStrictEqual(expected, observed)) {
    const message = 'other tools called than without streaming';
    return [finding('stream-parity/tool-calls', '', message, expected, observed)];
  }
  return calls.flatMap((judged, index) => {
    const twin = streamed[index];
    if (twin === undefined || judged.call.rawArguments === twin.call.rawArguments) return [];
    if (isTooSlow(judged.findings) || isTooSlow(twin.findings)) return [];
    const [valid, streamValid] = [stateOf(judged), stateOf(twin)];
    if (valid === streamValid) return [];
    const message = `arguments of ${judged.call.name} can be used in one mode alone`;
    return [finding('stream-parity/tool-arguments', '', message, valid, streamValid)];
  });
}
