import type { Command } from '@commander-js/extra-typings';
import { CONFIG_FILE } from '../../config/defaults.ts';
import { concurrency, positive } from './parsers.ts';

/** How the Redis of a run is named, wherever it is. */
export const REDIS = 'redis://HOST:PORT, or the environment variable that holds it';

export const worker = (program: Command) =>
  program
    .command('worker')
    .argument('<redis>', REDIS)
    .description(
      'Ask cases of runs that `verify --workers` shares, on this machine and with its credentials.',
    )
    .option('--config <path>', 'configuration file, as whoever shares the run has it', CONFIG_FILE)
    .option('--once', 'end when the run that it worked for is over, and do not wait for another')
    .option('--wait <seconds>', 'end when no run came within this time (default: wait for ever)', positive)
    .option('--concurrency <n>', 'requests of this worker in flight to one target', concurrency)
    .option(
      '--wait-ready <seconds>',
      'wait for live targets that are still loading, so long at most',
      positive,
    )
    .option('--json', 'print what was asked as JSON');

export type WorkerFlags = ReturnType<ReturnType<typeof worker>['opts']>;
