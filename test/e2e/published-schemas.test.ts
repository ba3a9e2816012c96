import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { PUBLISHED_SCHEMAS } from '../../src/cli/published-schemas.ts';
import { decision } from '../reports/html/sample-page.ts';
import { REPORTERS } from '../../src/reports/registry.ts';
import { renderDecisionJson } from '../../src/reports/render-decision.ts';
import { report } from '../reports/sample-report.ts';
import { runMany } from './run-many.ts';
import { CONFIG, NIM, SMALL, VLLM, writeProject } from './small-project.ts';

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);

type Written = 'summary' | 'verify' | 'gate' | 'compare' | 'cost' | 'problems';
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
