import type { Command } from 'commander';

export function addDecode(program: Command): void {
  program
    .command('decode')
    .argument('<file>', 'recorded responses as JSON Lines; - reads stdin')
    .description('Say what the adapters make of recorded responses: one JSON line for each line read.')
    .option('--json', 'as always: the output is JSON Lines')
    .action(async (file: string) => {
      const { runDecode } = await import('./run-decode.ts');
      await runDecode(file);
    });
}
