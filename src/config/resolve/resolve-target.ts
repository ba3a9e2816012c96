import type { QuotaPool } from '../../contract/target.ts';
import type { CatalogTarget } from '../catalog.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, unknownName, type Report } from '../../files/problem-at.ts';
import {
  DEFAULT_CONCURRENCY,
  DEFAULT_DEADLINES,
  DEFAULT_GUARDS,
  DEFAULT_MAX_RETRIES,
  DEFAULT_TRAFFIC,
} from '../defaults.ts';
import { overlay } from './overlay.ts';
import type { Draft } from '../parse-draft.ts';
import { resolveBaseUrl } from './resolve-base-url.ts';
import { resolveCredentials } from './resolve-credentials.ts';
import { resolveModel } from './resolve-model.ts';
import { resolveServer, type Dialects, type Server } from './resolve-server.ts';
import { checkSettings, resolveWire, type Wires } from './resolve-wire.ts';
import type { TargetRow } from '../rows/target-row.ts';

/** What all targets are resolved against. */
export interface Surroundings {
  readonly draft: Draft;
  readonly dialects: Dialects;
  readonly wires: Wires;
  readonly servers: ReadonlyMap<string, Server | null>;
  readonly quotas: ReadonlyMap<string, QuotaPool>;
}

function limitsOf(row: TargetRow, { defaults }: Draft) {
  const traffic = row.traffic ?? defaults.traffic ?? DEFAULT_TRAFFIC;
  return {
    traffic,
    concurrency: row.concurrency ?? defaults.concurrency ?? DEFAULT_CONCURRENCY,
    deadlines: overlay(overlay(DEFAULT_DEADLINES, defaults.deadlines), row.deadlines),
    guards: overlay(overlay(DEFAULT_GUARDS, defaults.guards), row.guards),
    maxRetries: row.maxRetries ?? defaults.maxRetries ?? DEFAULT_MAX_RETRIES[traffic],
  };
}

function checkFallback(row: TargetRow, path: Path, draft: Draft, report: Report): void {
  if (row.fallback === undefined) return;
  const { models } = draft.known;
  if (models?.includes(row.fallback) === false) {
    report(unknownName([...path, 'fallback'], 'model', row.fallback, models));
  } else if (row.fallback === row.model) {
    const mend = 'name another model, or leave fallback out';
    report(problemAt([...path, 'fallback'], "the fallback is the target's own model", { mend }));
  }
}

/** The server of a wire that leaves its row to each server; null where the wire has its own. */
function serverOf(
  row: TargetRow,
  path: Path,
  name: string,
  needed: boolean,
  around: Surroundings,
  report: Report,
) {
  if (needed && row.server === undefined) {
    const mend = `write server: with one of ${[...around.servers.keys()].join(', ')}, or a row`;
    report(problemAt([...path, 'server'], `the wire ${name} needs a server`, { at: 'key', mend }));
  }
  if (!needed && row.server !== undefined) {
    report(
      problemAt([...path, 'server'], `the wire ${name} has no servers to choose from`, {
        at: 'key',
        mend: 'leave server out',
      }),
    );
  }
  if (!needed || row.server === undefined) return null;
  const { servers, draft, dialects } = around;
  return resolveServer(row.server, { id: row.id, path }, servers, draft, dialects, report);
}

/** One target with everything that an adapter and a caller need. Null when it has problems, told to `report`. */
export function resolveTarget(
  row: TargetRow,
  path: Path,
  around: Surroundings,
  report: Report,
): CatalogTarget | null {
  checkFallback(row, path, around.draft, report);
  const wire = resolveWire(row, path, around.wires, report);
  if (wire === null) return null;
  const needsServer = wire.traits.capabilities === null;
  const server = serverOf(row, path, wire.name, needsServer, around, report);
  checkSettings(row, path, wire, report);
  const credentials = resolveCredentials(row.credentials, path, wire, report);
  const baseUrl = resolveBaseUrl(row, path, wire, server?.dialect ?? null, report);
  const base = wire.traits.capabilities ?? server?.dialect.capabilities ?? null;
  if (base === null) {
    const { models } = around.draft.known;
    if (models?.includes(row.model) === false) {
      report(unknownName([...path, 'model'], 'model', row.model, models));
    }
    return null;
  }
  const resolved = resolveModel(row, path, server?.hosts ?? [row.provider], around.draft, report);
  const quota = around.quotas.get(row.quota?.pool ?? row.id);
  if (resolved === null || baseUrl === null || quota === undefined) return null;
  return {
    id: row.id,
    provider: row.provider,
    wire: wire.name,
    server: server?.name ?? null,
    dialect: server?.dialect ?? null,
    region: row.region ?? null,
    baseUrl,
    model: resolved.model,
    capabilities: resolved.refine(base),
    credentials,
    settings: row.settings ?? {},
    quota,
    ...limitsOf(row, around.draft),
    fallback: row.fallback ?? null,
  };
}
