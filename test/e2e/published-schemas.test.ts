import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { addVerbs } from '../../src/cli/add-verbs.ts';
import { PUBLISHED_SCHEMAS } from '../../src/cli/published-schemas.ts';
import { decision } from '../reports/html/sample-page.ts';
import { REPORTERS } from '../../src/reports/registry.ts';
import { renderDecisionJson } from '../../src/reports/render-decision.ts';
import { report } from '../reports/sample-report.ts';
import { runMany } from './run-many.ts';
import { CONFIG, NIM, SMALL, VLLM, writeProject } from './small-project.ts';

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);

type Written = keyof typeof PUBLISHED_SCHEMAS;
const validators = new Map<Written, ValidateFunction>();

function faults(name: Written, document: unknown): readonly string[] {
  const validate = validators.get(name) ?? ajv.compile(PUBLISHED_SCHEMAS[name]());
  validators.set(name, validate);
  return validate(document)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      );
}

const program = new Command('llama-contract');
addVerbs(program);

/** Verbs as they are typed. */
function verbsUnder(command: CommandUnknownOpts, words: readonly string[] = []): readonly string[] {
  return command.commands.flatMap((verb) => {
    const typed = [...words, verb.name()];
    return verb.commands.length === 0 ? [typed.join(' ')] : verbsUnder(verb, typed);
  });
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

/** Verbs whose output under --json has no schema of its own: `merge` has that of verify, `config schema` prints schemas. */
const WITHOUT = [
  'classify',
  'config print',
  'config schema',
  'decode',
  'fuzz',
  'golden approve',
  'golden diff',
  'golden judge',
  'golden strength',
  'merge',
  'record',
  'rollout advance',
  'rollout drill',
  'rollout export',
  'rollout hold',
  'rollout record',
  'rollout rollback',
  'rollout start',
  'rollout status',
  'route diff',
  'route explain',
  'route test',
  'shadow',
  'show',
  'simulate',
];

const FAULTS = {
  faults: [
    { match: { target: 'vllm', prompt: 'plain-word', mode: 'send' }, answer: 'usage', value: 0 },
    { match: { target: 'vllm', prompt: 'tool-call' }, wire: 'error-body', error: { kind: 'overloaded' } },
    { match: { target: 'vllm', prompt: 'json-note' }, answer: 'fence' },
  ],
};

let cwd = '';
let said: readonly { readonly code: number | null; readonly stdout: string; readonly stderr: string }[] = [];

beforeAll(async () => {
  cwd = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': { ...CONFIG, targets: [NIM, VLLM], defaults: { maxRetries: 0 } },
    'faults.yaml': FAULTS,
  });
  said = await runMany(COMMANDS.map(([, args]) => ({ cwd, args })));
}, 60_000);

describe('what is printed under --json', () => {
  it.each(COMMANDS.map(([name, args], at) => [name, args.join(' '), at] as const))(
    'satisfies the published schema of %s: %s',
    (name, _line, at) => {
      const { stdout = '', stderr = '' } = said[at] ?? {};
      expect([
        faults(name, JSON.parse(stdout === '' ? 'null' : stdout)),
        stdout === '' ? stderr : '',
      ]).toEqual([[], '']);
    },
  );

  it('has a schema for each verb that takes it, but for those that are named', () => {
    const without = verbsUnder(program).filter((verb) => !(verb.replace(' ', '-') in PUBLISHED_SCHEMAS));
    expect(without.toSorted()).toEqual(WITHOUT);
  });

  it('and summary.json its own, of a run that passed and of one that did not', async () => {
    for (const at of [0, 1]) {
      const { paths } = JSON.parse(said[at]?.stdout ?? '');
      expect(faults('summary', JSON.parse(await readFile(join(cwd, paths.summary), 'utf8')))).toEqual([]);
    }
  });

  it('is refused where a key is missing, is new or is of another kind', () => {
    const whole = JSON.parse(REPORTERS.json().render(report()));
    const { verdict: _verdict, ...lacking } = whole;
    expect(faults('verify', whole)).toEqual([]);
    for (const wrong of [lacking, { ...whole, more: 1 }, { ...whole, exitCode: '0' }])
      expect(faults('verify', wrong)).toHaveLength(1);
    const judged = JSON.parse(renderDecisionJson(decision(), 1));
    expect(faults('gate', judged)).toEqual([]);
    expect(faults('gate', { ...judged, verdict: 'perhaps' })).toHaveLength(1);
  });
});
