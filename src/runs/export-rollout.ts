import { InputError, problem, type Problem } from '../contract/problem.ts';
import type { RolloutState, RouterRows } from '../contract/rollout.ts';
import { bucketOf, chooseArm } from '../rollout/choose-arm.ts';
import { httpRoute, isLabel, serviceOf, type ClusterPlace } from '../rollout/http-route.ts';
import { routerRows } from '../rollout/router-rows.ts';
import { readLedger } from '../store/ledger/read-ledger.ts';
import { targetOf } from './choose-sides.ts';
import { openRollout, startedLedger, stateNow, type OpenRollout } from './open-rollout.ts';
import type { RolloutOptions, RolloutWorld } from './open-rollout.ts';

/** A step for those who carry it out. */
export interface ExportedRollout {
  readonly state: RolloutState;
  readonly rows: RouterRows;
  /** As a Kubernetes gateway takes it. */
  readonly route: object;
}

/** Throws InputError where nobody has said how clients reach the sides, or a name is none that a cluster takes. */
export async function exportRollout(
  options: RolloutOptions & { readonly place: ClusterPlace },
  world: RolloutWorld,
): Promise<ExportedRollout> {
  const open = await openRollout(options);
  const { root, catalog, migration } = open;
  const ledger = startedLedger(await readLedger(root, migration.id), open, options);
  const state = stateNow(open, ledger, world);
  const { routing, id } = migration;
  if (routing === null) {
    const mend = 'write it: routing: { alias: llama, baseline: /v1/llama-v1, candidate: /v1/llama-v2 }';
    throw new InputError([
      problem(`migration ${id} has no routing: nobody has said how clients reach its targets`, mend),
    ]);
  }
  const sides = {
    baseline: targetOf({ catalog }, migration.baseline),
    candidate: targetOf({ catalog }, migration.candidate),
  };
  const at = { step: state.step, isRolledBack: state.rolledBack !== null };
  const rows = routerRows(migration, routing, sides, at);
  refuseNames(open, options.place);
  return { state, rows, route: httpRoute(id, rows, options.place) };
}

function refuseNames({ migration }: OpenRollout, { gateway, namespace }: ClusterPlace): void {
  const { id, baseline, candidate } = migration;
  const services = [baseline, candidate].map(serviceOf);
  const names = [id, ...services, gateway, namespace].filter((name) => !isLabel(name));
  const problems: Problem[] = names.map((name) =>
    problem(
      `"${name}" is no name that a cluster takes`,
      'it takes lower-case letters, digits and dashes, a letter first, 63 at most',
    ),
  );
  if (services[0] === services[1]) {
    const message = `${baseline} and ${candidate} would be one service, ${services[0] ?? ''}`;
    problems.push(problem(message, 'rename one of the targets'));
  }
  if (problems.length > 0) throw new InputError(problems);
}

/** Which side serves a client at the step where the migration stands. */
export interface ClientArm {
  readonly key: string;
  readonly bucket: number;
  readonly target: string;
}

export function armOf(key: string, { migration, step, baseline, candidate }: RolloutState): ClientArm {
  const arm = chooseArm(migration, key, step.share);
  return { key, bucket: bucketOf(migration, key), target: arm === 'baseline' ? baseline : candidate };
}
