import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Path } from '../files/path.ts';
import { nearest } from '../files/suggest.ts';
import { isRecord } from '../json/read.ts';
import { configSchema, type Config } from './rows/config-schema.ts';
import { judgeSchema, type JudgeRow } from './rows/judge-row.ts';
import { migrationSchema, policySchema, type MigrationRow, type PolicyRow } from './rows/migration-row.ts';
import { modelSchema, type ModelRow } from './rows/model-row.ts';
import { monitorSchema, type MonitorRow } from './rows/monitor-row.ts';
import { priceSchema, type PriceRow } from './rows/price-row.ts';
import { READ_ONCE } from '../contract/read-once.ts';
import { serverSchema, targetSchema, type ServerRow, type TargetRow } from './rows/target-row.ts';

/** Rows by name. Null is a row that cannot be read: its name is known, its content is not. */
type Named<T> = ReadonlyMap<string, T | null>;

/** What may be referred to. Null is a list that cannot be read whole: a name outside it may be there all the same. */
interface KnownNames {
  readonly models: readonly string[] | null;
  readonly servers: readonly string[] | null;
  readonly policies: readonly string[] | null;
  readonly targets: readonly string[] | null;
}

/** What could be read of a configuration, row by row, so that a wrong row does not hide another's problems. */
export interface Draft {
  readonly source: Config['source'] | null;
  readonly suites: readonly string[] | null;
  readonly defaults: Config['defaults'];
  readonly network: Config['network'];
  readonly budgets: Config['budgets'];
  readonly models: Named<ModelRow>;
  readonly servers: Named<ServerRow>;
  readonly policies: Named<PolicyRow>;
  readonly targets: readonly (TargetRow | null)[];
  /** Ids of all targets, in order; null where none can be read. */
  readonly targetIds: readonly (string | null)[];
  readonly judge: JudgeRow | null;
  readonly migrations: readonly (MigrationRow | null)[];
  readonly monitors: readonly (MonitorRow | null)[];
  readonly prices: readonly (PriceRow | null)[];
  readonly known: KnownNames;
  readonly migrationIds: readonly (string | null)[];
  readonly monitorIds: readonly (string | null)[];
}

interface Parsed {
  readonly draft: Draft;
  readonly issues: readonly z.core.$ZodIssue[];
  /** Places whose content is a stand-in: problems there are not the writer's. */
  readonly broken: readonly Path[];
}

const TARGET_STAND_IN = { id: '0', provider: '', model: '', credentials: 'none' };
const MONITOR_STAND_IN = { id: '0' };
const MIGRATION_STAND_IN = { id: '0', baseline: '', candidate: '', policy: '' };
const PRICE_STAND_IN = {
  currency: 'USD',
  input: 0,
  output: 0,
  source: 'https://example.com',
  retrieved: '2026-01-01',
};
const JUDGE_STAND_IN = { target: '', labels: '0.jsonl' };
const MODEL_STAND_IN = { modalities: ['text'], contextTokens: null, maxOutputTokens: null };

function read<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const parsed = schema.safeParse(value, READ_ONCE);
  return parsed.success ? parsed.data : null;
}

function section(raw: unknown, name: string): unknown {
  if (typeof raw !== 'object' || raw === null) return undefined;
  return Object.getOwnPropertyDescriptor(raw, name)?.value;
}

/** Whether a section that is not there stands in the file under a misspelt key. */
function isMisspelt(raw: unknown, name: string): boolean {
  const unknown = entries(raw).filter(([key]) => !Object.hasOwn(configSchema.shape, key));
  return unknown.some(([key]) => nearest(key, [name]) !== null);
}

function namesIn(raw: unknown, name: string): readonly string[] | null {
  const rows = section(raw, name);
  if (isRecord(rows)) return Object.keys(rows);
  return rows === undefined && !isMisspelt(raw, name) ? [] : null;
}

function list(raw: unknown): readonly unknown[] {
  return Array.isArray(raw) ? raw : [];
}

function entries(raw: unknown): readonly (readonly [string, unknown])[] {
  return isRecord(raw) ? Object.entries(raw) : [];
}

function idOf(row: unknown): string | null {
  const id = section(row, 'id');
  return typeof id === 'string' ? id : null;
}

/** A row with its unreadable keys replaced, and the names of those. */
interface Salvaged<T> {
  readonly row: T;
  readonly broken: readonly string[];
}

/**
 * Reads a row so that one wrong key does not hide what is wrong between rows: wrong and unknown keys are left out, and
 * required ones take their value from `placeholders`. Null when that is no row either.
 */
