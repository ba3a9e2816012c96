import type { Catalog } from '../catalog.ts';
import type { Draft } from '../parse-draft.ts';
import { priceFrom } from '../rows/price-row.ts';
import type { Probed } from './apply-probe.ts';
import { checkCandidates, checkCriteria } from './check-criteria.ts';
import { checkDeadlines } from './check-deadlines.ts';
import { checkJudge } from './check-judge.ts';
import { checkModels } from './check-models.ts';
import { checkPrices } from './check-prices.ts';
import { checkTraffic } from './check-traffic.ts';
import { checkUnique } from './check-unique.ts';
import { checkMigrations, migrationsOf, policiesOf } from './resolve-migrations.ts';
import { checkMonitors, monitorsOf } from './resolve-monitors.ts';
import { checkQuotas, quotasOf } from './resolve-quotas.ts';
import { resolveServers, type Dialects } from './resolve-server.ts';
import { resolveTarget } from './resolve-target.ts';
import type { Wires } from './resolve-wire.ts';
import type { Resolved } from './resolved.ts';

type EffectiveConfig = Omit<Catalog, 'file' | 'hash'>;

/** What the rows mean together. Whole when none of the problems is an error. */
export function resolveCatalog(
  draft: Draft,
  dialects: Dialects,
  wires: Wires,
  probed: Probed,
): Resolved<EffectiveConfig> {
  const servers = resolveServers(draft, dialects);
  const around = { draft, dialects, wires, servers: servers.value, quotas: quotasOf(draft), probed };
  const targets = draft.targets.flatMap((row, index) =>
    row === null ? [] : [resolveTarget(row, ['targets', index], around)],
  );
  return {
    value: {
      source: draft.source ?? 'simulate',
      suites: draft.suites,
      targets: targets.flatMap(({ value }) => value ?? []),
      judge: draft.judge,
      migrations: migrationsOf(draft),
      policies: policiesOf(draft),
      monitors: monitorsOf(draft),
      prices: draft.prices.flatMap((row) => (row === null ? [] : [priceFrom(row)])),
      network: draft.network,
      budgets: {
        maxTotalTokens: draft.budgets.maxTotalTokens ?? null,
        maxDurationMs: draft.budgets.maxDurationMs ?? null,
      },
    },
    problems: [
      ...servers.problems,
      ...checkQuotas(draft),
      ...checkUnique(draft),
      ...checkCriteria(draft),
      ...checkCandidates(draft),
      ...checkModels(draft, servers.value, wires),
      ...checkDeadlines(draft),
      ...targets.flatMap(({ problems }) => problems),
      ...checkJudge(draft),
      ...checkMigrations(draft),
      ...checkTraffic(draft),
      ...checkMonitors(draft),
      ...checkPrices(draft),
    ],
  };
}
