import type { z } from 'zod';
import { isRecord } from '../../json/read.ts';
import type { Path } from '../problems/complaint.ts';
import { configSchema, type Config } from '../rows/config-schema.ts';
import { migrationSchema, policySchema, type MigrationRow, type PolicyRow } from '../rows/migration-row.ts';
import { modelSchema, type ModelRow } from '../rows/model-row.ts';
import { salvageRow } from './salvage-row.ts';
import { serverSchema, type ServerRow } from '../rows/server-row.ts';
import { targetSchema, type TargetRow } from '../rows/target-row.ts';

/** Rows by name. Null is a row that cannot be read: its name is known, its content is not. */
export type Named<T> = ReadonlyMap<string, T | null>;

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
  readonly migrations: readonly (MigrationRow | null)[];
  readonly migrationIds: readonly (string | null)[];
}

interface Parsed {
  readonly draft: Draft;
  readonly issues: readonly z.core.$ZodIssue[];
  /** Places whose content is a stand-in: what is said about them is not the writer's fault. */
  readonly broken: readonly Path[];
}

const TARGET_STAND_IN = { id: '0', provider: '', model: '', credentials: 'none' };
const MIGRATION_STAND_IN = { id: '0', baseline: '', candidate: '', policy: '' };
const MODEL_STAND_IN = { modalities: ['text'], contextTokens: null, maxOutputTokens: null };

function read<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

function section(raw: unknown, name: string): unknown {
  if (typeof raw !== 'object' || raw === null) return undefined;
  return Object.getOwnPropertyDescriptor(raw, name)?.value;
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

/** Never throws. */
export function parseDraft(raw: unknown): Parsed {
  const whole = configSchema.safeParse(raw);
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
    targetIds: targets.map(idOf),
    migrations: migrations.map((row, index) =>
      salvage(migrationSchema, row, MIGRATION_STAND_IN, ['migrations', index]),
    ),
    migrationIds: migrations.map(idOf),
  };
  return { draft, issues: whole.success ? [] : whole.error.issues, broken };
}
