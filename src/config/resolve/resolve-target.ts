import type { QuotaPool } from '../../contract/wires/target.ts';
import type { CatalogTarget } from '../catalog.ts';
import type { Path } from '../../files/path.ts';
import { problemAt, unknownName, type ProblemAt } from '../../files/problem-at.ts';
import {
  DEFAULT_CONCURRENCY,
  DEFAULT_DEADLINES,
  DEFAULT_GUARDS,
  DEFAULT_MAX_RETRIES,
  DEFAULT_TRAFFIC,
  DEFAULT_WAIT_READY_MS,
} from '../defaults.ts';
import { applyProbe, type Probed } from './apply-probe.ts';
import { overlay } from './overlay.ts';
import type { Draft } from '../parse-draft.ts';
import { resolveBaseUrl } from './resolve-base-url.ts';
import { checkCredentials, credentialNames } from './resolve-credentials.ts';
import { resolveHeaders } from './resolve-headers.ts';
import { resolveModel } from './resolve-model.ts';
import { resolveServer, type Dialects, type Server } from './resolve-server.ts';
import { checkSettings, resolveWire, type Wire, type Wires } from './resolve-wire.ts';
import { sound, wrong, type Resolved } from './resolved.ts';
import type { TargetRow } from '../rows/target-row.ts';

/** What all targets are resolved against. */
export interface Surroundings {
  readonly draft: Draft;
  readonly dialects: Dialects;
  readonly wires: Wires;
  readonly servers: ReadonlyMap<string, Server | null>;
  readonly quotas: ReadonlyMap<string, QuotaPool>;
  /** What was found of targets, by id, where the configuration names a file of it. */
  readonly probed: Probed;
}

function limitsOf(row: TargetRow, { defaults }: Draft) {
  const traffic = row.traffic ?? defaults.traffic ?? DEFAULT_TRAFFIC;
  return {
    traffic,
    concurrency: row.concurrency ?? defaults.concurrency ?? DEFAULT_CONCURRENCY,
    deadlines: overlay(overlay(DEFAULT_DEADLINES, defaults.deadlines), row.deadlines),
    guards: overlay(overlay(DEFAULT_GUARDS, defaults.guards), row.guards),
    waitReadyMs: row.waitReadyMs ?? defaults.waitReadyMs ?? DEFAULT_WAIT_READY_MS,
    maxRetries: row.maxRetries ?? defaults.maxRetries ?? DEFAULT_MAX_RETRIES[traffic],
  };
}

function checkFallback(row: TargetRow, path: Path, draft: Draft): readonly ProblemAt[] {
  const { models } = draft.known;
  if (row.fallback === undefined) return [];
  if (models?.includes(row.fallback) === false) {
    return [unknownName([...path, 'fallback'], 'model', row.fallback, models)];
  }
  if (row.fallback !== row.model) return [];
  const mend = 'name another model, or leave fallback out';
  return [problemAt([...path, 'fallback'], "the fallback is the target's own model", { mend })];
}

/** The server of a wire that leaves its row to each server; null where the wire has its own. */
function serverOf(row: TargetRow, path: Path, wire: Wire, around: Surroundings): Resolved<Server | null> {
  const at = [...path, 'server'];
  const isNeeded = wire.traits.capabilities === null;
  if (row.server === undefined) {
    if (!isNeeded) return sound(null);
    const mend = `write server: with one of ${[...around.servers.keys()].join(', ')}, or a row`;
    return wrong(problemAt(at, `the wire ${wire.name} needs a server`, { at: 'key', mend }));
  }
  if (!isNeeded) {
    const message = `the wire ${wire.name} has no servers to choose from`;
    return wrong(problemAt(at, message, { at: 'key', mend: 'leave server out' }));
  }
  const { servers, draft, dialects } = around;
  return resolveServer(row.server, { id: row.id, path }, servers, draft, dialects);
}

/** One target with everything that an adapter and a caller need. Null when an error keeps it from being whole. */
export function resolveTarget(
  row: TargetRow,
  path: Path,
  around: Surroundings,
): Resolved<CatalogTarget | null> {
  const { draft } = around;
  const fallback = checkFallback(row, path, draft);
  const { value: wire, problems } = resolveWire(row, path, around.wires);
  if (wire === null) return wrong(...fallback, ...problems);
  const server = serverOf(row, path, wire, around);
  const credentials = credentialNames(row.credentials);
  const baseUrl = resolveBaseUrl(row, path, wire, server.value?.dialect ?? null);
  const base = wire.traits.capabilities ?? server.value?.dialect.capabilities ?? null;
  const hosts = server.value?.hosts ?? [row.provider];
  const resolved = base === null ? checkModelName(row, path, draft) : resolveModel(row, path, hosts, draft);
  const headers = resolveHeaders(row.headers, path);
  const quota = around.quotas.get(row.quota?.pool ?? row.id);
  const found = [
    ...fallback,
    ...server.problems,
    ...checkSettings(row, path, wire),
    ...checkCredentials(credentials, path, wire),
    ...headers.problems,
    ...baseUrl.problems,
    ...resolved.problems,
  ];
  if (base === null || resolved.value === null || baseUrl.value === null || quota === undefined) {
    return wrong(...found);
  }
  return applyProbe(
    {
      id: row.id,
      provider: row.provider,
      wire: wire.name,
      server: server.value?.name ?? null,
      dialect: server.value?.dialect ?? null,
      region: row.region ?? null,
      baseUrl: baseUrl.value,
      model: resolved.value.model,
      capabilities: resolved.value.refine(base),
      credentials,
      headers: headers.value,
      settings: row.settings ?? {},
      quota,
      ...limitsOf(row, draft),
      fallback: row.fallback ?? null,
      probed: null,
    },
    path,
    around.probed.get(row.id) ?? null,
    found,
  );
}

/** All that can be told of a model where the host is not known. */
function checkModelName(row: TargetRow, path: Path, draft: Draft): Resolved<null> {
  const { models } = draft.known;
  if (models?.includes(row.model) !== false) return sound(null);
  return wrong(unknownName([...path, 'model'], 'model', row.model, models));
}
