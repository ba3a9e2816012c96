import { slip, type Grammar, type States } from '../reading/stream-grammar.ts';

type ChatState = 'before' | 'open' | 'finished' | 'done' | 'failed';

/**
 * What one event of a chat completion stream says of choice 0; a chunk that says several things is several kinds, in
 * this order. `refinish` is a finish reason other than the one before; `quiet` says nothing.
 */
export type ChatEvent =
  'quiet' | 'role' | 'content' | 'tool' | 'finish' | 'refinish' | 'usage' | 'done' | 'error';

const late = slip('event-after-done', 'an event came after [DONE], where clients stop reading', 'done');
const broken = slip('event-after-error', 'an event came after an error', 'failed');
const undone = slip('done-before-finish', '[DONE] came before a finish reason', 'done');

/**
 * The OpenAI family and watsonx, which sends no [DONE]:
 * https://platform.openai.com/docs/api-reference/chat-streaming/streaming
 */
const STATES: States<ChatState, ChatEvent> = {
  before: {
    quiet: 'before',
    role: 'open',
    content: 'open',
    tool: 'open',
    finish: 'finished',
    refinish: 'finished',
    usage: 'before',
    done: undone,
    error: 'failed',
  },
  open: {
    quiet: 'open',
    role: 'open',
    content: 'open',
    tool: 'open',
    finish: 'finished',
    refinish: 'finished',
    usage: 'open',
    done: undone,
    error: 'failed',
  },
  finished: {
    quiet: 'finished',
    role: 'finished',
    content: slip('content-after-finish', 'content came after the finish reason', 'finished'),
    tool: slip('content-after-finish', 'a tool call came after the finish reason', 'finished'),
    finish: 'finished',
    refinish: slip('several-finish-reasons', 'another finish reason came after the first', 'finished'),
    usage: 'finished',
    done: 'done',
    error: 'failed',
  },
  done: {
    quiet: late,
    role: late,
    content: late,
    tool: late,
    finish: late,
    refinish: late,
    usage: late,
    done: slip('second-done', '[DONE] came twice', 'done'),
    error: slip('event-after-done', 'an error came after [DONE], where clients stop reading', 'failed'),
  },
  failed: {
    quiet: 'failed',
    role: broken,
    content: broken,
    tool: broken,
    finish: broken,
    refinish: broken,
    usage: broken,
    done: 'failed',
    error: 'failed',
  },
};

export const CHAT_GRAMMAR: Grammar<ChatEvent> = { start: 'before', states: STATES };
