import { USUAL_BASELINE } from '../../config/defaults.ts';
import type { Comparison } from '../../contract/gates/comparison.ts';
import type { Mode } from '../../contract/exchanges/mode.ts';
import type { LostRequests } from '../../contract/traffic/lost-requests.ts';
import type { GoldenPrompt } from '../../contract/suites/prompt.ts';
import { compareSides } from '../../parity/compare-sides.ts';
import { countCarriage } from '../../parity/count-carriage.ts';
import { countChanges } from '../../parity/contract/count-changes.ts';
import { judgeContract } from '../../parity/contract/judge-contract.ts';
import { hearServers } from '../../parity/hear-servers.ts';
import { judgeSides } from '../../parity/judge-sides.ts';
import { createReadBy } from '../../parity/read-by.ts';
import { carriageOf } from '../../providers/carriage-of.ts';
import { VERSION_HEADERS } from '../../providers/version-headers.ts';
import { buildRequest } from '../../suites/build-request.ts';
import { holdsToolResults } from '../../traffic/live-prompt.ts';
import { carrierOf } from '../project/carrier-of.ts';
import { checkConfig } from '../project/check-config.ts';
import {
  chooseSides,
  plannedOf,
  promptsOf,
  sideNamed,
  targetOf,
  type ChosenSide,
  type SideOptions,
} from '../project/choose-sides.ts';
import { comparedPairs } from './compared-pairs.ts';
import { asAsked, isOfLive } from '../project/live-suite.ts';
import { heldPair, inferOf, partsByPrompt } from './hold-contract.ts';
import { lostRequests } from '../verify/lost-requests.ts';
import { loadProject, type Project } from '../project/load-project.ts';
import { onceEach } from './once-each.ts';
import { sourcesOf } from './pair-records.ts';
import type { RunWorld } from '../run-world.ts';
import { findDrift } from './find-drift.ts';

export interface CompareOptions extends SideOptions {
  readonly config: string;
}

/**
 * Holds the answers of two sides against each other, prompt by prompt. Calls nothing. Throws InputError when the sides
 * are not determined, were not asked the same, or share no prompt. `onPlanned` is told, before any of them is read, how many
 * exchanges there are to be.
 */
export async function compare(
  options: CompareOptions,
  world: Pick<RunWorld, 'judgeApart' | 'clock'>,
  signal: AbortSignal,
  onPlanned: (exchanges: number) => void = () => {},
): Promise<Comparison> {
  const { config } = options;
  const { catalog } = await checkConfig(config);
  const whole = (): Promise<Project> => loadProject({ config, suites: null, baseline: USUAL_BASELINE });
  const { project, sides } = await asAsked(
    config,
    await chooseSides(options, catalog, world.clock.wallMs()),
    whole,
  );
  onPlanned(plannedOf(sides));
  const parts = partsByPrompt(promptsOf(project, sides));
  const lost = await lostRequests(sides);
  const fold = compareSides();
  const { contract } = await inferOf(sides.baseline, parts, 'first');
  const changes = countChanges(contract);
  const carriage = countCarriage();
  const servers = hearServers(VERSION_HEADERS);
  const carriers = {
    baseline: carrierOf(targetOf(project, sides.baseline.target)),
    candidate: carrierOf(targetOf(project, sides.candidate.target)),
  };
  const carriedOf = onceEach(
    ({ prompt, mode }: { readonly prompt: GoldenPrompt; readonly mode: Mode }) => `${mode} ${prompt.id}`,
    ({ prompt, mode }) => {
      const request = buildRequest(prompt, '');
      return {
        baseline: carriageOf(request, carriers.baseline, mode),
        candidate: carriageOf(request, carriers.candidate, mode),
      };
    },
  );
  let synthetic = [sides.baseline, sides.candidate].some(({ run }) => run.manifest.source !== 'live');
  for await (const { prompt, pair, compared } of comparedPairs(project, sides, world, signal)) {
    synthetic ||= sourcesOf(pair).some((source) => source !== 'live');
    fold.add(compared);
    for (const side of ['baseline', 'candidate'] as const) {
      const exchange = pair[side]?.exchange ?? null;
      if (exchange === null) continue;
      servers.add(side, exchange);
      const { mode } = exchange.case;
      if (compared.what === 'compared') {
        carriage.add(side, carriedOf({ prompt, mode })[side]);
      }
    }
    const held = heldPair(pair, parts.get(prompt.id));
    if (held !== null) changes.add(held);
  }
  const { baseline, candidate, migration } = sides;
  const readBy = createReadBy(migration?.consumers ?? []);
  const readAs = ({ target, run: { manifest } }: ChosenSide) => ({
    target,
    wire: targetOf(project, target).wire,
    manifest,
  });
  const drift = findDrift(readAs(baseline), readAs(candidate), servers.heard());
  return {
    migration: migration?.id ?? null,
    baseline: sideNamed(baseline),
    candidate: sideNamed(candidate),
    synthetic,
    ...judgeSides(fold.counted(), readBy, judgeContract(changes, readBy), drift, lost),
    live: isOfLive(baseline.run.manifest) ? liveOf(promptsOf(project, sides), lost) : null,
    drift,
    carriage: carriage.rows(),
  };
}

function liveOf(prompts: ReadonlyMap<string, GoldenPrompt>, lost: LostRequests | null): Comparison['live'] {
  const asked = [...prompts.values()];
  return { requests: asked.length, oneTurn: asked.filter(holdsToolResults).length, lost };
}
