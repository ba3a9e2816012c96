import type { Command } from '@commander-js/extra-typings';
import { CONFIG_FILE } from '../../config/defaults.ts';

export const doctor = (program: Command) =>
  program
    .command('doctor')
    .description('Look at what a live run needs: files, credentials by name, endpoints, models, clocks.')
    .option('--config <path>', 'configuration file', CONFIG_FILE)
    .option('--target <id...>', 'only these targets')
    .option('--call', 'ask each target for one token too; without it no token is spent')
    .option('--json', 'print the rows as JSON');

export type DoctorFlags = ReturnType<ReturnType<typeof doctor>['opts']>;
