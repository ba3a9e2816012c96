import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { beforeAll, describe, expect, it } from 'vitest';
import { addVerbs } from '../../src/cli/verbs/add-verbs.ts';
import { PUBLISHED_SCHEMAS } from '../../src/cli/output/published-schemas.ts';
import { decision } from '../reports/html/sample-page.ts';
import { REPORTERS } from '../../src/reports/formats/registry.ts';
import { renderDecisionJson } from '../../src/reports/verbs/render-decision.ts';
import { report } from '../reports/sample-report.ts';
import { runMany } from './run-many.ts';
import { violations, type Written } from './satisfies.ts';
import { CONFIG, NIM, SMALL, VLLM, writeProject } from './small-project.ts';

const program = new Command('llama-contract');
addVerbs(program);

/** Verbs as they are typed. */
function verbsUnder(command: CommandUnknownOpts, words: readonly string[] = []): readonly string[] {
  return command.commands.flatMap((verb) => {
    const typed = [...words, verb.name()];
    return verb.commands.length === 0 ? [typed.join(' ')] : verbsUnder(verb, typed);
  });
}

function helpOf(verb: string): string {
  const words = verb.split(' ');
  return (
    words
      .reduce<CommandUnknownOpts | undefined>(
        (command, word) => command?.commands.find((each) => each.name() === word),
        program,
      )
      ?.helpInformation() ?? ''
  );
}

/** Commands, and the schema of what each prints. */
const COMMANDS: readonly (readonly [Written, readonly string[]])[] = [
  ['verify', ['verify', '--json']],
  ['verify', ['verify', '--json', '--faults', 'faults.yaml', '--repeat', '2', '--out', 'faulty']],
  ['compare', ['compare', 'nim', 'vllm', '--json']],
  ['compare', ['compare', 'nim', 'vllm', '--json', '--out', 'faulty']],
  ['verify', ['verify', '--json', '--last-failed', '--out', 'faulty']],
  ['gate', ['gate', '--stage', 'shadow', '--json', '--baseline', 'nim', '--candidate', 'vllm']],
  ['cost', ['cost', '--json']],
  ['problems', ['verify', '--json', '--target', 'nobody']],
  ['problems', ['cost', '--json', '--trim', '0']],
  ['problems', ['show', 'no/such/send/1', '--json']],
  ['problems', ['verify', '--json', '--nothing']],
  ['problems', ['report', '-o', 'x.csv', '--json']],
  ['gate-plan', ['gate', 'plan', '--stage', 'shadow', '--json', '--baseline', 'nim', '--candidate', 'vllm']],
  ['init', ['init', 'begun', '--json']],
  ['doctor', ['doctor', '--json', '--target', 'vllm']],
  ['report', ['report', '-o', 'report.md', '--json']],
  ['config-validate', ['config', 'validate', '--json']],
  ['golden-list', ['golden', 'list', '--json']],
  ['contract-infer', ['contract', 'infer', 'nim', '--json']],
  ['history-list', ['history', 'list', '--json']],
  ['history-show', ['history', 'show', '--json']],
  ['history-trend', ['history', 'trend', 'vllm', '--json']],
  ['history-rebuild', ['history', 'rebuild', '--json']],
  ['runs-pack', ['runs', 'pack', '--json']],
  ['runs-list', ['runs', 'list', '--json']],
  ['runs-prune', ['runs', 'prune', '--keep', '0', '--out', 'faulty', '--dry-run', '--json']],
];

/** `merge` prints what `verify` does, and `config schema` prints schemas. */
const WITHOUT = ['config schema', 'merge'];

const FAULTS = {
  faults: [
    { match: { target: 'vllm', prompt: 'plain-word', mode: 'send' }, answer: 'usage', value: 0 },
    { match: { target: 'vllm', prompt: 'tool-call' }, wire: 'error-body', error: { kind: 'overloaded' } },
    { match: { target: 'vllm', prompt: 'json-note' }, answer: 'fence' },
  ],
};

let cwd = '';
let ended: readonly { readonly code: number | null; readonly stdout: string; readonly stderr: string }[] = [];

beforeAll(async () => {
  cwd = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': { ...CONFIG, targets: [NIM, VLLM], defaults: { maxRetries: 0 } },
    'faults.yaml': FAULTS,
  });
  ended = await runMany(COMMANDS.map(([, args]) => ({ cwd, args })));
}, 60_000);

describe('what is printed under --json', () => {
  it.each(COMMANDS.map(([name, args], at) => [name, args.join(' '), at] as const))(
    'satisfies the published schema of %s: %s',
    (name, _line, at) => {
      const { stdout = '', stderr = '' } = ended[at] ?? {};
      expect([
        violations(name, JSON.parse(stdout === '' ? 'null' : stdout)),
        stdout === '' ? stderr : '',
      ]).toEqual([[], '']);
    },
  );

  it('has a schema for each verb, and for what it prints of what it would do', () => {
    const without = verbsUnder(program).filter((verb) => !(verb.replaceAll(' ', '-') in PUBLISHED_SCHEMAS));
    expect(without.toSorted()).toEqual(WITHOUT);
    const planning = verbsUnder(program).filter(
      (verb) => helpOf(verb).includes('--dry-run') && !(`${verb}-dry-run` in PUBLISHED_SCHEMAS),
    );
    // It says in its own form that it removed nothing.
    expect(planning).toEqual(['runs prune']);
    const kinds = ['plan', 'serve', 'calibrate'].map((kind) => `gate-${kind}`);
    expect(kinds.filter((kind) => !(kind in PUBLISHED_SCHEMAS))).toEqual([]);
  });

  it('is what every verb prints when it is asked', () => {
    expect(verbsUnder(program).filter((verb) => !helpOf(verb).includes('--json'))).toEqual([]);
  });

  it('and summary.json its own, of a run that passed and of one that did not', async () => {
    for (const at of [0, 1]) {
      const { paths } = JSON.parse(ended[at]?.stdout ?? '');
      expect(violations('summary', JSON.parse(await readFile(join(cwd, paths.summary), 'utf8')))).toEqual([]);
    }
  });

  it('is refused where a key is missing, is new or is of another kind', () => {
    const whole = JSON.parse(REPORTERS.json().render(report()));
    const { verdict: _verdict, ...lacking } = whole;
    expect(violations('verify', whole)).toEqual([]);
    for (const wrong of [lacking, { ...whole, more: 1 }, { ...whole, exitCode: '0' }])
      expect(violations('verify', wrong)).toHaveLength(1);
    const judged = JSON.parse(renderDecisionJson(decision(), 1));
    expect(violations('gate', judged)).toEqual([]);
    expect(violations('gate', { ...judged, verdict: 'perhaps' })).toHaveLength(1);
  });
});
