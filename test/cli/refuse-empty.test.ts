import { Command } from '@commander-js/extra-typings';
import { expect, it } from 'vitest';
import { refuseEmpty } from '../../src/cli/refuse-empty.ts';

async function parse(...args: readonly string[]): Promise<void> {
  const program = new Command('x').exitOverride().configureOutput({ writeErr: () => {} });
  program
    .command('verify')
    .option('--out <folder>', 'one', 'reports')
    .option('--target <id...>')
    .option('--json')
    .action(() => {});
  refuseEmpty(program);
  await program.parseAsync(args, { from: 'user' });
}

it.each([[['--out', '']], [['--out=']], [['--target', 'a', '']]])('%j is wrong usage', async (args) => {
  await expect(parse('verify', ...args)).rejects.toMatchObject({
    code: 'commander.error',
    message: expect.stringContaining('is given nothing: a value is empty'),
  });
});

it('options that have a value, none by design, or their default, are taken', async () => {
  await expect(parse('verify', '--out', 'a', '--target', 'a', 'b', '--json')).resolves.toBeUndefined();
  await expect(parse('verify')).resolves.toBeUndefined();
});
