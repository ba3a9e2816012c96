import { z } from 'zod';
import { DEFAULT_ROUTES } from '../config/default-routes.ts';
import { InputError, problem, type Problem } from '../contract/problem.ts';
import {
  requestShapeSchema,
  routeExpectationSchema,
  routePolicySchema,
  targetEvidenceSchema,
  type RouteChoice,
  type RoutePolicy,
} from '../contract/route.ts';
import { problemAt } from '../files/problem-at.ts';
import { readChecked } from '../files/read-checked.ts';
import { suggest } from '../files/suggest.ts';
import { findContradictions } from '../routing/find-contradictions.ts';

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
  return readChecked(path, 'the routing policy', 'routes', routePolicySchema, (policy) =>
    findContradictions(policy).map(({ first, second, at }) =>
      problemAt(['rules', at, 'pin'], `${second} pins elsewhere what ${first} pins as well`, {
        mend: 'let their conditions exclude each other, or pin the same',
      }),
    ),
  );
}

export async function readRouteTests(path: string): Promise<RouteTests> {
  return readChecked(path, 'the golden decisions', 'route-tests', routeTestsSchema, ({ decisions }) =>
    decisions.flatMap(({ id }, at) =>
      decisions.findIndex((each) => each.id === id) === at
        ? []
        : [problemAt(['decisions', at, 'id'], `there is a second decision "${id}"`)],
    ),
  );
}

/** Rules of a policy that name what no target is. Null is known to be fine. */
export function refuseStrangers(
  policy: RoutePolicy,
  known: readonly { readonly target: string; readonly provider: string; readonly model: string }[],
): void {
  const strangers = policy.rules.flatMap(({ id, prefer, pin, reroute }) =>
    [prefer, pin, reroute?.to].flatMap((choice) => (choice === undefined ? [] : missing(id, choice, known))),
  );
  if (strangers.length > 0) throw new InputError(strangers);
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
