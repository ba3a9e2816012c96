import type { Consumer } from '../contract/gates/migration.ts';
import { compilePattern } from '../json/pointer.ts';

/** Who reads what differs: the ids of those consumers; null where none is declared, for then somebody may. */
export type ReadBy = (difference: {
  readonly code: string;
  readonly pointer: string;
}) => readonly string[] | null;

/** Families of codes that say something of a place in the answer. All others are of the answer as a whole. */
const OF_PLACES: ReadonlySet<string> = new Set(['schema', 'parity', 'stream-parity', 'golden', 'contract']);

/**
 * A consumer reads a difference at a place that it names, above it or below it, and one of the whole answer: its text,
 * its calls, how it came. Of finish reasons and errors it reads those that it names, or all.
 */
export function createReadBy(consumers: readonly Consumer[]): ReadBy {
  if (consumers.length === 0) return () => null;
  const readers = consumers.map((consumer) => ({ id: consumer.id, reads: readsOf(consumer) }));
  return (difference) => readers.flatMap(({ id, reads }) => (reads(difference) ? [id] : []));
}

function readsOf({
  reads,
  finishReasons,
  errorKinds,
}: Consumer): (difference: { readonly code: string; readonly pointer: string }) => boolean {
  const below = reads.map((pattern) => compilePattern(pattern));
  return ({ code, pointer }) => {
    const family = code.slice(0, code.indexOf('/'));
    if (family === 'error') return errorKinds === null || errorKinds.includes(code.slice('error/'.length));
    if (family === 'finish' && finishReasons !== null) return finishReasons.length > 0;
    if (pointer === '' || !OF_PLACES.has(family)) return true;
    return below.some((covers) => covers(pointer)) || reads.some((pattern) => isAbove(pointer, pattern));
  };
}

/** What is missing takes with it all that lies below. */
export function isAbove(pointer: string, pattern: string): boolean {
  const [places, read] = [pointer.split('/'), pattern.split('/')];
  return places.length <= read.length && places.every((token, at) => token === read[at] || read[at] === '*');
}
