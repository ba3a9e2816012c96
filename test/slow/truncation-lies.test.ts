import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { caseText } from '../../src/contract/exchanges/case-id.ts';
import type { Fault } from '../../src/contract/wires/fault.ts';
import { CONFIG, goldenLine, SMALL, SUITE, writeProject } from '../e2e/small-project.ts';
import { readRecords, verifyProject, type StoredLine } from '../e2e/verify-project.ts';

const CLAUSE = 'The tenant keeps the floors clean, the windows whole and the neighbours in good temper. ';
const FACTS = [
  { fact: 'number 02 913 660', at: 'start' },
  { fact: 'GBP 2,500', at: 'middle' },
  { fact: 'the ninth of June', at: 'end' },
];
const LEASE = `The guarantor has ${FACTS[0]?.fact}. ${CLAUSE.repeat(40)}The excess is ${FACTS[1]?.fact}. ${CLAUSE.repeat(40)}Signed on ${FACTS[2]?.fact}.`;
const SUMMARY = `Guarantor: number 02 913 660. Excess: GBP 2,500. Signed on the ninth of June. ${CLAUSE.repeat(12)}`;
const CUT = 'The tenant keeps the floors clean, the w';

const ask = (content: string): readonly object[] => [{ role: 'user', content }];
const tool = { tools: ['look_up'], maxOutputTokens: 100 };
const CALL = [{ name: 'look_up', arguments: { orderId: 'BK1' } }];
const word = (text: string): object => ({ text, toolCalls: [], finish: 'stop', error: null });
const calling = { text: '', toolCalls: CALL, finish: 'tool_calls', error: null };

const PROMPTS: readonly { readonly id: string; readonly prompt: object; readonly answer: object }[] = [
  {
    id: 'lease',
    prompt: { messages: ask(`Sum up: ${LEASE}`), maxOutputTokens: 600, sentinels: FACTS },
    answer: word(SUMMARY),
  },
  {
    id: 'cut-short',
    prompt: { messages: ask('Tell me all that a tenant keeps.'), maxOutputTokens: 10 },
    answer: { text: CUT, toolCalls: [], finish: 'length', error: null },
  },
  {
    id: 'choice-none',
    prompt: { ...tool, messages: ask('No tools now: where is BK1?'), toolChoice: 'none' },
    answer: word('I cannot look.'),
  },
  {
    id: 'choice-required',
    prompt: { ...tool, messages: ask('Where is BK1 at last?'), toolChoice: 'required' },
    answer: calling,
  },
  {
    id: 'choice-named',
    prompt: { ...tool, messages: ask('Where on earth is BK1?'), toolChoice: { name: 'look_up' } },
    answer: calling,
  },
];

const ALL = ['bedrock', 'watsonx', 'nim', 'vllm'];
const STREAMING_TOOLS = ['watsonx', 'nim', 'vllm'];

interface Lie {
  readonly lie: string;
  readonly prompt: string;
  readonly fault: Omit<Fault, 'match' | 'at'> & { readonly at?: Fault['at'] };
  /** Codes that every struck exchange must have. */
  readonly codes: readonly string[];
  readonly class: string;
  /** A limit of ours has to strike. */
  readonly hasty?: true;
  /** The mode that is judged; where none is said, both. */
  readonly mode?: 'stream';
  readonly targets?: readonly string[];
}

