import { z } from 'zod';
import { DEFAULT_ROUTES } from '../../config/default-routes.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import {
  requestShapeSchema,
  routeExpectationSchema,
  routePolicySchema,
  targetEvidenceSchema,
  type RouteChoice,
  type RoutePolicy,
} from '../../contract/routing/route.ts';
import { checkCurrency } from '../../files/check-currency.ts';
import { problemAt, type ProblemAt } from '../../files/problem-at.ts';
import { readChecked } from '../../files/read-checked.ts';
import { suggest } from '../../files/suggest.ts';
import { findContradictions } from '../../routing/find-contradictions.ts';
import { findUnmet } from '../../routing/find-unmet.ts';

/** Decisions that a policy must make, over evidence that stands beside them. */
export const routeTestsSchema = z
  .strictObject({
    evidence: z.array(targetEvidenceSchema).min(1),
    decisions: z
      .array(
        z.strictObject({
          id: z.string().min(1),
          request: requestShapeSchema,
          current: z.string().min(1).nullable().default(null),
          expect: routeExpectationSchema,
        }),
      )
      .min(1),
  })
  .describe('Golden decisions of the router');
export type RouteTests = z.infer<typeof routeTestsSchema>;

/** A policy from its file; without one the usual. Throws InputError with all that is wrong with it. */
export async function readRoutePolicy(path: string | null): Promise<RoutePolicy> {
  if (path === null) return DEFAULT_ROUTES;
  return readChecked(path, 'the routing policy', 'routes', routePolicySchema, (policy) => [
    ...twins(policy.rules, 'rules', 'rule'),
    ...(policy.price === null ? [] : checkCurrency(['price', 'currency'], policy.price.currency)),
    ...findUnmet(policy).map(({ at, measure }) =>
      problemAt(['rules', at, 'when', measure], 'no request meets this', {
        mend: 'mend its bounds, which are outside themselves, or take the rule out',
      }),
    ),
    ...findContradictions(policy).map(({ first, second, at }) =>
      problemAt(['rules', at, 'pin'], `${second} pins elsewhere what ${first} pins as well`, {
        mend: 'let their conditions exclude each other, or pin the same',
      }),
    ),
  ]);
}

/** Those whose name stands before already: nobody could tell which of them decided. */
function twins(rows: readonly { readonly id: string }[], key: string, noun: string): readonly ProblemAt[] {
  return rows.flatMap(({ id }, at) =>
    rows.findIndex((each) => each.id === id) === at
      ? []
      : [problemAt([key, at, 'id'], `there is a second ${noun} "${id}"`)],
  );
}

export async function readRouteTests(path: string): Promise<RouteTests> {
  return readChecked(path, 'the golden decisions', 'route-tests', routeTestsSchema, ({ decisions }) =>
    twins(decisions, 'decisions', 'decision'),
  );
}

/** Rules of a policy that name what no target is, and a fallback that nobody serves. Null is known to be fine. */
export function refuseStrangers(
  policy: RoutePolicy,
  known: readonly { readonly target: string; readonly provider: string; readonly model: string }[],
): void {
  const strangers = policy.rules.flatMap(({ id, prefer, pin, reroute }) =>
    [prefer, pin, reroute?.to].flatMap((choice) => (choice === undefined ? [] : missing(id, choice, known))),
  );
  const { fallbackModel } = policy.budget;
  const models = [...new Set(known.map(({ model }) => model))];
  const lost =
    fallbackModel === null || models.includes(fallbackModel)
      ? []
      : [
          problem(
            `budget.fallbackModel is "${fallbackModel}", which no target has: nothing would be fallen back to`,
            suggest(fallbackModel, models),
          ),
        ];
  const problems = [...strangers, ...lost];
  if (problems.length > 0) throw new InputError(problems);
}

function missing(
  rule: string,
  choice: RouteChoice,
  known: readonly { readonly target: string; readonly provider: string; readonly model: string }[],
): readonly Problem[] {
  const wrong = (['target', 'provider', 'model'] as const).flatMap((key) => {
    const word = choice[key];
    const names = [...new Set(known.map((each) => each[key]))];
    return word === undefined || names.includes(word)
      ? []
      : [problem(`rule ${rule} names the ${key} "${word}", which no target has`, suggest(word, names))];
  });
  const fits = known.some((each) =>
    (['target', 'provider', 'model'] as const).every((key) => (choice[key] ?? each[key]) === each[key]),
  );
  if (wrong.length > 0 || fits) return wrong;
  return [
    problem(`rule ${rule} names what no target is: ${JSON.stringify(choice)}`, 'name what goes together'),
  ];
}
