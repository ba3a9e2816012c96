import type { Command } from '@commander-js/extra-typings';
import { DEFAULT_STRENGTH_SEED } from '../../config/defaults.ts';
import { percent, positive, whole } from './parsers.ts';
import { config } from './short-verbs.ts';

export const goldenStrength = (program: Command) =>
  program
    .command('strength')
    .description('Alter every approved answer in every way that answers go wrong, and tell what would pass.')
    .addOption(config)
    .option('--suite <name...>', 'only these suites')
    .option('--prompt <id...>', 'only these prompts')
    .option(
      '--min <percent>',
      'fail where less of the wrong values, or of the broken shapes, is caught',
      percent,
    )
    .option('--seed <n>', 'seed of the alterations', whole, DEFAULT_STRENGTH_SEED)
    .option('--limit <n>', 'how many places of survivors are listed', positive, 20)
    .option('--json', 'print everything as JSON, all survivors among it');

export type GoldenStrengthFlags = ReturnType<ReturnType<typeof goldenStrength>['opts']>;
