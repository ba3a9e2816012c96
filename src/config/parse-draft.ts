import type { z } from 'zod';
import { configSchema, LISTED_SECTIONS, NAMED_SECTIONS, type Config } from './config-schema.ts';
import type { MigrationRow, PolicyRow } from './migration-row.ts';
import type { ModelRow } from './model-row.ts';
import type { ServerRow } from './server-row.ts';
import type { TargetRow } from './target-row.ts';

/** Rows by name. Null is a row that has problems of its own: its name is known, its content is not. */
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
}

function read<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

function section(raw: unknown, name: string): unknown {
  if (typeof raw !== 'object' || raw === null) return undefined;
  return Object.getOwnPropertyDescriptor(raw, name)?.value;
}

function named<T>(schema: z.ZodType<T>, raw: unknown): Named<T> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return new Map();
  return new Map(Object.entries(raw).map(([name, row]) => [name, read(schema, row)]));
}

function list(raw: unknown): readonly unknown[] {
  return Array.isArray(raw) ? raw : [];
}

function idOf(row: unknown): string | null {
  const id = section(row, 'id');
  return typeof id === 'string' ? id : null;
}

/** Never throws; the whole schema's issues are told apart from it. */
export function parseDraft(raw: unknown): {
  readonly draft: Draft;
  readonly issues: readonly z.core.$ZodIssue[];
} {
  const whole = configSchema.safeParse(raw);
  const { source, suites, defaults, network, budgets } = configSchema.shape;
  const targets = list(section(raw, 'targets'));
  const draft: Draft = {
    source: read(source, section(raw, 'source')),
    suites: read(suites, section(raw, 'suites')),
    defaults: read(defaults, section(raw, 'defaults')) ?? {},
    network: read(network, section(raw, 'network')) ?? { proxy: null, caFile: null },
    budgets: read(budgets, section(raw, 'budgets')) ?? {},
    models: named(NAMED_SECTIONS.models, section(raw, 'models')),
    servers: named(NAMED_SECTIONS.servers, section(raw, 'servers')),
    policies: named(NAMED_SECTIONS.policies, section(raw, 'policies')),
    targets: targets.map((row) => read(LISTED_SECTIONS.targets, row)),
    targetIds: targets.map(idOf),
    migrations: list(section(raw, 'migrations')).map((row) => read(LISTED_SECTIONS.migrations, row)),
  };
  return { draft, issues: whole.success ? [] : whole.error.issues };
}
