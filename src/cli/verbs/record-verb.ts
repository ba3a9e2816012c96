import { Option, type Command } from '@commander-js/extra-typings';
import { CONFIG_FILE } from '../../config/defaults.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';
import { concurrency, positive, source, whole } from './parsers.ts';

/** What decides whom and how to ask: a run that is judged anew was asked already. */
export const ASKING = [
  'target',
  'suite',
  'tag',
  'prompt',
  'lastFailed',
  'mode',
  'repeat',
  'concurrency',
  'source',
  'seed',
  'waitReady',
  'bail',
  'faults',
];

export const record = (program: Command) =>
  program
    .command('record')
    .description('Keep what providers answer, byte for byte, for verify --source replay.')
    .option('--config <path>', 'configuration file', CONFIG_FILE)
    .option('--target <id...>', 'only these targets')
    .option('--suite <name...>', 'only these suites')
    .option('--tag <tag...>', 'only prompts with one of these tags')
    .option('--prompt <id...>', 'only these prompts')
    .addOption(
      new Option('--mode <mode>', 'how to ask').choices(['send', 'stream', 'both'] as const).default('both'),
    )
    .option('--repeat <n>', 'how often each prompt is asked', positive, 1)
    .option('--concurrency <n>', 'requests in flight to one target', concurrency)
    .option('--source <source>', 'whom to ask: simulate or live (default: as configured)', source)
    .option('--seed <n>', 'seed of the simulator', whole, 1)
    .option('--resume <run>', 'go on with a run that was cut short: its id or folder')
    .addOption(
      new Option('--from <run>', 'ask nobody: record what a run observed, by its id or folder').conflicts([
        ...ASKING,
        'resume',
      ]),
    )
    .option('--cassettes <folder>', 'where they go (default: fixtures/cassettes)')
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .option('--json', 'print what was recorded as JSON');

export type RecordFlags = ReturnType<ReturnType<typeof record>['opts']>;
