import { InvalidArgumentError, Option, type Command } from '@commander-js/extra-typings';
import { CONFIG_FILE } from '../../config/defaults.ts';
import { RATE_BOUNDS } from '../../contract/load/load-bounds.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';
import { concurrency, factor, positive, source, whole } from './parsers.ts';

const { least, most } = RATE_BOUNDS;

/** Requests a second, and those before it. */
function rates(text: string, before: readonly number[] | undefined): readonly number[] {
  const value = /^\d{1,4}(?:\.\d{1,4})?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return [...(before ?? []), value];
  throw new InvalidArgumentError(`It must be requests a second, ${least} to ${most}.`);
}

function clients(text: string, before: readonly number[] | undefined): readonly number[] {
  return [...(before ?? []), concurrency(text)];
}

function caps(text: string, before: readonly number[] | undefined): readonly number[] {
  return [...(before ?? []), positive(text)];
}

export const bench = (program: Command) =>
  program
    .command('bench')
    .description('Put targets under load and measure what they carry, with a certificate for each figure.')
    .option('--config <path>', 'configuration file', CONFIG_FILE)
    .optionsGroup('What is asked:')
    .option('--target <id...>', 'only these targets')
    .option('--workload <file>', 'what load is made of (YAML or JSON; default: every prompt, 1 a second)')
    .option('--rate <n...>', 'requests a second, whatever the answers do; several are a sweep', rates)
    .addOption(
      new Option(
        '--clients <n...>',
        'closed loop: so many clients that wait; hides what a stall costs others',
      )
        .argParser(clients)
        .conflicts(['rate', 'findCapacity']),
    )
    .option('--output-cap <n...>', 'output tokens of each answer at most; several are a sweep', caps)
    .option('--seconds <n>', 'how long a stage is measured', factor)
    .option('--find-capacity', 'look for the rate at which 95% of requests are still in time')
    .optionsGroup('How it is asked:')
    .option('--source <source>', 'whom to ask: simulate or live (default: as configured)', source)
    .option('--max-requests <n>', 'refuse a schedule of more, and end a search there', positive, 5_000)
    .option(
      '--max-tokens <n>',
      'end a run there, and refuse one that may need more (default: budgets.maxTotalTokens)',
      positive,
    )
    .addOption(
      new Option(
        '--from <folder>',
        'compute the figures of a load run anew from its samples; calls nothing',
      ).conflicts([
        'target',
        'workload',
        'rate',
        'clients',
        'outputCap',
        'seconds',
        'findCapacity',
        'source',
        'maxRequests',
        'maxTokens',
        'seed',
        'faults',
        'dryRun',
      ]),
    )
    .option('--seed <n>', 'seed of the schedule and of the simulator (default: as in the workload)', whole)
    .option('--faults <file>', 'plant these faults in the simulator (YAML or JSON)')
    .option('--dry-run', 'print requests, tokens and their price; call nothing')
    .optionsGroup('What becomes of it:')
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .option('--json', 'print the result as JSON');

export type BenchFlags = ReturnType<ReturnType<typeof bench>['opts']>;
