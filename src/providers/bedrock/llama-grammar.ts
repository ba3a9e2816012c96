import { slip, type Grammar, type States } from '../reading/stream-grammar.ts';

type LlamaState = 'before' | 'open' | 'stopped' | 'failed';

/** Chunks of a native Llama stream: one with text or nothing, one with a stop_reason, one with another one. */
export type LlamaEvent = 'text' | 'quiet' | 'stop' | 'exception';

const broken = slip('event-after-error', 'a chunk came after an exception', 'failed');

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-meta.html */
const STATES: States<LlamaState, LlamaEvent> = {
  before: { text: 'open', quiet: 'open', stop: 'stopped', exception: 'failed' },
  open: { text: 'open', quiet: 'open', stop: 'stopped', exception: 'failed' },
  stopped: {
    text: slip('content-after-stop', 'text came after the stop_reason', 'stopped'),
    quiet: slip('event-after-end', 'a chunk came after the stop_reason, whose chunk is the last', 'stopped'),
    stop: slip('second-stop', 'a stop_reason came twice', 'stopped'),
    exception: 'failed',
  },
  failed: { text: broken, quiet: broken, stop: broken, exception: 'failed' },
};

export const LLAMA_GRAMMAR: Grammar<LlamaEvent> = { start: 'before', states: STATES };
