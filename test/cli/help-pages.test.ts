import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { describe, expect, it } from 'vitest';
import { addHelpPages } from '../../src/cli/help-pages.ts';
import { addVerbs } from '../../src/cli/verbs/add-verbs.ts';

const program = new Command('llama-contract').exitOverride();
addVerbs(program);
addHelpPages(program);

function verbsUnder(command: CommandUnknownOpts): readonly CommandUnknownOpts[] {
  return command.commands.flatMap((verb) => (verb.commands.length === 0 ? [verb] : verbsUnder(verb)));
}

function helpOf(verb: CommandUnknownOpts): string {
  let help = '';
  verb.configureOutput({ writeOut: (text) => (help += text) });
  verb.outputHelp();
  return help;
}

const verbs = verbsUnder(program).map((verb) => ({ name: `${verb.parent?.name()} ${verb.name()}`, verb }));

/** The words of a line as a shell would hand them on. */
function words(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

describe('--help', () => {
  it.each(verbs)('of $name has examples that it takes as they stand, and its exit codes', ({ verb }) => {
    const help = helpOf(verb);
    const [, examples = '', exits = ''] = /\nExamples:\n(.*?)\n\nExit codes:\n(.*)/s.exec(help) ?? [];
    const lines = examples.split('\n').map((line) => line.trim());
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      const [called = '', ...rest] = words(line.replace(/ > \S+$/, ''));
      expect(called).toBe('llama-contract');
      const { operands, unknown } = program.parseOptions([...rest]);
      const path = verb.parent === program ? [verb.name()] : [verb.parent?.name(), verb.name()];
      expect([...operands, ...unknown].slice(0, path.length)).toEqual(path);
      const given = rest.slice(path.length);
      expect(verb.parseOptions(given).unknown).toEqual([]);
    }
    for (const code of ['0', '2', '70', '130']) expect(exits).toMatch(new RegExp(`^ {2}${code} `, 'm'));
  });

  it('lists every verb under a heading of its own kind', () => {
    const help = helpOf(program);
    const named = program.commands.map((verb) => [verb.name(), verb.helpGroup()]);
    expect(named.filter(([, heading]) => heading === '')).toEqual([]);
    for (const [, heading] of named) expect(help).toContain(`\n${heading}\n`);
    expect(help).toContain('\nExit codes:\n');
  });

  it('takes names of suites one after the other and by comma', () => {
    const judged = verbs.find(({ verb }) => verb.name() === 'gate')?.verb;
    judged?.parseOptions(['--suite', 'a', 'b,c']);
    expect(judged?.opts()['suite']).toEqual(['a', 'b', 'c']);
  });

  it('names the value of an option alike in every verb, but where it is another thing', () => {
    const values = new Map<string, Set<string>>();
    for (const { flags, long } of verbs.flatMap(({ verb }) => verb.options)) {
      const value = /[<[](.*?)(?:\.\.\.)?[>\]]/.exec(flags)?.[1] ?? '';
      values.set(long ?? '', (values.get(long ?? '') ?? new Set()).add(value));
    }
    const several = [...values].filter(([, words]) => words.size > 1);
    expect(Object.fromEntries(several.map(([long, words]) => [long, [...words].toSorted()]))).toEqual({
      '--baseline': ['name', 'side', 'target'],
      '--candidate': ['side', 'target'],
      '--from': ['folder', 'run'],
      '--output': ['file', 'folder'],
      '--policy': ['file', 'name'],
      '--resume': ['', 'run'],
      '--sink': ['', 'service'],
    });
  });
});
