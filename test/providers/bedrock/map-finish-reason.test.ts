import { describe, expect, it } from 'vitest';
import {
  mapConverseStopReason,
  mapLlamaStopReason,
} from '../../../src/providers/bedrock/map-finish-reason.ts';

describe('the stop reasons of Converse', () => {
  it.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['tool_use', 'tool_calls'],
    ['max_tokens', 'length'],
    ['content_filtered', 'content_filter'],
    ['guardrail_intervened', 'content_filter'],
    ['model_context_window_exceeded', 'context_window'],
    ['malformed_model_output', 'error'],
    ['malformed_tool_use', 'error'],
    ['something_new', 'unknown'],
    ['constructor', 'unknown'],
  ])('%s is %s and keeps its own word', (raw, unified) => {
    expect(mapConverseStopReason(raw)).toEqual({ unified, raw });
  });
});

describe('the stop reasons of native Llama', () => {
  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['max_tokens', 'length'],
    ['something_new', 'unknown'],
    ['constructor', 'unknown'],
  ])('%s is %s', (raw, unified) => {
    expect(mapLlamaStopReason(raw)).toEqual({ unified, raw });
  });

  it.each([null, ''])('%j is no reason at all, on either wire', (raw) => {
    expect(mapLlamaStopReason(raw)).toBeNull();
    expect(mapConverseStopReason(raw)).toBeNull();
  });
});
