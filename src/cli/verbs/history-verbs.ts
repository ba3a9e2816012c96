import { Option, type Command } from '@commander-js/extra-typings';
import { HISTORY_METRICS } from '../../contract/runs/history-metrics.ts';
import { RUNS_FOLDER } from '../../store/run/layout.ts';
import { positive } from './parsers.ts';

const out = new Option('--out <folder>', 'where runs are kept').default(RUNS_FOLDER);

export const listHistory = (history: Command) =>
  history
    .command('list')
    .description('List every run that is known, the newest first: those too whose folders were removed.')
    .option('--last <n>', 'only so many of the newest (default: all)', positive)
    .addOption(out)
    .option('--json', 'print them as JSON');

export const showHistory = (history: Command) =>
  history
    .command('show')
    .argument('[run]', 'its id, or the beginning of it (default: the newest)')
    .description('Show what is known of one run, beside the run before that was asked alike.')
    .addOption(out)
    .option('--json', 'print it as JSON');

export const trendHistory = (history: Command) =>
  history
    .command('trend')
    .argument('[target]', 'run by run (default: a line for each target)')
    .description('Show how a figure went over runs that were asked alike, and where it changed.')
    .addOption(
      new Option('--metric <name>', 'which figure: ' + Object.keys(HISTORY_METRICS).join(', ')).default(
        'schema-match',
      ),
    )
    .option('--last <n>', 'over so many of the newest runs', positive, 10)
    .addOption(out)
    .option('--json', 'print it as JSON');

export const rebuildHistory = (history: Command) =>
  history
    .command('rebuild')
    .description(
      'Read every run anew into the history, and say what was found. It says nothing that runs do not.',
    )
    .addOption(out)
    .option('--json', 'print what was found as JSON');

type Flags<V extends (history: Command) => { opts(): unknown }> = ReturnType<ReturnType<V>['opts']>;

export type ListHistoryFlags = Flags<typeof listHistory>;
export type ShowHistoryFlags = Flags<typeof showHistory>;
export type TrendHistoryFlags = Flags<typeof trendHistory>;
export type RebuildHistoryFlags = Flags<typeof rebuildHistory>;
