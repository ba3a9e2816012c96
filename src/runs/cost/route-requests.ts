import type { Catalog } from '../../config/catalog.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { RouteDecision, RoutePolicy } from '../../contract/routing/route.ts';
import type {
  ComparedRoutes,
  ExplainedRoute,
  MovedPrompt,
  RouteEvidence,
  TestedRoute,
} from '../../contract/routing/route-report.ts';
import { wantedOf } from '../../cost/invoice.ts';
import { checkFormat } from '../../files/check-format.ts';
import { openJson } from '../../files/open-json.ts';
import { openYaml } from '../../files/open-yaml.ts';
import { placeProblems } from '../../files/place-problems.ts';
import type { Source } from '../../files/source.ts';
import { suggest } from '../../files/suggest.ts';
import { chatRequestSchema, shapeOfChat } from '../../routing/chat-request.ts';
import { compareCosts } from '../../routing/compare-costs.ts';
import { measureRequest } from '../../routing/measure-request.ts';
import { route } from '../../routing/route.ts';
import { NO_HINTS, shapeOfRequest } from '../../routing/shape-of-request.ts';
import { readRun } from '../../store/run/read-run.ts';
import { parseCanonicalLine, readRequestLines } from '../../store/records/read-requests.ts';
import { billRun } from '../verify/bill-run.ts';
import { checkConfig } from '../project/check-config.ts';
import { gatherRouteEvidence, type Proofs } from './gather-route-evidence.ts';
import { readRoutePolicy, readRouteTests, refuseStrangers, type RouteTests } from './read-route-file.ts';

interface Asked extends Proofs {
  readonly config: string;
}

/** Where one chat request would go, and why. Throws InputError for what is no such request. Calls nothing. */
export async function explainRoute(
  options: Asked & {
    readonly policy: string | null;
    readonly file: string;
    readonly text: string;
    readonly current: string | null;
  },
  nowMs: number,
): Promise<ExplainedRoute> {
  const { catalog } = await checkConfig(options.config);
  const policy = await readRoutePolicy(options.policy);
  const ids = catalog.targets.map(({ id }) => id);
  if (options.current !== null && !ids.includes(options.current)) {
    throw new InputError([problem(`unknown target "${options.current}"`, suggest(options.current, ids))]);
  }
  const source = await openRequest(options.file, options.text);
  const checked = checkFormat(source, chatRequestSchema);
  if (!('value' in checked)) throw new InputError(await placeProblems(source, checked.problems));
  const { evidence } = await gatherRouteEvidence(catalog, options, nowMs);
  if (options.policy !== null) refuseStrangers(policy, evidence.targets);
  const shape = shapeOfChat(checked.value);
  return {
    evidence,
    features: measureRequest(shape, policy),
    decision: route(shape, evidence.targets, policy, options.current),
  };
}

/** It is JSON, as it is sent, but for a file whose name says that somebody wrote it as YAML. */
async function openRequest(file: string, text: string): Promise<Source> {
  const noun = 'the request';
  if (/\.ya?ml$/i.test(file)) {
    const yaml = await openYaml(file, noun, text);
    if ('problems' in yaml) throw new InputError(yaml.problems);
    return yaml.source;
  }
  const json = await openJson(file, noun, text);
  if ('problem' in json) throw new InputError([json.problem]);
  return json.source;
}

/** Every golden decision against what the policy decides. */
export async function testRoutes(options: {
  readonly file: string;
  readonly policy: string | null;
}): Promise<readonly TestedRoute[]> {
  const policy = await readRoutePolicy(options.policy);
  const { evidence, decisions } = await readRouteTests(options.file);
  if (options.policy !== null) refuseStrangers(policy, evidence);
  return decisions.map(({ id, request, current, expect }) => {
    const decision = route(request, evidence, policy, current);
    return { id, expected: expect, decision, differences: differencesOf(expect, decision) };
  });
}

function differencesOf(
  expected: RouteTests['decisions'][number]['expect'],
  decision: RouteDecision,
): readonly string[] {
  const plain = (['target', 'how', 'rule', 'fallback'] as const).flatMap((key) =>
    expected[key] === undefined || expected[key] === decision[key]
      ? []
      : [`${key} is ${decision[key] ?? 'none'}, and ${expected[key] ?? 'none'} is expected`],
  );
  const reasons = new Map(decision.excluded.map((each) => [each.target, each.reasons]));
  const unexplained = Object.entries(expected.excluded ?? {}).flatMap(([target, words]) =>
    reasons.get(target)?.some((reason) => reason.includes(words)) === true
      ? []
      : [`${target} is not excluded for "${words}", but ${reasons.get(target)?.join('; ') ?? 'not at all'}`],
  );
  return [...plain, ...unexplained];
}

/** What another policy would do with the requests that a run recorded, against the one in use. Calls nothing. */
export async function diffRoutes(
  options: Asked & { readonly policy: string | null; readonly other: string },
  nowMs: number,
): Promise<ComparedRoutes> {
  const { catalog } = await checkConfig(options.config);
  const [policy, other] = await Promise.all([options.policy, options.other].map(readRoutePolicy));
  if (policy === undefined || other === undefined) throw new TypeError('two policies are read');
  const { evidence, counted, folder } = await gatherRouteEvidence(catalog, options, nowMs);
  for (const each of options.policy === null ? [other] : [policy, other])
    refuseStrangers(each, evidence.targets);
  const { promptsOf, costs } = await readAsked(catalog, folder, evidence, nowMs);
  const decided: MovedPrompt[] = [];
  for await (const { sha256, text } of readRequestLines(folder)) {
    const alike = promptsOf.get(sha256);
    const request = alike === undefined ? null : parseCanonicalLine(text);
    if (alike === undefined || request === null) continue;
    const shape = shapeOfRequest(request, NO_HINTS);
    const decide = (by: RoutePolicy): RouteDecision =>
      route(shape, evidence.targets, by, null, counted(sha256));
    const [from, to] = [decide(policy), decide(other)];
    for (const prompt of alike) decided.push({ prompt, from, to });
  }
  const moved = decided.filter(({ from, to }) => from.target !== to.target);
  return {
    evidence,
    prompts: decided.length,
    moved: moved.toSorted((a, b) => (a.prompt < b.prompt ? -1 : Number(a.prompt > b.prompt))),
    unserved: decided.filter(({ from, to }) => from.target === null && to.target === null).length,
    lost: moved.filter(({ to }) => to.target === null).length,
    won: moved.filter(({ from }) => from.target === null).length,
    pinned: moved.filter(({ from, to }) => from.how === 'pinned' || to.how === 'pinned').length,
    cost: compareCosts(decided, costs),
  };
}

/** The prompts of each canonical request, for several may ask the same, and what each target's answers cost. */
async function readAsked(catalog: Catalog, folder: string, evidence: RouteEvidence, nowMs: number) {
  const promptsOf = new Map<string, Set<string>>();
  const { manifest, facts: all } = await readRun(folder);
  const bill = billRun(manifest, catalog);
  for await (const { facts } of all) {
    bill.add(facts);
    if (facts.exchange === null) continue;
    const { requestHash } = facts.exchange;
    promptsOf.set(requestHash, (promptsOf.get(requestHash) ?? new Set()).add(facts.case.prompt));
  }
  const costs = evidence.targets.map(({ target, price }) => ({
    target,
    currency: price?.currency ?? null,
    prompts: wantedOf(bill.prompts(target, nowMs)),
  }));
  return { promptsOf, costs };
}
