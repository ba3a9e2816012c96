import type { Mode } from '../../src/contract/mode.ts';
import type { Fault } from '../../src/contract/fault.ts';
import type { Facts } from './behaviours.ts';

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
  // No phrase reads the words yet, so the status decides.
  {
    row: 'cloudflare',
    oddity: 'refused-content',
    expected: { complete: false, kind: 'invalid_request', retryable: false },
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

export const ODDITY_CELLS: readonly OddityCell[] = [...OPENROUTER, ...HOSTS];
