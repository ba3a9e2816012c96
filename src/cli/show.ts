import type { Command } from 'commander';

interface ShowFlags {
  readonly run?: string;
  readonly out: string;
  readonly config: string;
  readonly curl?: true;
  readonly json?: true;
}

export function addShow(program: Command): void {
  program
    .command('show')
    .argument('<exchange-id>', 'as reports name it: target/prompt/mode/repetition')
    .description('Show one exchange whole: what was asked, sent, received, and held against it.')
    .option('--run <run>', 'the run: its id or folder (default: the newest)')
    .option('--out <folder>', 'where runs are kept', 'reports')
    .option('--config <path>', 'configuration file', 'llama-contract.config.yaml')
    .option('--curl', 'print the request as a curl command')
    .option('--json', 'print everything as JSON')
    .action(async (id: string, flags: ShowFlags) => {
      const { runShow } = await import('./run-show.ts');
      await runShow(id, flags);
    });
}
