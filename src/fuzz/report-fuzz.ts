import { jsonValueSchema } from '../contract/json-value.ts';
import type { JudgedGateway } from './counterexample.ts';
import type { FuzzReport, PropertyLine, Replayed } from './render-fuzz.ts';
import type { Unusable } from './try-clean.ts';
import type { Tried } from './try-properties.ts';

/** Fewer runs than these say nothing of a property, unless fewer were asked for. */
const LEAST_RUNS = 100;

/** What came of all properties. `asked` are the wires that were asked for, null for all. */
export function reportFuzz(result: {
  readonly tried: readonly Tried[];
  readonly wires: readonly string[];
  readonly asked: readonly string[] | null;
  /** The gateway that was judged, or null. */
  readonly against: JudgedGateway | null;
  readonly replayed: readonly Replayed[];
  /** Where counterexamples are kept. */
  readonly folder: string;
  readonly seed: number;
  readonly runs: number;
}): FuzzReport {
  const { tried, wires, asked, against, replayed, folder, seed } = result;
  const properties = tried.map((property) => toLine(property, asked, against));
  const broken =
    properties.some(({ found }) => found !== null) || replayed.some(({ status }) => status === 'FAILED');
  const least = Math.min(LEAST_RUNS, result.runs);
  const tooFew = properties.some(({ runs, found }) => found === null && runs < least);
  const verdict = broken ? 'fail' : tooFew ? 'inconclusive' : 'pass';
  return { seed, wires, against, unusable: null, properties, replayed, folder, tooFew, verdict };
}

/** Of a gateway that hands no clean answer down, nothing else can be said. */
export function reportUnusable(
  unusable: Unusable,
  of: { readonly against: JudgedGateway; readonly seed: number; readonly folder: string },
): FuzzReport {
  const nothing = { properties: [], replayed: [], tooFew: true, verdict: 'inconclusive' } as const;
  return { ...of, wires: ['gateway'], unusable, ...nothing };
}

function toLine(
  { property, runs, skips, found }: Tried,
  asked: readonly string[] | null,
  against: JudgedGateway | null,
): PropertyLine {
  const { name, claim } = property;
  const line = { property: name, claim, runs, skips };
  if (found === null) return { ...line, found };
  const { failure, seed, path, events, example, sides } = found;
  return {
    ...line,
    found: {
      schemaVersion: 1,
      property: name,
      failure,
      seed,
      path,
      wires: asked === null ? null : [...asked],
      events,
      example: jsonValueSchema.parse(example),
      sides,
      gateway: against?.url ?? null,
    },
  };
}
