import type { Mode } from '../../src/contract/exchanges/mode.ts';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { ANSWER, type Facts } from './behaviours.ts';

/** What an adapter makes of one oddity of one server. */
export interface OddityCell {
  readonly row: string;
  readonly oddity: string;
  /** Unset: in every mode that the server has it in. */
  readonly mode?: Mode;
  readonly at?: Fault['at'];
  readonly expected: Facts;
}

const OPENROUTER: readonly OddityCell[] = [
  {
    row: 'openrouter',
    oddity: 'upstream-error',
    at: { part: 3 },
    expected: { complete: false, kind: 'overloaded', kept: 'the beginning' },
  },
  {
    row: 'openrouter',
    oddity: 'upstream-error-choice',
    at: { part: 3 },
    expected: { complete: false, kind: 'stream_interrupted', kept: 'the beginning' },
  },
  {
    row: 'openrouter',
    oddity: 'upstream-too-long',
    at: { part: 0 },
    expected: { complete: false, kind: 'context_overflow', kept: 'nothing' },
  },
  {
    row: 'openrouter',
    oddity: 'upstream-raw',
    expected: { complete: false, kind: 'context_overflow' },
  },
  {
    row: 'openrouter',
    oddity: 'native-failure',
    expected: { complete: true, finish: 'stop', warnings: ['finish/native-failure'] },
  },
  {
    row: 'openrouter',
    oddity: 'native-failure-alone',
    expected: {
      complete: false,
      kind: 'stream_interrupted',
      warnings: ['finish/empty-word', 'finish/native-failure'],
    },
  },
  {
    row: 'openrouter',
    oddity: 'error-finish',
    expected: { complete: false, kind: 'model_error', finish: 'error' },
  },
  { row: 'openrouter', oddity: 'no-choices', expected: { complete: false, kind: 'malformed_response' } },
];

const HOSTS: readonly OddityCell[] = [
  {
    row: 'huggingface',
    oddity: 'gone',
    expected: { complete: false, kind: 'model_not_found', retryable: false },
  },
  {
    row: 'together',
    oddity: 'off-serverless',
    expected: { complete: false, kind: 'model_not_found', retryable: false },
  },
  { row: 'together', oddity: 'eos-finish', expected: { complete: true, finish: 'stop', warnings: [] } },
  {
    row: 'deepinfra',
    oddity: 'overflow-500',
    expected: { complete: false, kind: 'context_overflow', retryable: false },
  },
  {
    row: 'vertex',
    oddity: 'error-list',
    expected: { complete: false, kind: 'rate_limited', retryable: true },
  },
  {
    row: 'snowflake',
    oddity: 'empty-finish',
    expected: { complete: false, kind: 'stream_interrupted', warnings: ['finish/empty-word'] },
  },
  {
    row: 'cloudflare',
    oddity: 'inner-error',
    expected: { complete: false, kind: 'invalid_request', retryable: false },
  },
  { row: 'cloudflare', oddity: 'inner-overflow', expected: { complete: false, kind: 'context_overflow' } },
  {
    row: 'cloudflare',
    oddity: 'refused-content',
    expected: { complete: false, kind: 'content_filtered', retryable: false },
  },
  {
    row: 'cloudflare',
    oddity: 'invalid-prompt',
    expected: { complete: false, kind: 'invalid_request', retryable: false },
  },
  {
    row: 'cloudflare',
    oddity: 'wants-object-arguments',
    expected: { complete: false, kind: 'invalid_request', retryable: false },
  },
];

/** The engine's own way of giving up: a finish reason, and a stream that ends as any other. */
const GAVE_UP = { complete: false, finish: 'error', warnings: [] };

const VLLM_LINE: readonly OddityCell[] = [
  ...['vllm', 'vllm-flat', 'nim-self-hosted', 'sglang'].map((row): OddityCell => ({
    row,
    oddity: 'aborted',
    expected: GAVE_UP,
  })),
  ...['vllm', 'nim-self-hosted'].flatMap((row): OddityCell[] => [
    { row, oddity: 'repetition', expected: GAVE_UP },
    {
      row,
      oddity: 'request-ids',
      expected: { complete: true, namedInHead: true },
    },
  ]),
  { row: 'nim-self-hosted', oddity: 'image-500', expected: { complete: false, kind: 'server_error' } },
];

const TOO_LONG = { complete: false, kind: 'context_overflow', retryable: false };

const OTHERS: readonly OddityCell[] = [
  ...['overflow-code-500', 'overflow-status-500', 'fork-overflow'].map((oddity): OddityCell => ({
    row: 'llamacpp',
    oddity,
    expected: TOO_LONG,
  })),
  {
    row: 'llamacpp',
    oddity: 'empty-overflow',
    expected: { complete: false, kind: 'stream_interrupted', text: '' },
  },
  { row: 'ollama', oddity: 'role-everywhere', expected: { complete: true, text: ANSWER, warnings: [] } },
  {
    row: 'ollama',
    oddity: 'not-done',
    expected: { complete: false, kind: 'stream_interrupted', finish: null, kept: 'all' },
  },
  {
    row: 'ollama',
    oddity: 'error-line',
    at: { part: 3 },
    expected: {
      complete: false,
      kind: 'server_error',
      kept: 'the beginning',
      warnings: ['stream/error-field'],
    },
  },
];

export const ODDITY_CELLS: readonly OddityCell[] = [...OPENROUTER, ...HOSTS, ...VLLM_LINE, ...OTHERS];
