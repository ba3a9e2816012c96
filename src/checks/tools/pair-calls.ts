import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonValue } from '../../json/json-value.ts';

/** A call and its arguments; undefined where they cannot be read. */
export interface ReadCall {
  readonly name: string;
  readonly arguments: JsonValue | undefined;
}

/**
 * For each observed call the golden's that it is held against, by its index; null for one too many. Of calls of one tool
 * those are paired that agree most, for the order of calls is the model's affair.
 */
export function pairCalls(
  golden: readonly ReadCall[],
  observed: readonly ReadCall[],
): readonly (number | null)[] {
  const free = new Set(golden.keys());
  const paired: (number | null)[] = observed.map(() => null);
  const pairs = observed.flatMap((call, at) =>
    golden.flatMap((twin, index) =>
      twin.name === call.name ? [{ at, index, agreement: agreementOf(twin, call) }] : [],
    ),
  );
  pairs.sort((a, b) => b.agreement - a.agreement || a.at - b.at || a.index - b.index);
  const settled = new Set<number>();
  for (const { at, index } of pairs) {
    if (settled.has(at) || !free.has(index)) continue;
    settled.add(at);
    free.delete(index);
    paired[at] = index;
  }
  return paired;
}

/** The arguments that two calls have in common, those that are equal counted; all equal is more than any. */
function agreementOf(golden: ReadCall, observed: ReadCall): number {
  const [wanted, had] = [golden.arguments, observed.arguments];
  if (wanted === undefined || had === undefined) return -1;
  if (isDeepStrictEqual(wanted, had)) return Number.POSITIVE_INFINITY;
  if (!isJsonObject(wanted) || !isJsonObject(had)) return 0;
  return Object.keys(wanted).filter(
    (key) => Object.hasOwn(had, key) && isDeepStrictEqual(wanted[key], had[key]),
  ).length;
}
