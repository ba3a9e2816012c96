import type { Catalog, CatalogTarget } from '../config/catalog.ts';
import { InputError, problem, type Problem } from '../contract/problem.ts';
import { listBits } from '../probe/list-bits.ts';
import { leastOf, lengthPaidBy, type ProbePart } from '../probe/plan-probe.ts';
import { HIGHEST_OUTPUT } from '../probe/search-output.ts';
import { estimateTokens } from '../suites/estimate-tokens.ts';
import { targetsNamed } from './targets-named.ts';

/** What a probe of one target would take, by an estimate, before anything is called. */
interface PlannedProbe {
  readonly target: string;
  /** Requests for bits, if each trial is needed. */
  readonly calls: number;
  readonly bitTokens: number;
  /** The longest output that is asked for; null where none is. */
  readonly outputTokens: number | null;
  /** About the longest input that the budget pays for; null where none is asked about. */
  readonly contextTokens: number | null;
  readonly budget: number;
}

export interface ProbePlan {
  readonly targets: readonly CatalogTarget[];
  readonly probes: readonly PlannedProbe[];
}

/** Where nobody says how long an input may be, no longer one is tried. */
export const HIGHEST_CONTEXT = 131_072;

/** Throws InputError for names of no target, and where the budget does not pay for the least. Calls nothing. */
export function planProbe(
  catalog: Pick<Catalog, 'targets'>,
  names: readonly string[],
  parts: readonly ProbePart[],
  budget: number,
): ProbePlan {
  const chosen = targetsNamed(catalog, names.length === 0 ? null : names);
  const bits = parts.includes('bits') ? listBits() : [];
  const trials = bits.flatMap((bit) => bit.trials);
  const bitTokens = trials.reduce((sum, { request }) => sum + estimateTokens(request), 0);
  const least = parts.reduce((sum, part) => sum + leastOf(part, bitTokens), 0);
  if (budget < least) throw new InputError([tooSmall(budget, least, parts)]);
  const probes = chosen.map(({ id, model }): PlannedProbe => ({
    target: id,
    calls: trials.length,
    bitTokens,
    outputTokens: parts.includes('output') ? (model.maxOutputTokens ?? HIGHEST_OUTPUT) : null,
    contextTokens: parts.includes('context')
      ? lengthPaidBy(budget - bitTokens, model.contextTokens ?? HIGHEST_CONTEXT)
      : null,
    budget,
  }));
  return { targets: chosen, probes };
}

function tooSmall(budget: number, least: number, parts: readonly ProbePart[]): Problem {
  const fewer = parts.length > 1 ? `, or ask for less with --only ${parts[0]}` : '';
  return problem(
    `${budget} tokens a target do not pay for the least of a probe, which is about ${least}`,
    `give --max-tokens ${least} or more${fewer}`,
  );
}
