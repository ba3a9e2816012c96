import { clopperPearson } from '../stats/clopper-pearson.ts';
import { knownBounds } from './bounds.ts';
import type { Criterion } from '../contract/gates/migration.ts';
import { countOf, wasAsked, type PastErrors, type PromptEvidence } from './gate-evidence.ts';
import { alphaOf, unknown, type Meter } from './measured.ts';
import { PAIRS_AGAIN } from './confirm-again.ts';
import { newServerErrors, type NewServerError } from './new-server-errors.ts';
import { showConfidence, showValue } from './show-value.ts';

const MOST_NAMED = 3;

/**
 * Classes of server error that the candidate showed and the baseline never did, in any run that still counts. One that was seen so often that equal
 * sides would not show it is there; of one that was seen less it is not known yet. How often prompts show such
 * errors is bounded by those that did: none of n leaves 1 - alpha^(1/n).
 */
export const measureServerErrors: Meter = ({ prompts, past }, criterion, more) => {
  const n = countOf(prompts.filter(wasAsked)) + more;
  if (n === 0) return unknown('no prompt was asked');
  const found = newServerErrors({ prompts, past }, 1 / alphaOf(criterion));
  const showing = countOf([...new Set(found.flatMap(({ rows }) => rows))]);
  const bound = clopperPearson(showing, n, 1 - 2 * alphaOf(criterion))?.high ?? 1;
  const missing = prompts.reduce(
    (sum, { candidate, again, times }) =>
      sum + times * (candidate.measures.answered.missing + (again?.missing ?? 0)),
    0,
  );
  const observed = found.filter(({ standing }) => standing !== 'gone').length;
  const share = showValue(Math.ceil(bound * 1e4) / 1e4, 'share');
  return {
    what: 'measured',
    observed,
    bounds: knownBounds({ low: observed, high: observed === 0 ? bound : 1 }),
    n,
    against: againstPass(found, missing, past === null ? '' : lookedBack(past, criterion)),
    note: `fewer than ${share} of prompts show one (${showConfidence(criterion.confidence)})${past === null ? '' : known(prompts, past)}`,
  };
};

/** What its other runs say of the baseline that never gave it: none of n askings leaves 1 - alpha^(1/n). */
function lookedBack({ runs, exchanges, askings }: PastErrors, criterion: Criterion): string {
  if (runs === 0) return '; it has no other run that could show it';
  const bound = clopperPearson(0, askings, 1 - 2 * alphaOf(criterion))?.high ?? 1;
  const share = showValue(Math.ceil(bound * 1e6) / 1e6, 'share');
  const where = `${exchanges} exchanges of ${runs} other ${runs === 1 ? 'run' : 'runs'}`;
  return `; nor in ${where}: fewer than ${share} of its askings do (${showConfidence(criterion.confidence)})`;
}

/** Which classes are none that are new because of what other runs of the baseline show. */
function known(prompts: readonly PromptEvidence[], { classes }: PastErrors): string {
  const shown = new Set(
    prompts.flatMap(({ candidate, again }) => [
      ...candidate.serverErrors,
      ...(again?.serverErrors.candidate ?? []),
    ]),
  );
  const own = new Set(
    prompts.flatMap(({ baseline, again }) => [
      ...baseline.serverErrors,
      ...(again?.serverErrors.baseline ?? []),
    ]),
  );
  return [...shown]
    .filter((name) => !own.has(name) && classes[name] !== undefined)
    .toSorted()
    .map((name) => `; ${name} is not new: the baseline gave it in run ${classes[name]}`)
    .join('');
}

function againstPass(
  found: readonly NewServerError[],
  missing: number,
  also: string,
): { readonly verdict: 'fail' | 'inconclusive'; readonly reason: string } | null {
  const there = found.filter(({ standing }) => standing === 'there').map(({ name }) => name);
  if (there.length > 0)
    return { verdict: 'fail', reason: `the baseline never gave ${there.join(', ')}${also}` };
  const open = found.find(({ standing }) => standing === 'open');
  if (open !== undefined) {
    return {
      verdict: 'inconclusive',
      reason: `${reasonOf(open)}${also}`,
    };
  }
  return missing === 0
    ? null
    : { verdict: 'inconclusive', reason: `what ${missing} missing exchanges would have given is not known` };
}

function reasonOf({ name, prompts, shown, enough, rows }: NewServerError): string {
  const many = prompts.length > MOST_NAMED ? ` and ${prompts.length - MOST_NAMED} more` : '';
  const who = `${prompts.slice(0, MOST_NAMED).join(', ')}${many}`;
  const often = shown === 1 ? 'once' : `${shown} times`;
  const isDue = rows.some(({ again }) => again === null || again.pairs < PAIRS_AGAIN);
  const next = isDue ? ', and asking again decides' : '';
  return `${who} gave ${name} ${often}, which the baseline never did: ${enough} times show that it is new${next}`;
}
