import { pathToFileURL } from 'node:url';
import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { expect, it } from 'vitest';
import { addVerbs } from '../../src/cli/verbs/add-verbs.ts';
import { NODE, CLI, ROOT, start } from '../e2e/run-cli.ts';
import { runMany } from '../e2e/run-many.ts';

const program = new Command('llama-contract').exitOverride();
addVerbs(program);

function verbsUnder(command: CommandUnknownOpts): readonly CommandUnknownOpts[] {
  return command.commands.flatMap((verb) => [verb, ...verbsUnder(verb)]);
}

it('every verb takes --json, and says what each of its options is for', () => {
  const verbs = verbsUnder(program).filter(({ commands }) => commands.length === 0);
  const silent = verbs.filter(({ options }) => !options.some(({ long }) => long === '--json'));
  expect(silent.map((verb) => verb.name())).toEqual([]);
  expect(verbs.flatMap(({ options }) => options).filter(({ description }) => description === '')).toEqual([]);
});

/** Prints the address of every module that is loaded. */
const HOOK = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) { process.stderr.write(url + '\\n'); return next(url, context); } });
`)}`;

async function packagesOf(args: readonly string[]): Promise<readonly string[]> {
  const { code, stderr } = await start(NODE, ['--import', HOOK, CLI, ...args], { cwd: ROOT }).ended;
  expect([code, stderr]).toEqual([0, expect.stringContaining(pathToFileURL(CLI).href)]);
  const names = stderr.matchAll(/\/(?:node_modules|dist\/packages)\/((?:@[^/]+\/)?[^/.]+)/g);
  return [...new Set([...names].map(([, name = '']) => name))];
}

it.each([
  [['--version'], []],
  [['verify', '--help'], ['@commander-js/extra-typings']],
  [['config', 'schema', '--help'], ['@commander-js/extra-typings']],
])('%s loads no package but those that parse it', async (args, packages) => {
  const loaded = await packagesOf(args);
  // Built, it stands in the file of the types that load it.
  expect(loaded.filter((name) => name !== 'commander')).toEqual(packages);
});

const MISTYPED = [
  ['verfy'],
  ['verfy', '--help'],
  ['verfy', '-h'],
  ['verfy', '--out', 'x', '--help'],
  ['-h', 'verfy'],
  ['help', 'verfy'],
];
const MISTYPED_BELOW = [
  ['config', 'valdate'],
  ['config', 'valdate', '--help'],
  ['config', 'help', 'valdate'],
  ['help', 'config', 'valdate'],
];
const HELPED = [
  ['--help'],
  ['help'],
  ['verify', '--help'],
  ['verify', '--target', 'x', '--help'],
  ['help', 'verify'],
  ['config', '--help'],
  ['config', 'validate', '--help'],
  ['config', 'schema', 'suite', '--help'],
  ['help', 'config', 'validate'],
  ['show', 'target/prompt/send/1', '--help'],
];

const refused = (word: string, meant: string): unknown => [
  2,
  '',
  `error: unknown command '${word}'\n(Did you mean ${meant}?)\n(add --help for the options)\n`,
];

it('a verb that is not known is an error with what was meant, also beside a wish for help', async () => {
  const all = [...MISTYPED, ...MISTYPED_BELOW, ...HELPED];
  const ended = await runMany(all.map((args) => ({ cwd: ROOT, args })));
  const spoken = ended.map(({ code, stdout, stderr }) => [code, stdout.split(' ')[0], stderr]);
  expect(spoken).toEqual([
    ...MISTYPED.map(() => refused('verfy', 'verify')),
    ...MISTYPED_BELOW.map(() => refused('valdate', 'validate')),
    ...HELPED.map(() => [0, 'Usage:', '']),
  ]);
});
