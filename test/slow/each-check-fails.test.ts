import { beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/checks/registry.ts';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { writeProject } from '../e2e/small-project.ts';
import { readRecords, verifyProject } from '../e2e/verify-project.ts';

interface Row {
  readonly check: string;
  readonly fault: Omit<Fault, 'match' | 'at'> & { readonly at?: Fault['at'] };
  readonly prompt: string;
  readonly mode?: 'send' | 'stream';
  readonly codes: readonly string[];
  /** The check that finds all but the first of them; unset where it is the same. */
  readonly beside?: string;
  /** The targets whose wire can carry the fault and whose row promises what it breaks. */
  readonly targets: readonly string[];
}

const ALL = ['bedrock', 'watsonx', 'nim', 'vllm'];
const ECHOING = ['watsonx', 'nim', 'vllm'];

const ROWS: readonly Row[] = [
  {
    check: 'output-schema',
    fault: { answer: 'fence' },
    prompt: 'json-note',
    codes: ['schema/fenced'],
    targets: ALL,
  },
  {
    check: 'output-schema',
    fault: { answer: 'enum', pointer: '/kind' },
    prompt: 'json-note',
    codes: ['schema/enum-mismatch'],
    targets: ALL,
  },
  {
    check: 'parity',
    fault: { answer: 'drop-key', pointer: '/remark' },
    prompt: 'json-note',
    codes: ['parity/missing-path'],
    targets: ALL,
  },
  {
    check: 'finish-reason',
    fault: { answer: 'finish', value: 'bored' },
    prompt: 'plain-word',
    codes: ['finish/unknown'],
    targets: ALL,
  },
  {
    check: 'stop-strings',
    fault: { answer: 'stop-ignored' },
    prompt: 'plain-word',
    codes: ['finish/stop-in-text'],
    targets: ALL,
  },
  {
    check: 'characters',
    fault: { answer: 'enum', pointer: '/title', value: 'The d\uFFFDor is stuck' },
    prompt: 'json-note',
    codes: ['text/replaced-characters'],
    targets: ALL,
  },
  {
    check: 'tool-calls',
    fault: { answer: 'tool-arguments', value: { orderId: 'BK2' } },
    prompt: 'tool-call',
    codes: ['tool/argument-changed'],
    targets: ALL,
  },
  {
    check: 'truncation',
    fault: { answer: 'finish', value: 'length' },
    prompt: 'plain-word',
    codes: ['truncation/cap-clamped', 'truncation/unexpected'],
    targets: ALL,
  },
  {
    check: 'stream-complete',
    fault: { wire: 'cut', at: { part: 1 } },
    prompt: 'plain-word',
    mode: 'stream',
    codes: ['stream/incomplete'],
    targets: ['watsonx'],
  },
  {
    // The SDKs of these wires end a cut stream without a word.
    check: 'stream-complete',
    fault: { wire: 'cut', at: { part: 1 } },
    prompt: 'plain-word',
    mode: 'stream',
    codes: ['stream/incomplete', 'sdk/silent-end'],
    beside: 'wire-form',
    targets: ['bedrock', 'nim', 'vllm'],
  },
  {
    check: 'wire-form',
    fault: { wire: 'drop-usage' },
    prompt: 'plain-word',
    mode: 'stream',
    codes: ['stream/no-usage'],
    targets: ECHOING,
  },
  {
    check: 'wire-form',
    fault: { wire: 'drop-done' },
    prompt: 'plain-word',
    mode: 'stream',
    codes: ['stream/no-done'],
    targets: ['nim', 'vllm'],
  },
  {
    // Within the golden's structure, so that only the stream's sibling gives it away.
    check: 'stream-parity',
    fault: { answer: 'retype', pointer: '/notes/1', value: 'a string where streaming gives null' },
    prompt: 'json-note',
    mode: 'send',
    codes: ['stream-parity/structure'],
    targets: ALL,
  },
  {
    check: 'stream-parity',
    fault: { answer: 'text' },
    prompt: 'tool-call',
    mode: 'stream',
    codes: ['stream-parity/structure'],
    targets: ECHOING,
  },
  {
    check: 'tool-calls',
    fault: { answer: 'tool', value: 'some_other_tool' },
    prompt: 'tool-call',
    codes: ['tool/missing-call', 'tool/unknown-name'],
    targets: ALL,
  },
  {
    check: 'tool-calls',
    fault: { answer: 'tool-arguments', value: {} },
    prompt: 'tool-call',
    codes: ['tool/arguments-invalid'],
    targets: ALL,
  },
  {
    check: 'usage',
    fault: { answer: 'usage', value: 0 },
    prompt: 'plain-word',
    codes: ['usage/zero-output'],
    targets: ALL,
  },
  {
    check: 'model-identity',
    fault: { wire: 'wrong-model' },
    prompt: 'plain-word',
    codes: ['model/mismatch'],
    targets: ECHOING,
  },
  {
    check: 'request-identity',
    fault: { wire: 'drop-request-id' },
    prompt: 'plain-word',
    codes: ['request-id/missing'],
    targets: ['bedrock', 'watsonx', 'nim'],
  },
  {
    check: 'request-identity',
    fault: { wire: 'repeat-request-id' },
    prompt: 'plain-word',
    codes: ['request-id/repeated'],
    targets: ALL,
  },
  {
    check: 'model-retirement',
    fault: { wire: 'retired', value: '2026-07-27' },
    prompt: 'plain-word',
    codes: ['model/retired'],
    targets: ['bedrock', 'nim', 'vllm'],
  },
];

const CASES = ROWS.flatMap((row) => row.targets.map((target) => ({ ...row, target, code: row.codes[0] })));

let root = '';
beforeAll(async () => {
  root = await writeProject();
});

describe('every check', () => {
  it('passes on every target while nothing is planted', async () => {
    const { report } = await verifyProject(root);
    expect([report.exitCode, report.summary.counts]).toEqual([
      0,
      { planned: 24, passed: 24, failed: 0, errored: 0, skipped: 0, unproven: 0, missing: 0 },
    ]);
  });

  it('has a fault in the table that makes it fail', () => {
    expect([...new Set(ROWS.map(({ check }) => check))].toSorted()).toEqual(
      // No fault of a provider changes what was recorded of its request: replay.test.ts makes that one fail.
      CHECKS.flatMap(({ name }) => (name === 'request-unchanged' ? [] : [name])).toSorted(),
    );
  });

  it.each(CASES)('$check alone fails with $code, on $target alone', async (row) => {
    const { check, fault, prompt, mode, codes, beside = check, target } = row;
    const match = { target, prompt, ...(mode === undefined ? {} : { mode }) };
    const { report, folder } = await verifyProject(root, {
      faults: [{ at: 'headers', ...fault, match }],
    });
    const failures = (await readRecords(folder)).flatMap(({ case: { target, prompt }, verdicts }) =>
      verdicts.flatMap(({ check, status, findings = [] }) =>
        status === 'fail' ? findings.map(({ code }) => `${target} ${prompt} ${check} ${code}`) : [],
      ),
    );
    expect([...new Set(failures)].toSorted()).toEqual(
      codes.map((code, at) => `${target} ${prompt} ${at === 0 ? check : beside} ${code}`).toSorted(),
    );
    expect(report.exitCode).toBe(1);
    expect(report.summary.verdict).toBe('fail');
    const groups = report.summary.groups.map(({ code, targets }) => [code, ...targets].join(' '));
    expect(groups.toSorted()).toEqual(codes.map((code) => `${code} ${target}`).toSorted());
    const others = report.summary.targets.filter(({ id }) => id !== target);
    expect(others.map(({ counts }) => counts.passed)).toEqual([6, 6, 6]);
  });
});
