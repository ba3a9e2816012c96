import type { Command } from 'commander';

interface ClassifyFlags {
  readonly explain?: true;
  readonly suggest?: true;
}

export function addClassify(program: Command): void {
  program
    .command('classify')
    .argument('<file>', 'JSON lines, one error each; - reads stdin')
    .description('Say what kind of error each line is: one JSON line out for each line in.')
    .option('--explain', 'add the rule that decided, and what stood second')
    .option('--suggest', 'add the phrase to add, where no rule knew the words')
    .option('--json', 'accepted for uniformity: the output is JSON lines in any case')
    .action(async (file: string, flags: ClassifyFlags) => {
      const { runClassify } = await import('./run-classify.ts');
      await runClassify(file, flags.explain === true, flags.suggest === true);
    });
}
