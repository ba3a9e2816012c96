import { slip, type Grammar, type States } from '../reading/stream-grammar.ts';

type ConverseState = 'before' | 'open' | 'block' | 'stopped' | 'ended' | 'failed';

/** Events of ConverseStream; `otherBlock` is a start or delta of a block other than the one that is open. */
export type ConverseEvent =
  | 'messageStart'
  | 'contentBlockStart'
  | 'contentBlockDelta'
  | 'otherBlock'
  | 'contentBlockStop'
  | 'messageStop'
  | 'metadata'
  | 'exception';

const NO_START = 'no-message-start';
const unopened = 'content came before messageStart';
const overlap = slip('block-not-stopped', 'a block began before the last one stopped', 'block');
const late = slip('content-after-stop', 'content came after messageStop', 'stopped');
const over = slip('event-after-end', 'an event came after metadata, which is the last', 'ended');
const broken = slip('event-after-error', 'an event came after an exception', 'failed');

/**
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html. A text block opens with
 * its first delta: Llama's have no contentBlockStart.
 */
const STATES: States<ConverseState, ConverseEvent> = {
  before: {
    messageStart: 'open',
    contentBlockStart: slip(NO_START, unopened, 'block'),
    contentBlockDelta: slip(NO_START, unopened, 'block'),
    otherBlock: slip(NO_START, unopened, 'block'),
    contentBlockStop: slip(NO_START, unopened, 'open'),
    messageStop: slip(NO_START, 'messageStop came before messageStart', 'stopped'),
    metadata: slip(NO_START, 'metadata came before messageStart', 'open'),
    exception: 'failed',
  },
  open: {
    messageStart: slip('second-message-start', 'messageStart came twice', 'open'),
    contentBlockStart: 'block',
    contentBlockDelta: 'block',
    otherBlock: 'block',
    contentBlockStop: slip('stop-without-block', 'contentBlockStop came though no block was open', 'open'),
    messageStop: 'stopped',
    metadata: slip('metadata-before-stop', 'metadata came before messageStop', 'open'),
    exception: 'failed',
  },
  block: {
    messageStart: slip('second-message-start', 'messageStart came twice', 'block'),
    contentBlockStart: slip('block-started-late', 'contentBlockStart came within its block', 'block'),
    contentBlockDelta: 'block',
    otherBlock: overlap,
    contentBlockStop: 'open',
    messageStop: slip('block-not-stopped', 'messageStop came before contentBlockStop', 'stopped'),
    metadata: slip('metadata-before-stop', 'metadata came before messageStop', 'block'),
    exception: 'failed',
  },
  stopped: {
    messageStart: late,
    contentBlockStart: late,
    contentBlockDelta: late,
    otherBlock: late,
    contentBlockStop: late,
    messageStop: slip('second-message-stop', 'messageStop came twice', 'stopped'),
    metadata: 'ended',
    exception: 'failed',
  },
  ended: {
    messageStart: over,
    contentBlockStart: over,
    contentBlockDelta: over,
    otherBlock: over,
    contentBlockStop: over,
    messageStop: over,
    metadata: over,
    exception: 'failed',
  },
  failed: {
    messageStart: broken,
    contentBlockStart: broken,
    contentBlockDelta: broken,
    otherBlock: broken,
    contentBlockStop: broken,
    messageStop: broken,
    metadata: broken,
    exception: 'failed',
  },
};

export const CONVERSE_GRAMMAR: Grammar<ConverseEvent> = { start: 'before', states: STATES };