const LIES: readonly Lie[] = [
  {
    lie: 'half the prompt is read, and the usage tells',
    prompt: 'lease',
    fault: { answer: 'input-cut' },
    codes: ['truncation/input'],
    class: 'input-truncated',
  },
  {
    lie: 'half the prompt is read, and the usage does not tell',
    prompt: 'lease',
    fault: { answer: 'input-cut', value: 'untold' },
    codes: ['truncation/input'],
    class: 'input-truncated',
  },
  {
    lie: 'only the end of the prompt is read',
    prompt: 'lease',
    fault: { answer: 'input-cut', value: 0.1 },
    codes: ['truncation/input'],
    class: 'input-truncated',
  },
  {
    lie: 'truncated: true beside an answer that ends with stop',
    prompt: 'plain-word',
    fault: { answer: 'input-cut', value: 'declared' },
    codes: ['truncation/input'],
    class: 'input-truncated',
    targets: ['nim', 'vllm'],
  },
  {
    lie: 'the usage counts a prompt that cannot be so short',
    prompt: 'lease',
    fault: { answer: 'usage', value: { inputTokens: 60 } },
    codes: ['truncation/input'],
    class: 'input-truncated',
  },
  {
    lie: 'the answer holds no fact of the prompt',
    prompt: 'lease',
    fault: { answer: 'text', value: 'All leases are alike.' },
    codes: ['truncation/sentinels-missing'],
    class: 'unknown',
  },
  {
    lie: 'a cap below the one that was asked for',
    prompt: 'lease',
    fault: { answer: 'cap', value: 100 },
    codes: ['truncation/cap-clamped', 'truncation/unexpected'],
    class: 'provider-capped',
  },
  {
    lie: 'stop, although the output fills its cap',
    prompt: 'cut-short',
    fault: { answer: 'finish', value: 'stop' },
    codes: ['truncation/silent'],
    class: 'output-capped',
  },
  {
    lie: 'stop, although the JSON is left open',
    prompt: 'json-note',
    fault: { answer: 'truncate' },
    codes: ['truncation/silent', 'schema/cut-off'],
    class: 'unknown',
  },
  {
    lie: 'length, although the answer is whole',
    prompt: 'plain-word',
    fault: { answer: 'finish', value: 'length' },
    codes: ['truncation/cap-clamped', 'truncation/unexpected'],
    class: 'provider-capped',
  },
  {
    lie: 'a usage at the cap of an answer that is not',
    prompt: 'plain-word',
    fault: { answer: 'usage', value: 40 },
    codes: ['truncation/silent'],
    class: 'output-capped',
  },
  {
    lie: 'a usage above the cap',
    prompt: 'plain-word',
    fault: { answer: 'usage', value: 400 },
    codes: ['usage/above-cap', 'truncation/silent'],
    class: 'output-capped',
  },
  {
    lie: 'a usage too small for the text',
    prompt: 'lease',
    fault: { answer: 'usage', value: 20 },
    codes: ['usage/below-text'],
    class: 'complete',
  },
  {
    lie: 'a time limit that is called so',
    prompt: 'plain-word',
    fault: { answer: 'finish', value: 'time_limit' },
    codes: ['truncation/unexpected'],
    class: 'provider-capped',
    targets: ['watsonx'],
  },
  {
    lie: 'a filter',
    prompt: 'plain-word',
    fault: { answer: 'finish', value: 'content_filter' },
    codes: ['finish/changed'],
    class: 'filtered',
    targets: ['bedrock', 'nim', 'vllm'],
  },
  {
    lie: 'a stream that ends in the middle',
    prompt: 'lease',
    fault: { wire: 'cut', at: { part: 1 } },
    codes: ['stream/incomplete'],
    class: 'stream-cut',
    mode: 'stream',
  },
  {
    lie: 'a stream that falls silent until a limit of ours',
    prompt: 'lease',
    fault: { wire: 'stall', at: { part: 1 } },
    codes: [],
    class: 'guard-cut',
    hasty: true,
    mode: 'stream',
  },
  {
    lie: 'a capped call that the stream calls tool_calls',
    prompt: 'tool-call',
    fault: { answer: 'tool-cap' },
    codes: ['truncation/silent', 'stream-parity/finish', 'tool/arguments-not-json'],
    class: 'output-capped',
    mode: 'stream',
    targets: STREAMING_TOOLS,
  },
  {
    lie: 'a call where none was allowed',
    prompt: 'choice-none',
    fault: { answer: 'tool', value: 'look_up' },
    codes: ['tool/choice-none-violated'],
    class: 'complete',
    targets: STREAMING_TOOLS,
  },
  {
    lie: 'no call where one was required',
    prompt: 'choice-required',
    fault: { answer: 'tool', value: null },
    codes: ['tool/choice-required-ignored'],
    class: 'complete',
    targets: STREAMING_TOOLS,
  },
  {
    lie: 'another call than the one that was named',
    prompt: 'choice-named',
    fault: { answer: 'tool', value: 'look_down' },
    codes: ['tool/choice-named-ignored', 'tool/unknown-name'],
    class: 'complete',
    targets: STREAMING_TOOLS,
  },
];

function codesOf({ verdicts }: StoredLine): readonly string[] {
  return verdicts.flatMap(({ findings = [] }) => findings.map(({ code }) => code));
}

/** The only one that waits for real time: on a busy machine its limit strikes answers that nobody planted a fault in. */
const HASTY = 'hasty.config.yaml';

let root = '';
beforeAll(async () => {
  const goldens = SMALL['goldens/reference/small.jsonl'];
  const lines = PROMPTS.map(({ id, answer }) => goldenLine(id, answer)).join('');
  const prompts = [...SUITE.prompts, ...PROMPTS.map(({ id, prompt }) => ({ id, ...prompt }))];
  root = await writeProject({
    ...SMALL,
    'llama-contract.config.yaml': { ...CONFIG, defaults: { maxRetries: 0 } },
    [HASTY]: { ...CONFIG, defaults: { maxRetries: 0, deadlines: { idleMs: 300 } } },
    'suites/small.yaml': { ...SUITE, prompts },
    'goldens/reference/small.jsonl': `${String(goldens)}${lines}`,
  });
});

describe('the ledger', () => {
  it('finds nothing where nothing is planted, and calls a golden cut what it is', async () => {
    const { report, folder } = await verifyProject(root);
    expect(report.exitCode).toBe(0);
    const records = await readRecords(folder);
    const classes = new Set(records.map((record) => `${record.case.prompt} ${record.truncation?.class}`));
    expect(classes).toContain('cut-short output-capped');
    expect([...classes].filter((each) => !each.endsWith(' complete'))).toEqual(['cut-short output-capped']);
    for (const { toolTriggers, truncation } of report.summary.targets) {
      expect(toolTriggers).toMatchObject({ truePositives: 6, trueNegatives: 2, f1: 1 });
      expect(truncation).toMatchObject({ complete: 14, 'output-capped': 2 });
    }
  });

  it.each(LIES)('catches $lie', async ({ prompt, fault, codes, class: name, hasty, mode, targets = ALL }) => {
    const faults = [{ at: 'headers' as const, ...fault, match: { prompt } }];
    const config = join(root, hasty === undefined ? 'llama-contract.config.yaml' : HASTY);
    const { folder } = await verifyProject(root, { config, targets, faults });
    const struck = (await readRecords(folder)).filter(
      (record) => record.case.prompt === prompt && (mode === undefined || record.case.mode === mode),
    );
    expect(struck).toHaveLength(targets.length * (mode === undefined ? 2 : 1));
    for (const record of struck) {
      expect(codesOf(record), caseText(record.case)).toEqual(expect.arrayContaining([...codes]));
      expect([caseText(record.case), record.state, record.truncation?.class]).toEqual([
        caseText(record.case),
        codes.length === 0 ? 'errored' : 'failed',
        name,
      ]);
    }
  });
});
