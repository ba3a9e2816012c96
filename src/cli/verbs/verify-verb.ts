import { Option, type Command } from '@commander-js/extra-typings';
import { CONFIG_FILE } from '../../config/defaults.ts';
import { STAGES } from '../../contract/gates/migration.ts';
import { REPORTER_NAMES } from '../../contract/runs/report.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';
import { concurrency, factor, positive, shard, source, whole } from './parsers.ts';
import { ASKING } from './record-verb.ts';
import { REDIS } from './worker-verb.ts';

export const verify = (program: Command) =>
  program
    .command('verify')
    .description('Ask every prompt of every target, judge the answers, keep the evidence.')
    .option('--config <path>', 'configuration file', CONFIG_FILE)
    .optionsGroup('What is asked:')
    .option('--target <id...>', 'only these targets')
    .option('--suite <name...>', 'only these suites')
    .option('--tag <tag...>', 'only prompts with one of these tags')
    .option('--prompt <id...>', 'only these prompts')
    .option('--last-failed', 'only what failed or errored in the newest run, each prompt on its targets')
    .addOption(
      new Option('--mode <mode>', 'how to ask').choices(['send', 'stream', 'both'] as const).default('both'),
    )
    .option('--repeat <n>', 'how often each prompt is asked', positive, 1)
    .option('--shard <i/n>', 'ask only the ith of n parts of the prompts; `merge` puts them together', shard)
    .optionsGroup('How it is asked:')
    .addOption(
      new Option(
        '--workers <redis>',
        `have workers ask it, wherever they are, and follow: ${REDIS}`,
      ).conflicts([
        'shard',
        'concurrency',
        'cassettes',
        'replaySpeed',
        'waitReady',
        'rejudge',
        'judge',
        'stage',
        'dryRun',
      ]),
    )
    .option('--concurrency <n>', 'requests in flight to one target', concurrency)
    .option(
      '--source <source>',
      'where answers come from: simulate, live or replay (default: as configured)',
      source,
    )
    .option(
      '--cassettes <folder>',
      'where the cassettes of --source replay stand (default: fixtures/cassettes)',
    )
    .option(
      '--replay-speed <factor>',
      'replay the recorded delays, so many times faster (default: none)',
      factor,
    )
    .option('--seed <n>', 'seed of the simulator', whole, 1)
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .option(
      '--wait-ready <seconds>',
      'wait for live targets that are still loading, so long at most',
      positive,
    )
    .option('--resume <run>', 'go on with a run: its id or folder')
    .addOption(
      new Option(
        '--rejudge <run>',
        'judge the stored answers of a sealed run anew, into a run of its own; calls nothing',
      ).conflicts([...ASKING, 'shard', 'cassettes', 'replaySpeed', 'resume', 'dryRun']),
    )
    .option('--bail', 'stop at the first exchange that does not pass')
    .option('--dry-run', 'print the matrix, calls and token estimate; call nothing')
    .option('--faults <file>', 'plant these faults in the simulator (YAML or JSON)')
    .optionsGroup('What becomes of it:')
    .addOption(
      new Option('--reporter <name...>', 'reports to write beside the run')
        .choices(REPORTER_NAMES)
        .default([], 'none'),
    )
    .option('--json', 'print the result as JSON')
    .option('--judge', 'then ask the judge of the configuration about texts; it decides nothing')
    .addOption(
      new Option('-u, --update <which>', 'then approve its answers: where no golden is yet, or all').choices([
        'new',
        'all',
      ] as const),
    )
    .option('--reason <text>', 'why the answers are right, for --update')
    .option('--by <name>', "who answers for --update or --underpowered (default: git's user)")
    .optionsGroup('The gate of a stage:')
    .addOption(
      new Option('--stage <stage>', "ask both sides of a migration, and judge this stage's gate by them")
        .choices(STAGES)
        .conflicts([
          'target',
          'prompt',
          'lastFailed',
          'mode',
          'repeat',
          'rejudge',
          'judge',
          'bail',
          'update',
          'reason',
        ]),
    )
    .option(
      '--migration <id>',
      'with --stage: its sides, suites, policy and consumers (default: the only one)',
    )
    .option('--baseline <target>', "with --stage: the side that is compared with (default: the migration's)")
    .option('--candidate <target>', "with --stage: the side that is judged (default: the migration's)")
    .option(
      '--policy <name>',
      "with --stage: a policy of the configuration, or default (default: the migration's)",
    )
    .option('--allow-synthetic', "with --stage: judge a simulator's answers as if they were real ones")
    .option('--underpowered', 'with --stage: ask live targets even where too few prompts can decide it');

export type VerifyFlags = ReturnType<ReturnType<typeof verify>['opts']>;
