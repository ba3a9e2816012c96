import type { Catalog } from '../catalog.ts';
import { checkDeadlines } from './check-deadlines.ts';
import { checkModels } from './check-models.ts';
import { checkUnique } from './check-unique.ts';
import type { Complain } from '../problems/complaint.ts';
import type { Draft } from '../source/parse-draft.ts';
import { resolveMigrations, resolvePolicies } from './resolve-migrations.ts';
import { resolveQuotas } from './resolve-quotas.ts';
import { resolveServers, type Dialects } from './resolve-server.ts';
import { resolveTarget } from './resolve-target.ts';
import type { Wires } from './resolve-wire.ts';

export type EffectiveConfig = Omit<Catalog, 'file' | 'hash'>;

/** What the rows mean together. Complete when nothing was told to `complain` as an error. */
export function resolveCatalog(
  draft: Draft,
  dialects: Dialects,
  wires: Wires,
  complain: Complain,
): EffectiveConfig {
  const servers = resolveServers(draft, dialects, complain);
  const quotas = resolveQuotas(draft, complain);
  checkUnique(draft, complain);
  checkModels(draft, servers, wires, complain);
  checkDeadlines(draft, complain);
  const around = { draft, dialects, wires, servers, quotas };
  const targets = draft.targets.flatMap((row, index) => {
    const target = row === null ? null : resolveTarget(row, ['targets', index], around, complain);
    return target === null ? [] : [target];
  });
  return {
    source: draft.source ?? 'simulate',
    suites: draft.suites,
    targets,
    migrations: resolveMigrations(draft, complain),
    policies: resolvePolicies(draft),
    network: draft.network,
    budgets: {
      maxTotalTokens: draft.budgets.maxTotalTokens ?? null,
      maxDurationMs: draft.budgets.maxDurationMs ?? null,
    },
  };
}
