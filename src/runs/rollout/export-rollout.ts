import { InputError, problem, type Problem } from '../../contract/problem.ts';
import type { RolloutState, RouterRows } from '../../contract/rollout/rollout.ts';
import type { Target } from '../../contract/wires/target.ts';
import type { TrafficState } from '../../contract/traffic/traffic.ts';
import { bucketOf, chooseArm } from '../../rollout/choose-arm.ts';
import { GATEWAY_WORDS } from '../../providers/gateway-words.ts';
import { ROUTE_FORMS, type RouteFormName } from '../../rollout/exports/forms.ts';
import { serviceOf, type ClusterPlace, type RoutedTarget } from '../../rollout/exports/routed-step.ts';
import { routerRows } from '../../rollout/router-rows.ts';
import { readLedger } from '../../store/ledger/read-ledger.ts';
import { targetOf } from '../project/choose-sides.ts';
import { openRollout, startedLedger, stateNow, type OpenRollout } from '../project/open-rollout.ts';
import type { RolloutOptions, RolloutWorld } from '../project/open-rollout.ts';

/** A step for those who carry it out. */
export interface ExportedRollout {
  readonly state: RolloutState;
  readonly rows: RouterRows;
  /** In the form that was asked for; null where that is the rows. */
  readonly route: object | null;
}

/** Throws InputError where nobody has said how clients reach the sides, or a name is none that a cluster takes. */
export async function exportRollout(
  options: RolloutOptions & { readonly form: RouteFormName | 'rows'; readonly place: ClusterPlace },
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
  const { form, place } = options;
  if (form === 'rows') return { state, rows, route: null };
  if (form === 'portkey' && place.sink !== null) {
    throw new InputError([problem('Portkey mirrors nothing', 'leave --sink out')]);
  }
  const { write, isOfCluster } = ROUTE_FORMS[form];
  if (isOfCluster) refuseNames(open, place);
  const { clientKey } = migration.traffic;
  const mirror = mirrorOf(rows, place, at);
  const step = {
    migration: id,
    rows,
    sides: { baseline: wordedOf(sides.baseline), candidate: wordedOf(sides.candidate) },
    place,
    clientKey,
    mirror,
  };
  return { state, rows, route: write(step) };
}

function wordedOf(target: Target): RoutedTarget {
  const words = GATEWAY_WORDS[target.wire];
  if (words === undefined) throw new Error(`no gateway is known to have a word for ${target.wire}`);
  return { target, words };
}

/** What compares takes requests as long as there is something to compare; what serves nobody only hears of them. */
function mirrorOf(
  { mirrorTo }: RouterRows,
  { sink }: ClusterPlace,
  { step, isRolledBack }: Pick<TrafficState, 'step' | 'isRolledBack'>,
): string | null {
  if (sink !== null) return isRolledBack || step.stage === 'retired' ? null : sink;
  return mirrorTo === null ? null : serviceOf(mirrorTo);
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names */
const LABEL = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function refuseNames({ migration }: OpenRollout, { gateway, namespace, sink }: ClusterPlace): void {
  const { id, baseline, candidate } = migration;
  const services = [baseline, candidate].map(serviceOf);
  const given = [id, ...services, gateway, namespace, ...(sink === null ? [] : [sink])];
  const names = given.filter((name) => !LABEL.test(name));
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
