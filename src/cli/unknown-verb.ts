import type { Command, CommandUnknownOpts } from '@commander-js/extra-typings';

/** A word stands where a verb should, and beside it a wish for help: to be parsed again without the wish. */
export class UnknownVerb extends Error {
  readonly argv: readonly string[];

  constructor(argv: readonly string[]) {
    super('unknown verb');
    this.argv = argv;
  }
}

/**
 * Commander answers every wish for help, also below a verb that is not there, and calls that a success. Here it throws
 * UnknownVerb with the words alone, which commander refuses, with what was probably meant.
 */
export function refuseUnknownVerbs(program: Command): void {
  program.on('beforeAllHelp', () => {
    const words = verbsIn(program);
    if (!areKnown(program, words)) throw new UnknownVerb(words);
  });
}

const HELP: ReadonlySet<string> = new Set(['-h', '--help', 'help']);

/** What was written up to the first option, without the wish for help that may stand first. */
function verbsIn({ args }: CommandUnknownOpts): readonly string[] {
  const words = args.filter((word) => !HELP.has(word));
  const end = words.findIndex((word) => word.startsWith('-'));
  return end === -1 ? words : words.slice(0, end);
}

function areKnown(command: CommandUnknownOpts, [word, ...rest]: readonly string[]): boolean {
  if (word === undefined || command.commands.length === 0) return true;
  const below = command.commands.find((verb) => verb.name() === word);
  return below !== undefined && areKnown(below, rest);
}
