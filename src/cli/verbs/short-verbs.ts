import { Argument, Option, type Command } from '@commander-js/extra-typings';
import { CONFIG_FILE, USUAL_BASELINE } from '../../config/defaults.ts';
import { MODES } from '../../contract/exchanges/mode.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';
import { ENDINGS } from '../../suites/goldens/endings.ts';
import { collect, names, noneOrMore, port, positive, seed, source, whole } from './parsers.ts';

export const config = new Option('--config <path>', 'configuration file').default(CONFIG_FILE);

const oneMode = new Option('--mode <mode>', 'the mode whose answers are looked at (default: send)').choices(
  MODES,
);

// A declaration gives a verb's parser, its help and the type of its flags. What it runs is loaded when it runs, so that
// --help loads nothing of it.

export const show = (program: Command) =>
  program
    .command('show')
    .argument(
      '[exchange-id]',
      'as reports name it: target/prompt/mode/repetition; or a row of a probe: target/row',
    )
    .description('Show one exchange whole: what was asked, sent, received, and held against it.')
    .option('--failed', 'list what failed or errored in the run, and show the first of it')
    .option('--limit <n>', 'how many --failed shows whole (default: 3)', positive)
    .option('--run <run>', 'the run: its id or folder (default: the newest)')
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .addOption(config)
    .option('--curl', 'print the request as a curl command')
    .option('--json', 'print everything as JSON');

export const classify = (program: Command) =>
  program
    .command('classify')
    .argument('<file>', 'errors as JSON Lines; - reads stdin')
    .description('Say what kind of error each line is: one JSON line for each line read.')
    .option('--explain', 'add the rule that decided, and what stood second')
    .option('--suggest', 'add the phrase to add, where no rule knew the words')
    .option('--json', 'changes nothing: the output is JSON Lines');

export const decode = (program: Command) =>
  program
    .command('decode')
    .argument('<file>', 'recorded responses as JSON Lines; - reads stdin')
    .description('Say what the adapters make of recorded responses: one JSON line for each line read.')
    .option('--json', 'changes nothing: the output is JSON Lines');

export const fuzz = (program: Command) =>
  program
    .command('fuzz')
    .description('Break every wire in every way, in memory, and look for an answer or an error that lies.')
    .option('--wire <names>', 'only these wires or servers, by comma', names)
    .option('--runs <n>', 'cases for each property (default: 300; against a gateway 60)', positive)
    .option('--seed <n>', 'seed of the cases (default: a new one, which is printed)', seed)
    .option('--path <property:path>', 'one counterexample again, with the seed that was printed with it')
    .option('--time-budget <seconds>', 'stop after this time', positive)
    .option('--against <url>', 'base URL of your own OpenAI-compatible gateway: its answers are judged')
    .option('--upstream-port <n>', 'where the simulator listens as the upstream of --against', port, 0)
    .option('--model <name>', 'the model to ask the gateway for')
    .option('--api-key-env <name>', "the environment variable that holds the gateway's key")
    .addOption(
      new Option('--header <header>', "one that the gateway wants: 'Name: value' or 'Name: $ENV'")
        .argParser(collect)
        .default([], 'none'),
    )
    .option('--json', 'print the report as JSON');

export const simulate = (program: Command) =>
  program
    .command('simulate')
    .description("Serve the simulator for your own client: every target's wire, with test credentials.")
    .addOption(config)
    .option('--port <n>', 'port on loopback; 0 takes a free one', port, 0)
    .option('--seed <n>', 'seed of ids, chunking and delays', whole, 1)
    .option('--faults <file>', 'plant these faults (YAML or JSON)')
    .option('--snippets <target>', 'print ready code for each client of this target')
    .option('--json', 'print the addresses as JSON');

export const validateConfig = (program: Command) =>
  program
    .command('validate')
    .description('Check the configuration and every suite and golden that it names.')
    .addOption(config)
    .option('--json', 'print the result as JSON');

export const printConfig = (program: Command) =>
  program
    .command('print')
    .description('Print what the configuration comes to. Secrets are never in it, only names of variables.')
    .addOption(config)
    .option('--json', 'print it as JSON');

export const printSchema = (program: Command) =>
  program
    .command('schema')
    .description('Print the JSON Schema of a file that people write, for editors, or of JSON that we write.')
    .addArgument(
      new Argument('[format]', 'which one')
        .choices([
          'config',
          'suite',
          'golden',
          'labels',
          'faults',
          'response',
          'routes',
          'route-tests',
          'workload',
          'summary',
          'verify',
          'gate',
          'compare',
          'monitor',
          'cost',
          'bench',
          'capacity',
          'init',
          'doctor',
          'report',
          'config-validate',
          'gate-plan',
          'golden-list',
          'contract-infer',
          'runs-list',
          'runs-pack',
          'runs-prune',
          'history-list',
          'history-show',
          'history-trend',
          'history-rebuild',
          'show',
          'record',
          'classify',
          'decode',
          'fuzz',
          'shadow',
          'simulate',
          'worker',
          'config-print',
          'gate-serve',
          'gate-calibrate',
          'golden-diff',
          'golden-approve',
          'golden-strength',
          'golden-judge',
          'rollout-start',
          'rollout-status',
          'rollout-record',
          'rollout-advance',
          'rollout-hold',
          'rollout-rollback',
          'rollout-drill',
          'rollout-export',
          'route-explain',
          'route-test',
          'route-diff',
          'verify-dry-run',
          'bench-dry-run',
          'probe-dry-run',
          'problems',
          'probe',
          'capabilities',
        ] as const)
        .default('config'),
    )
    .option('--json', 'changes nothing: a schema is JSON');