function salvageRow<T>(
  schema: z.ZodType<T>,
  raw: unknown,
  placeholders: Readonly<Record<string, unknown>>,
): Salvaged<T> | null {
  const whole = schema.safeParse(raw, READ_ONCE);
  if (whole.success) return { row: whole.data, broken: [] };
  if (!isRecord(raw)) return null;
  const { issues } = whole.error;
  const unknown = new Set(
    issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
    ),
  );
  const broken = new Set(issues.flatMap((issue) => issue.path.slice(0, 1).map(String)));
  const kept = Object.entries(raw).filter(([key]) => !unknown.has(key) && !broken.has(key));
  const patched = schema.safeParse({ ...placeholders, ...Object.fromEntries(kept) });
  return patched.success ? { row: patched.data, broken: [...broken] } : null;
}

/** Never throws. */
export function parseDraft(raw: unknown): Parsed {
  const whole = configSchema.safeParse(raw, READ_ONCE);
  const broken: Path[] = [];
  const salvage = <T>(
    schema: z.ZodType<T>,
    row: unknown,
    standIn: Record<string, unknown>,
    path: Path,
  ): T | null => {
    const salvaged = salvageRow(schema, row, standIn);
    broken.push(...(salvaged?.broken ?? []).map((key) => [...path, key]));
    return salvaged?.row ?? null;
  };
  const { source, suites, defaults, network, budgets } = configSchema.shape;
  const targets = list(section(raw, 'targets'));
  const migrations = list(section(raw, 'migrations'));
  const monitors = list(section(raw, 'monitors'));
  const targetIds = targets.map(idOf);
  const readIds = targetIds.filter((id) => id !== null);
  const draft: Draft = {
    source: read(source, section(raw, 'source')),
    suites: read(suites, section(raw, 'suites')),
    defaults: read(defaults, section(raw, 'defaults')) ?? {},
    network: read(network, section(raw, 'network')) ?? { proxy: null, caFile: null },
    budgets: read(budgets, section(raw, 'budgets')) ?? {},
    models: new Map(
      entries(section(raw, 'models')).map(([name, row]) => [
        name,
        salvage(modelSchema, row, MODEL_STAND_IN, ['models', name]),
      ]),
    ),
    servers: new Map(entries(section(raw, 'servers')).map(([name, row]) => [name, read(serverSchema, row)])),
    policies: new Map(
      entries(section(raw, 'policies')).map(([name, row]) => [name, read(policySchema, row)]),
    ),
    targets: targets.map((row, index) => salvage(targetSchema, row, TARGET_STAND_IN, ['targets', index])),
    targetIds,
    judge: salvage(judgeSchema, section(raw, 'judge'), JUDGE_STAND_IN, ['judge']),
    migrations: migrations.map((row, index) =>
      salvage(migrationSchema, row, MIGRATION_STAND_IN, ['migrations', index]),
    ),
    monitors: monitors.map((row, index) =>
      salvage(monitorSchema, row, MONITOR_STAND_IN, ['monitors', index]),
    ),
    prices: list(section(raw, 'prices')).map((row, index) =>
      salvage(priceSchema, row, PRICE_STAND_IN, ['prices', index]),
    ),
    migrationIds: migrations.map(idOf),
    monitorIds: monitors.map(idOf),
    known: {
      models: section(raw, 'models') === undefined ? null : namesIn(raw, 'models'),
      servers: namesIn(raw, 'servers'),
      policies: namesIn(raw, 'policies'),
      targets: readIds.length === 0 || readIds.length < targetIds.length ? null : readIds,
    },
  };
  const issues = whole.success ? [] : whole.error.issues;
  return { draft, issues: [...issues, ...unread(raw, []).filter((issue) => !isTold(issue, issues))], broken };
}

/** Maps of names are read without this one, which is none of them. */
const NO_NAME = '__proto__';

function isTold({ path }: z.core.$ZodIssue, issues: readonly z.core.$ZodIssue[]): boolean {
  return issues.some(
    (other) =>
      other.code === 'unrecognized_keys' &&
      other.keys.includes(NO_NAME) &&
      isDeepStrictEqual([...other.path, NO_NAME], path),
  );
}

function unread(raw: unknown, path: (string | number)[]): readonly z.core.$ZodIssue[] {
  if (Array.isArray(raw)) return raw.flatMap((each, index) => unread(each, [...path, index]));
  return entries(raw).flatMap(([key, value]) =>
    key === NO_NAME
      ? [{ code: 'custom', path: [...path, NO_NAME], message: 'must have another name', input: value }]
      : unread(value, [...path, key]),
  );
}
