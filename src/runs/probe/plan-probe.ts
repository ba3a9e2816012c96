import type { CatalogTarget } from '../../config/catalog.ts';
import type { CapabilityFile } from '../../contract/probe/capability-file.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { listBits } from '../../probe/list-bits.ts';
import { leastOf, lengthPaidBy, type ProbeLeft, type ProbePart } from '../../probe/plan-probe.ts';
import { HIGHEST_OUTPUT } from '../../probe/search-output.ts';
import { bitsLeft, settledBy } from '../../probe/settled-part.ts';
import { estimateTokens } from '../../suites/estimate-tokens.ts';

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

export interface ProbeAsked {
  readonly parts: readonly ProbePart[];
  /** Tokens, of each target. */
  readonly maxTokens: number;
  /** What earlier probes found, by target: what they settled is not asked again, and not paid for. */
  readonly earlier: ReadonlyMap<string, CapabilityFile>;
}

/** Throws InputError where the budget does not pay for the least of a target. Calls nothing. */
export function planProbe(chosen: readonly CatalogTarget[], asked: ProbeAsked): ProbePlan {
  const planned = chosen.map((target) => planTarget(target, asked));
  const least = Math.max(...planned.map((each) => each.least));
  if (asked.maxTokens < least) throw new InputError([tooSmall(asked, least)]);
  return { targets: chosen, probes: planned.map(({ plan }) => plan) };
}

function planTarget(
  { id, model }: CatalogTarget,
  { parts, maxTokens: budget, earlier }: ProbeAsked,
): { readonly plan: PlannedProbe; readonly least: number } {
  const before = earlier.get(id) ?? null;
  const settled = settledBy(before);
  const trials = (parts.includes('bits') ? bitsLeft(listBits(), settled.bits) : []).flatMap(
    (bit) => bit.trials,
  );
  const bitTokens = trials.reduce((sum, { request }) => sum + estimateTokens(request), 0);
  const top = before?.context?.advertised ?? model.contextTokens ?? HIGHEST_CONTEXT;
  const left: ProbeLeft = { bitTokens, settled, top };
  const plan: PlannedProbe = {
    target: id,
    calls: trials.length,
    bitTokens,
    outputTokens:
      parts.includes('output') && settled.output === null ? (model.maxOutputTokens ?? HIGHEST_OUTPUT) : null,
    contextTokens:
      parts.includes('context') && settled.context === null
        ? lengthPaidBy(budget - bitTokens, settled.reads, top)
        : null,
    budget,
  };
  return { plan, least: parts.reduce((sum, part) => sum + leastOf(part, left), 0) };
}

function tooSmall({ maxTokens, parts, earlier }: ProbeAsked, least: number): Problem {
  const fewer = parts.length > 1 ? `, or ask for less with --only ${parts[0]}` : '';
  const what = earlier.size === 0 ? 'a probe' : 'what is left of a probe';
  return problem(
    `${maxTokens} tokens a target do not pay for the least of ${what}, which is about ${least}`,
    `give --max-tokens ${least} or more${fewer}`,
  );
}
