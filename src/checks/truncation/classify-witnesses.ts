import { isCut } from '../../contract/exchanges/finish-reason.ts';
import {
  TRUNCATION_CLASSES,
  type Truncation,
  type TruncationClass,
} from '../../contract/exchanges/truncation.ts';
import type { Witnesses } from './read-witnesses.ts';

/** What a class rests on, by name: any one of them supports it. */
type Grounds = Readonly<Record<string, (seen: Witnesses) => boolean>>;

const isCapped = ({ finish }: Witnesses): boolean => isCut(finish);

/** The output did not come to its own end, so a fact that it lacks says nothing of the input. */
const isOutputCut = (seen: Witnesses): boolean =>
  isCapped(seen) || seen.open || seen.tokens === 'at-requested' || seen.tokens === 'at-provider';

/** A server that cuts the prompt may say so, and end with `stop` all the same. */
export const lostInput = {
  'input tokens far below the prompt': ({ input }) => input === 'short',
  'the server says truncated': (seen) => seen.windowFull && !isOutputCut(seen),
  'facts of one part of the input are missing': (seen) =>
    seen.sentinels === 'some-missing' && !isOutputCut(seen),
} as const satisfies Grounds;

/** Ended by somebody else than the client: time, window, a cap of the provider's own, or one put below the client's. */
const cappedByProvider: Grounds = {
  'finish context_window': ({ finish }) => finish === 'context_window',
  'time limit': (seen) => seen.finish === 'length' && seen.timeLimit,
  'window full': (seen) => seen.finish === 'length' && seen.windowFull,
  'output tokens at the known cap': ({ tokens }) => tokens === 'at-provider',
  'finish length below the requested cap': (seen) => isClamped(seen),
  'finish length without a requested cap': ({ finish, capRequested }) => finish === 'length' && !capRequested,
};

/** A cut below the client's cap that neither time nor window explains. */
export function isClamped({ finish, tokens, capRequested, timeLimit, windowFull }: Witnesses): boolean {
  return finish === 'length' && capRequested && tokens === 'below' && !timeLimit && !windowFull;
}

/** The grounds of each class, for exchanges that ended with a whole response. */
const WHOLE: Readonly<Partial<Record<TruncationClass, Grounds>>> = {
  filtered: { 'finish content_filter': ({ finish }) => finish === 'content_filter' },
  'input-truncated': lostInput,
  'provider-capped': cappedByProvider,
  'output-capped': {
    'finish length': ({ finish }) => finish === 'length',
    'output tokens at the requested cap': ({ tokens }) => tokens === 'at-requested',
  },
  complete: {
    'finish reason and nothing against it': ({ finish, open, sentinels }) =>
      (finish === 'stop' || finish === 'tool_calls') && !open && sentinels !== 'all-missing',
  },
};

const ORDER = TRUNCATION_CLASSES.map((name) => ({ name, grounds: Object.entries(WHOLE[name] ?? {}) }));

const ENDS: Readonly<Record<Exclude<Witnesses['ended'], 'whole'>, Truncation>> = {
  guard: { class: 'guard-cut', witnesses: ['a limit of ours'] },
  cut: { class: 'stream-cut', witnesses: ['no proof of the end'] },
  broken: { class: 'broken-off', witnesses: ['an error after it had begun'] },
  filtered: { class: 'filtered', witnesses: ['error content_filtered'] },
  refused: { class: 'unknown', witnesses: [] },
};

const UNKNOWN: Truncation = { class: 'unknown', witnesses: [] };

/** The first class, in the order of `TRUNCATION_CLASSES`, that any witness supports. */
export function classifyWitnesses(seen: Witnesses): Truncation {
  if (seen.ended !== 'whole') return ENDS[seen.ended];
  for (const { name, grounds } of ORDER) {
    const held = grounds.filter(([, holds]) => holds(seen));
    if (held.length > 0) return { class: name, witnesses: held.map(([witness]) => witness) };
  }
  return UNKNOWN;
}
