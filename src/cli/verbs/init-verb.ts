import { Option, type Command } from '@commander-js/extra-typings';

export const CI_CHOICES = ['github', 'gitlab', 'both', 'none'] as const;

export const init = (program: Command) =>
  program
    .command('init')
    .argument('[folder]', 'where the project begins; it is made if it is not there', '.')
    .description('Begin a project that runs at once: configuration, five prompts with goldens, CI jobs.')
    .addOption(
      new Option('--ci <which>', 'whose jobs to write (default: asked on a terminal, else both)').choices(
        CI_CHOICES,
      ),
    )
    .option('-y, --yes', 'ask nothing')
    .option('--json', 'ask nothing, and print what was written as JSON');

export type InitFlags = ReturnType<ReturnType<typeof init>['opts']>;
