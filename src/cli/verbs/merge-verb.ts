import { Option, type Command } from '@commander-js/extra-typings';
import { CONFIG_FILE } from '../../config/defaults.ts';
import { REPORTER_NAMES } from '../../contract/runs/report.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';

export const merge = (program: Command) =>
  program
    .command('merge')
    .argument('<folder...>', 'folders of shards, or folders that hold them, or their ids')
    .description('Put the shards of a run together: the run that one process would have made. Calls nothing.')
    .option('--out <folder>', 'where the run goes, and where ids are looked for', RUNS_FOLDER)
    .option('--config <path>', 'configuration file, as the shards had it', CONFIG_FILE)
    .option('--faults <file>', 'the faults that were planted in the shards (YAML or JSON)')
    .addOption(
      new Option('--reporter <name...>', 'reports to write beside the run')
        .choices(REPORTER_NAMES)
        .default([], 'none'),
    )
    .option('--json', 'print the result as JSON');

export type MergeFlags = ReturnType<ReturnType<typeof merge>['opts']>;
