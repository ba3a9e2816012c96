import { Option, type Command } from '@commander-js/extra-typings';
import { CONFIG_FILE } from '../../config/defaults.ts';
import { MONITOR_FILE, RUNS_FOLDER } from '../../store/run/layout.ts';
import { pinned, port } from './parsers.ts';

const config = new Option('--config <path>', 'configuration file').default(CONFIG_FILE);
const migration = new Option('--migration <id>', 'whose rollout (default: the only one)');
const out = new Option('--out <folder>', 'where runs are kept').default(RUNS_FOLDER);
const by = new Option('--by <name>', "who answers for it (default: git's user)");
const synthetic = new Option(
  '--allow-synthetic',
  "take a simulator's answers as if they were real ones; it is printed",
);

/** Each is of one migration. */
const verbOf = (rollout: Command, name: string, description: string) =>
  rollout.command(name).description(description).addOption(migration);

export const startRollout = (rollout: Command) =>
  verbOf(rollout, 'start', 'Begin the ledger of a migration. No traffic moves.')
    .addOption(by)
    .addOption(config)
    .option('--json', 'print where it stands as JSON');

export const showRollout = (rollout: Command) =>
  verbOf(rollout, 'status', 'Say where traffic stands, since when, and what it waits for.')
    .option('--client <key>', 'say which side serves this client')
    .addOption(config)
    .option('--json', 'print where it stands as JSON');

export const recordWindows = (rollout: Command) =>
  verbOf(
    rollout,
    'record',
    'Add what a run of the monitor shows to the ledger, and bring traffic back where it shows an incident or a slower p95: then 1.',
  )
    .option('--run <run>', 'its id or folder (default: the newest)')
    .addOption(
      new Option(
        '--monitor [file]',
        `every probe of this step that the monitor keeps and the ledger has not (default file: that of the only monitor of the configuration, else ${MONITOR_FILE} beside the runs)`,
      ).conflicts('run'),
    )
    .addOption(by)
    .addOption(synthetic)
    .addOption(out)
    .addOption(config)
    .option('--json', 'print what was recorded as JSON');

export const advanceRollout = (rollout: Command) =>
  verbOf(
    rollout,
    'advance',
    'Move traffic a step further where the gate of its step is open: open 0, closed 1, inconclusive 3.',
  )
    .option('--baseline <side>', "its evidence: [RUN/]TARGET (default: the newest run's)")
    .option('--candidate <side>', "the other side's: [RUN/]TARGET (default: the newest run's)")
    .addOption(
      new Option('--evidence-root <sha256>', 'the root of each run that may be judged; any other is refused')
        .argParser(pinned)
        .default([], 'any run'),
    )
    .addOption(by)
    .addOption(synthetic)
    .addOption(out)
    .addOption(config)
    .option('--json', 'print the decision, and where traffic stands, as JSON');

export const holdRollout = (rollout: Command) =>
  verbOf(rollout, 'hold', 'Keep traffic from moving on until it is released. A rollback goes all the same.')
    .option('--release', 'let it move on again')
    .option('--reason <text>', 'why; whoever reads the ledger later asks')
    .addOption(by)
    .addOption(config)
    .option('--json', 'print where it stands as JSON');

export const rollBack = (rollout: Command) =>
  verbOf(rollout, 'rollback', 'Bring all traffic back to the baseline, wherever it stands. Nothing is asked.')
    .option('--reason <text>', 'why; whoever reads the ledger later asks')
    .addOption(by)
    .addOption(config)
    .option('--json', 'print what was written as JSON');

export const drillRollout = (rollout: Command) =>
  verbOf(
    rollout,
    'drill',
    'Prove the way back: write a smoke run of the old target into the ledger. It passed 0, else 1 or 3.',
  )
    .option('--run <run>', 'its id or folder (default: the newest)')
    .addOption(by)
    .addOption(synthetic)
    .addOption(out)
    .addOption(config)
    .option('--json', 'print what was written as JSON');

export const exportRollout = (rollout: Command) =>
  verbOf(rollout, 'export', 'Print the step as the route of a gateway, or as rows that any router reads.')
    .addOption(
      new Option('--as <form>', 'what is printed')
        .choices(['http-route', 'envoy', 'istio', 'litellm', 'portkey', 'rows'] as const)
        .default('http-route' as const),
    )
    .option('--gateway <name>', 'the gateway that the route belongs to', 'llama')
    .option('--namespace <name>', 'the namespace of the route', 'default')
    .option('--sink <service>', 'the service of a shadow sink, to mirror to (default: the candidate)')
    .option('--port <n>', 'the port of the services, which are named after their targets', port, 80)
    .addOption(config)
    .option('--json', 'print it as JSON (default: YAML)');

type Flags<V extends (rollout: Command) => { opts(): unknown }> = ReturnType<ReturnType<V>['opts']>;

export type StartFlags = Flags<typeof startRollout>;
export type StatusFlags = Flags<typeof showRollout>;
export type RecordWindowsFlags = Flags<typeof recordWindows>;
export type AdvanceFlags = Flags<typeof advanceRollout>;
export type HoldFlags = Flags<typeof holdRollout>;
export type RollBackFlags = Flags<typeof rollBack>;
export type DrillFlags = Flags<typeof drillRollout>;
export type ExportFlags = Flags<typeof exportRollout>;
