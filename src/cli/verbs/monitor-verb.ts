import { Option, type Command } from '@commander-js/extra-typings';
import { CONFIG_FILE } from '../../config/defaults.ts';
import { MONITOR_FILE, MONITORS_FOLDER, RUNS_FOLDER } from '../../store/run/layout.ts';
import { concurrency, percent, positive, source, whole } from './parsers.ts';

export const monitor = (program: Command) =>
  program
    .command('monitor')
    .description(
      'Ask a few prompts on a schedule, and raise an alarm where first attempts go wrong too often, or are missing.',
    )
    .argument(
      '[id]',
      'one of the configuration; flags say what it does otherwise (default: the only one, else what flags say)',
    )
    .option('--config <path>', 'configuration file', CONFIG_FILE)
    .optionsGroup('When:')
    .addOption(new Option('--once', 'ask once and end, for cron and CI').conflicts('status'))
    .option(
      '--every <minutes>',
      'how often it is asked; without --once it stays and does so (default: 60)',
      positive,
    )
    .option('--status', 'ask nothing: say how it stands; with --state it needs no configuration')
    .optionsGroup('What is asked:')
    .option('--target <id...>', 'only these targets')
    .option('--suite <name...>', 'only these suites')
    .option('--tag <tag...>', 'only prompts with one of these tags')
    .option('--prompt <id...>', 'only these prompts')
    .addOption(
      new Option('--mode <mode>', 'how to ask (default: both)').choices(['send', 'stream', 'both'] as const),
    )
    .option('--source <source>', 'whom to ask: simulate or live (default: as configured)', source)
    .option('--concurrency <n>', 'requests in flight to one target', concurrency)
    .option('--seed <n>', 'seed of the simulator', whole, 1)
    .option('--faults <file>', 'plant these faults in the simulator (YAML or JSON)')
    .option(
      '--max-tokens-per-day <n>',
      'let no probe through that may go beyond so many in a day (UTC), all targets together',
      positive,
    )
    .optionsGroup('What becomes of it:')
    .option(
      '--objective <percent>',
      'share of first attempts that are to be good, 94 to 99.99 (default: 99)',
      percent,
    )
    .option(
      '--state <file>',
      `what was seen so far (default: ${MONITORS_FOLDER}/ID.jsonl beside the runs, ${MONITOR_FILE} without an id)`,
    )
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .option('--prometheus <file>', 'write how it stands as text that Prometheus reads')
    .option(
      '--webhook-env <name>',
      'the environment variable that holds a URL: alarms that come and go are posted there',
    )
    .option('--json', 'print how it stands as JSON');

export type MonitorFlags = ReturnType<ReturnType<typeof monitor>['opts']>;
