import type { Command } from '@commander-js/extra-typings';
import { RUNS_FOLDER } from '../../store/run/layout.ts';
import { config } from './short-verbs.ts';

export const inferContract = (program: Command) =>
  program
    .command('infer')
    .argument('<side>', 'whose answers: [RUN/]TARGET, of the newest run when none is named')
    .description('Infer the JSON Schema that all recorded answers of a side keep. Calls nothing.')
    .addOption(config)
    .option('-o, --output <file>', 'write the schema there (default: print it)')
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .option('--json', 'print the schema, and what it was inferred from, as JSON');

export type InferContractFlags = ReturnType<ReturnType<typeof inferContract>['opts']>;
