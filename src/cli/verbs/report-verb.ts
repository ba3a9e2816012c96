import { Option, type Command } from '@commander-js/extra-typings';
import { CONFIG_FILE } from '../../config/defaults.ts';
import { STAGES } from '../../contract/gates/migration.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';

export const report = (program: Command) =>
  program
    .command('report')
    .argument('[run]', 'the run: its id or folder (default: the newest)')
    .description('Write the report of a run: a page to sign, or a form that other tools read.')
    .requiredOption(
      '-o, --output <file...>',
      'where to: .html, .md, .xml (JUnit), .json, .ctrf.json, .txt or .github.txt',
    )
    .addOption(new Option('--stage <stage>', "with .html: the stage's exit criteria too").choices(STAGES))
    .option('--migration <id>', 'with --stage: its sides and policy (default: the only one)')
    .option('--allow-synthetic', "with --stage: judge a simulator's answers as if they were real ones")
    .option('--open', 'open the page in the browser')
    .option('--out <folder>', 'where runs are kept', RUNS_FOLDER)
    .option('--config <path>', 'configuration file', CONFIG_FILE)
    .option('--json', 'print what was written as JSON');

export type ReportFlags = ReturnType<ReturnType<typeof report>['opts']>;