const reason = new Option('--reason <text>', 'why the answers are right; it is kept with them');
const by = new Option('--by <name>', "who answers for them (default: git's user)");

export const listGoldens = (program: Command) =>
  program
    .command('list')
    .description('List what is approved, prompt by prompt, and what is missing, stale or obsolete.')
    .addOption(config)
    .option('--baseline <name>', 'which goldens: reference, or those of a target', USUAL_BASELINE)
    .option('--json', 'print them as JSON');

export const diffGoldens = (program: Command) =>
  program
    .command('diff')
    .argument('[target]', 'only the answers of this target')
    .description('Hold the answers of a run against the goldens; exits 1 where they differ.')
    .option('--run <run>', 'the run: its id or folder (default: the newest)')
    .option('--prompt <id...>', 'only these prompts')
    .addOption(oneMode)
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .addOption(config)
    .option('--json', 'print every difference as JSON');

export const approveGoldens = (program: Command) =>
  program
    .command('approve')
    .argument('[run]', 'the run whose answers are right: its id or folder (default: the newest)')
    .description('Make answers of a finished run the goldens of their prompts. Nothing else does.')
    .addOption(reason)
    .addOption(by)
    .option('--prompt <id...>', 'only these prompts, and replace the goldens that they have')
    .option('--target <id>', 'the target whose answers are right, where targets differ')
    .option('--repetition <n>', 'the repetition whose answers are right, where they differ', positive)
    .addOption(oneMode)
    .option('--all', 'replace the goldens that there are, too')
    .addOption(
      new Option(
        '--expect <ending>',
        'approve answers that were cut, filtered or refused so; with --prompt',
      ).choices(ENDINGS),
    )
    .option('--allow-synthetic', "let a simulator's answers replace goldens that are none")
    .option('--written', 'approve the goldens as they stand in their files, not those of a run')
    .option('--to <baseline>', 'where they go (default: what the run was compared with)')
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .addOption(config)
    .option('--json', 'print what was approved as JSON');

export const judgeLabels = (program: Command) =>
  program
    .command('judge')
    .description('Measure how far the judge model agrees with answers that people labelled.')
    .addOption(config)
    .option('--source <source>', 'whom to ask: simulate or live (default: as configured)', source)
    .option('--seed <n>', 'seed of the simulator', whole, 1)
    .option('--faults <file>', 'plant these faults in the simulator (YAML or JSON)')
    .option('--json', 'print the result as JSON');

export const listRuns = (program: Command) =>
  program
    .command('list')
    .description('List the runs that are kept, the newest first.')
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .option('--json', 'print them as JSON');

export const pruneRuns = (program: Command) =>
  program
    .command('prune')
    .description('Remove old runs. One that is being written stays, and so does what is no run.')
    .option('--keep <n>', 'leave so many of the newest', noneOrMore)
    .option('--older-than <days>', 'remove what began longer ago than this', noneOrMore)
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .option('--dry-run', 'say what would be removed; remove nothing')
    .option('--json', 'print what was removed as JSON');

export const packRuns = (program: Command) =>
  program
    .command('pack')
    .argument('[run...]', 'ids or folders (default: every sealed run)')
    .description('Compress the lines of sealed runs; whatever reads a run reads a packed one as it is.')
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .option('--json', 'print what was packed as JSON');

type Declared = (program: Command) => { opts(): unknown; processedArgs: unknown };
type Flags<V extends Declared> = ReturnType<ReturnType<V>['opts']>;

export type ShowFlags = Flags<typeof show>;
export type ClassifyFlags = Flags<typeof classify>;
export type FuzzFlags = Flags<typeof fuzz>;
export type SimulateFlags = Flags<typeof simulate>;
export type ListGoldensFlags = Flags<typeof listGoldens>;
export type DiffGoldensFlags = Flags<typeof diffGoldens>;
export type ApproveGoldensFlags = Flags<typeof approveGoldens>;
export type JudgeLabelsFlags = Flags<typeof judgeLabels>;
export type ListRunsFlags = Flags<typeof listRuns>;
export type PackRunsFlags = Flags<typeof packRuns>;
export type PruneRunsFlags = Flags<typeof pruneRuns>;
export type ConfigFlags = Flags<typeof validateConfig>;
export type SchemaFormat = ReturnType<typeof printSchema>['processedArgs'][0];
