import { dirname } from 'node:path';
import type { Catalog } from '../../config/catalog.ts';
import type { Ledger, LedgerEntry, Moment } from '../../contract/rollout/ledger.ts';
import type { Migration, Policy } from '../../contract/gates/migration.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { RolloutState } from '../../contract/rollout/rollout.ts';
import type { Uptime } from '../../contract/world.ts';
import { quoteShell } from '../../reports/exchange/quote-shell.ts';
import { rolloutState } from '../../rollout/rollout-state.ts';
import type { LedgerWorld } from '../../store/ledger/change-ledger.ts';
import { ledgerFile } from '../../store/ledger/ledger-file.ts';
import { checkConfig } from './check-config.ts';
import { choosePolicy } from './choose-policy.ts';
import { chooseMigration } from './choose-sides.ts';
import { whereFlags, type Where } from './name-run.ts';
import type { RunWorld } from '../run-world.ts';

export interface RolloutOptions extends Where {
  /** Null is the only one of the configuration. */
  readonly migration: string | null;
  /** Who answers for what is written. */
  readonly by: string;
}

export interface RolloutWorld extends Pick<RunWorld, 'clock' | 'processes' | 'judgeApart'> {
  readonly uptime: Uptime;
}

/** A migration whose ledger is read or written, and what it keeps to. */
export interface OpenRollout {
  readonly root: string;
  readonly catalog: Catalog;
  readonly migration: Migration;
  readonly policy: Policy;
}

const PURPOSE = { what: 'whose rollout is meant', named: 'write a migration into the configuration', or: '' };

/** Throws InputError where the migration is not determined, or its policy is not there. */
export async function openRollout({ config, migration: wanted }: RolloutOptions): Promise<OpenRollout> {
  const { catalog } = await checkConfig(config);
  const migration = chooseMigration(catalog.migrations, wanted, PURPOSE);
  return { root: dirname(config), catalog, migration, policy: choosePolicy(catalog, migration.policy) };
}

export function momentOf({ clock, uptime }: Pick<RolloutWorld, 'clock' | 'uptime'>): Moment {
  return { at: new Date(clock.wallMs()).toISOString(), boot: uptime.boot, upMs: uptime.upMs() };
}

export function ledgerWorld(world: RolloutWorld): LedgerWorld {
  return { processes: world.processes, clock: world.clock, moment: () => momentOf(world) };
}

/** The ledger of a rollout. Throws InputError where none was started, or it was started for other targets. */
export function startedLedger(
  ledger: Ledger | null,
  { migration }: Pick<OpenRollout, 'migration'>,
  options: RolloutOptions,
): Ledger {
  const { id, baseline, candidate } = migration;
  if (ledger === null) {
    const message = `no rollout of ${id} was started: there is no ${ledgerFile(id)}`;
    throw new InputError([problem(message, `start it: ${rolloutCommand(['start'], id, options)}`)]);
  }
  const start = startOf(ledger).body;
  if (start.kind === 'start' && (start.baseline !== baseline || start.candidate !== candidate)) {
    const message = `the rollout of ${id} was started from ${start.baseline} to ${start.candidate}, and the configuration moves ${baseline} to ${candidate}`;
    const mend = 'restore the migration, or give the new one an id of its own';
    throw new InputError([{ ...problem(message, mend), file: ledger.file, line: 1 }]);
  }
  return ledger;
}

/** With which a ledger begins: without it there is none. */
export function startOf({ file, entries }: Ledger): LedgerEntry {
  const [start] = entries;
  if (start === undefined) throw new Error(`${file} was read without a line`);
  return start;
}

/** Where it stands now. */
export function stateNow({ policy }: OpenRollout, ledger: Ledger, world: RolloutWorld): RolloutState {
  return rolloutState(policy.rollout, ledger, momentOf(world));
}

/** A command of this verb, as it can be pasted. */
export function rolloutCommand(words: readonly string[], migration: string, where: Where): string {
  const flags = ['--migration', migration, ...whereFlags(where)];
  return ['npx', 'llama-contract', 'rollout', ...words, ...flags].map(quoteShell).join(' ');
}
