import type { Fault } from '../src/contract/wires/fault.ts';

/** What may go wrong with one target's answers. */
export interface Drift {
  readonly name: string;
  readonly fault: Omit<Fault, 'match' | 'at'> & { readonly at?: Fault['at'] };
  /** The finding that names it. */
  readonly code: string;
  /** Where, in a given answer. */
  readonly pointer?: string;
}

/** Of any answer, whatever its schema says. */
export const DRIFTS_OF_ANY: readonly Drift[] = [
  { name: 'JSON that breaks off', fault: { answer: 'truncate' }, code: 'schema/cut-off' },
  { name: 'a code fence', fault: { answer: 'fence' }, code: 'schema/fenced' },
  { name: 'prose for JSON', fault: { answer: 'text', value: 'It is a bug.' }, code: 'schema/not-json' },
  { name: 'no text', fault: { answer: 'text', value: '' }, code: 'parity/empty-text' },
  { name: 'a finish reason of its own', fault: { answer: 'finish', value: 'bored' }, code: 'finish/unknown' },
  { name: 'no finish reason', fault: { answer: 'finish', value: null }, code: 'error/stream_interrupted' },
  {
    name: 'a cut that is called one',
    fault: { answer: 'finish', value: 'length' },
    code: 'truncation/unexpected',
  },
  { name: 'a filter', fault: { answer: 'finish', value: 'content_filter' }, code: 'finish/changed' },
  { name: 'another tool', fault: { answer: 'tool', value: 'look_down' }, code: 'tool/unknown-name' },
  { name: 'no tool', fault: { answer: 'tool', value: null }, code: 'tool/missing-call' },
  {
    name: 'arguments that are no JSON',
    fault: { answer: 'tool-arguments' },
    code: 'tool/arguments-not-json',
  },
  { name: 'no tokens', fault: { answer: 'usage', value: 0 }, code: 'usage/zero-output' },
  { name: 'a stop string', fault: { answer: 'stop-ignored' }, code: 'finish/stop-in-text' },
  { name: 'a stream that is cut', fault: { wire: 'cut', at: { part: 1 } }, code: 'stream/incomplete' },
  { name: 'no [DONE]', fault: { wire: 'drop-done' }, code: 'stream/no-done' },
  {
    name: 'an error',
    fault: { wire: 'error-body', error: { kind: 'invalid_request' } },
    code: 'error/invalid_request',
  },
];
