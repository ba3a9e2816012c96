import type { Catalog } from '../catalog.ts';
import { checkDeadlines } from './check-deadlines.ts';
import { checkModels } from './check-models.ts';
import { checkUnique } from './check-unique.ts';
import type { Report } from '../../files/problem-at.ts';
import type { Draft } from '../parse-draft.ts';
import { resolveMigrations, resolvePolicies } from './resolve-migrations.ts';
import { resolveQuotas } from './resolve-quotas.ts';
import { resolveServers, type Dialects } from './resolve-server.ts';
import { resolveTarget } from './resolve-target.ts';
import type { Wires } from './resolve-wire.ts';

export type EffectiveConfig = Omit<Catalog, 'file' | 'hash'>;

/** What the rows mean together. Complete when nothing was told to `report` as an error. */
export function resolveCatalog(
  draft: Draft,
  dialects: Dialects,
  wires: Wires,
  report: Report,
): EffectiveConfig {
  const servers = resolveServers(draft, dialects, report);
  const quotas = resolveQuotas(draft, report);
  checkUnique(draft, report);
  checkModels(draft, servers, wires, report);
  checkDeadlines(draft, report);
  const around = { draft, dialects, wires, servers, quotas };
  const targets = draft.targets.flatMap((row, index) => {
    const target = row === null ? null : resolveTarget(row, ['targets', index], around, report);
    return target === null ? [] : [target];
  });
  return {
    source: draft.source ?? 'simulate',
    suites: draft.suites,
    targets,
    migrations: resolveMigrations(draft, report),
    policies: resolvePolicies(draft),
    network: draft.network,
    budgets: {
      maxTotalTokens: draft.budgets.maxTotalTokens ?? null,
      maxDurationMs: draft.budgets.maxDurationMs ?? null,
    },
  };
}
