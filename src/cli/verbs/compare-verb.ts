import { Option, type Command } from '@commander-js/extra-typings';
import { CONFIG_FILE } from '../../config/defaults.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';
import { source, whole } from './parsers.ts';

export const compare = (program: Command) =>
  program
    .command('compare')
    .argument('[baseline]', 'the side that is compared with: [RUN/]TARGET')
    .argument('[candidate]', 'the side that is judged: [RUN/]TARGET')
    .description(
      'Hold the answers of two sides against each other: recorded ones, or with --triples fresh ones.',
    )
    .option('--config <path>', 'configuration file', CONFIG_FILE)
    .option(
      '--triples',
      'ask first: the baseline twice and the candidate once, in turn, so that noise is known',
    )
    .addOption(
      new Option(
        '--again',
        'ask again, on both sides, the prompts of recorded ones that show a break, and say what is confirmed',
      ).conflicts('triples'),
    )
    .option('--suite <name...>', 'with --triples: only these suites')
    .option('--tag <tag...>', 'with --triples: only prompts with one of these tags')
    .option(
      '--source <source>',
      'with --triples: whom to ask, simulate or live (default: as configured)',
      source,
    )
    .option('--seed <n>', 'with --triples: of the order, and of the simulator', whole, 1)
    .option(
      '--faults <file>',
      'with --triples or --again: plant these faults in the simulator (YAML or JSON)',
    )
    .option('--resume <run>', 'with --triples or --again: go on with a run: its id or folder')
    .option('--migration <id>', 'its baseline, candidate, suites and consumers (default: the only one)')
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .option('--json', 'print everything as JSON');

export type CompareFlags = ReturnType<ReturnType<typeof compare>['opts']>;
