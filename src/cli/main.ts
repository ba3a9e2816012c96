import { Command, CommanderError } from '@commander-js/extra-typings';
import { ownVersion } from './own-version.ts';
import { outlastReaders } from './output/outlast-readers.ts';
import { addHelpPages } from './help-pages.ts';
import { addVerbs } from './verbs/add-verbs.ts';
import { InputError, problem } from '../contract/problem.ts';
import { maskUrls } from '../queue/redis-url.ts';
import { disarmCommands, escapeTerminal } from '../reports/text/escape-terminal.ts';
import { refuseEmpty } from './refuse-empty.ts';
import { refuseRepeats } from './refuse-repeats.ts';
import { refuseUnknownVerbs, UnknownVerb } from './unknown-verb.ts';

/** What a shell and a CI gate read (design, section 7). Verdicts bring their own: 0, 1 or 3. */
const EXIT = { usage: 2, internal: 70 } as const;

/** Parses the arguments, runs one verb and sets the exit code. A crash never looks like a failed contract. */
export async function main(argv: readonly string[]): Promise<void> {
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  outlastReaders();
  const program = new Command('llama-contract')
    .description(
      'Proves that Llama traffic can move between providers and models without breaking its clients.',
    )
    .version(ownVersion())
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(add --help for the options)')
    // What it refuses it quotes, but no password.
    .configureOutput({
      outputError: (text, write) => write(disarmCommands(escapeTerminal(maskUrls(text)))),
    });
  addVerbs(program);
  addHelpPages(program);
  refuseUnknownVerbs(program);
  refuseEmpty(program);
  const forget = refuseRepeats(program);
  try {
    await parse(program, argv, forget);
  } catch (error) {
    await fail(error, argv);
  }
}

async function parse(program: Command, argv: readonly string[], forget: () => void): Promise<void> {
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof UnknownVerb)) throw error;
    forget();
    await program.parseAsync(error.argv, { from: 'user' });
  }
}

async function fail(error: unknown, argv: readonly string[]): Promise<void> {
  const isUsage = error instanceof CommanderError;
  if (isUsage && error.exitCode === 0) {
    process.exitCode = 0;
    return;
  }
  if (!isUsage && !(error instanceof InputError)) return crash(error);
  const { printProblems, printProblemsJson } = await import('./output/print-problems.ts');
  // Of wrong usage commander has told already.
  if (!isUsage) printProblems(error.problems);
  // Where the arguments are wrong nothing says what they ask for but they themselves.
  if (argv.includes('--json')) {
    const problems = isUsage ? [problem(maskUrls(error.message).replace(/^error: /, ''))] : error.problems;
    printProblemsJson(problems, EXIT.usage);
  }
  process.exitCode = EXIT.usage;
}

function crash(error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = `internal error: ${text}\nThis is a defect of llama-contract, not a verdict about any provider.`;
  console.error(disarmCommands(escapeTerminal(message)));
  process.exit(EXIT.internal);
}
