import { Command } from '@commander-js/extra-typings';
import { expect, it } from 'vitest';
import { collect } from '../../src/cli/verbs/parsers.ts';
import { refuseRepeats } from '../../src/cli/refuse-repeats.ts';

async function parse(...args: readonly string[]): Promise<void> {
  const program = new Command('x').exitOverride().configureOutput({ writeErr: () => {} });
  program
    .command('verify')
    .option('--seed <n>')
    .option('--target <id...>')
    .option('--header <text>', 'one', collect, [])
    .option('--json')
    .action(() => {});
  const forget = refuseRepeats(program);
  await program.parseAsync(args, { from: 'user' });
  forget();
  await program.parseAsync(args, { from: 'user' });
}

it('an option that takes a single value is not taken twice, where the first would be dropped in silence', async () => {
  await expect(parse('verify', '--seed', '1', '--target', 'a', '--seed=2')).rejects.toMatchObject({
    code: 'commander.error',
    message: "error: option '--seed <n>' is given twice: keep one of them",
  });
});

it('options that take several values, and those that take none, are', async () => {
  const twice = ['--target', 'a', '--header', 'b', '--json'];
  await expect(parse('verify', '--seed', '1', ...twice, ...twice)).resolves.toBeUndefined();
});
