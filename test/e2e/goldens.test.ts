import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/contract/problem.ts';
import { InputError } from '../../src/contract/problem.ts';
import { goldenLine, SMALL, SUITE, writeProject, type Files } from './small-project.ts';
import { approveWritten } from '../../src/runs/goldens/approve-written.ts';
import type { RunEvent } from '../../src/runs/verify/run-events.ts';
import { eagerWorld, readRecords, verifyProject, type VerifyChanges } from './verify-project.ts';

const GOLDENS = 'goldens/reference/small.jsonl';

/** The lines of the small project's goldens, some of them changed. Null leaves one out. */
function goldens(changed: Readonly<Record<string, string | null>>): Files {
  const lines = ['json-note', 'plain-word', 'tool-call'].map((id) =>
    changed[id] === undefined ? goldenLine(id) : (changed[id] ?? ''),
  );
  return { ...SMALL, [GOLDENS]: lines.join('') };
}

const by = (root: string) => ({
  config: join(root, 'llama-contract.config.yaml'),
  by: 'Ada',
  reason: 'it names the city',
});

async function verifyFiles(files: Files, changes: VerifyChanges = {}) {
  const warnings: Problem[] = [];
  const { report, folder } = await verifyProject(await writeProject(files), {
    onEvent: (event) => {
      if (event.type === 'warnings') warnings.push(...event.problems);
    },
    ...changes,
  });
  return { report, folder, warnings };
}

async function refusedFor(files: Files): Promise<readonly string[]> {
  const refused = await verifyFiles(files).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(refused instanceof InputError)) throw new Error('expected an InputError');
  return refused.problems.map(({ file, line, pointer, message }) => `${file}:${line} ${pointer} ${message}`);
}

describe('a prompt without a golden', () => {
  it('is unproven on every target, and the report has the line to write and the commands to approve', async () => {
    const { report, folder } = await verifyFiles(goldens({ 'plain-word': null }));
    const { counts, groups, unpassed, verdict } = report.summary;
    expect([report.exitCode, verdict, groups, unpassed]).toEqual([3, 'inconclusive', [], []]);
    expect(counts).toMatchObject({ planned: 24, passed: 16, unproven: 8 });
    expect(report.goldensToWrite.map(({ promptId, file }) => [promptId, file])).toEqual([
      ['plain-word', GOLDENS],
    ]);
    const states = (await readRecords(folder)).filter(({ state }) => state === 'unproven');
    expect(new Set(states.map(({ reason }) => reason))).toEqual(new Set(['no approved golden']));
    const { run } = report.identity;
    expect(report.approving.map((command) => command.replace(/ --out .*/, ''))).toEqual([
      `npx llama-contract golden diff bedrock --run ${run}`,
      `npx llama-contract golden approve ${run} --target bedrock --reason 'read and found right'`,
    ]);
  });

  it('has none while what is written for it is approved by nobody, and passes once it is', async () => {
    const line = JSON.stringify({
      promptId: 'plain-word',
      answer: { text: 'Tōkyō, 東京 🗼.', toolCalls: [], finish: 'stop', error: null },
    });
    const root = await writeProject(goldens({ 'plain-word': `${line}\n` }));
    const mends: string[] = [];
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'warnings') mends.push(...event.problems.map(({ mend }) => mend ?? ''));
    };
    const { report } = await verifyProject(root, { onEvent });
    expect(report.summary.counts).toMatchObject({ planned: 24, passed: 16, unproven: 8 });
    const command = `npx llama-contract golden approve --written --prompt plain-word --reason 'read and found right'`;
    expect(mends.map((mend) => mend.startsWith(`read it; if it is right: ${command}`))).toEqual([true]);
    expect(report.approving.at(-1)?.startsWith(command)).toBe(true);
    await approveWritten({ ...by(root), baseline: null, prompts: null }, eagerWorld());
    const approved = await verifyProject(root);
    expect([approved.report.exitCode, approved.report.summary.stale]).toEqual([0, []]);
  });
});

it('a target that skips all it is asked does not pass with the others', async () => {
  const { report } = await verifyFiles({
    ...SMALL,
    'suites/small.yaml': {
      ...SUITE,
      prompts: SUITE.prompts.map((prompt) => ({ ...prompt, maxOutputTokens: 900 })),
    },
    'llama-contract.config.yaml': JSON.parse(
      JSON.stringify(SMALL['llama-contract.config.yaml']).replace(
        '"id":"meta/llama-4-scout-17b-16e-instruct"',
        '"id":"meta/llama-4-scout-17b-16e-instruct","maxOutputTokens":800',
      ),
    ),
  });
  expect(report.summary.unpassed).toEqual([{ what: 'target', id: 'nim' }]);
  expect([report.exitCode, report.summary.counts.passed, report.summary.counts.skipped]).toEqual([3, 18, 6]);
});

it('a stale golden is told before the run, compared all the same, and keeps the run from passing', async () => {
  const stale = goldenLine('plain-word').replace(
    '"parametersHash":null',
    `"parametersHash":"${'0'.repeat(64)}"`,
  );
  const { report, warnings } = await verifyFiles(goldens({ 'plain-word': stale }));
  expect(warnings.map(({ severity, file, line, pointer }) => [severity, file, line, pointer])).toEqual([
    ['warning', GOLDENS, 2, '/provenance/parametersHash'],
  ]);
  expect([report.exitCode, report.summary.stale]).toEqual([3, ['plain-word']]);
  expect(report.summary.counts.passed).toBe(24);
  const root = await writeProject(goldens({ 'plain-word': stale }));
  await approveWritten({ ...by(root), baseline: null, prompts: ['plain-word'] }, eagerWorld());
  expect((await verifyProject(root)).report.exitCode).toBe(0);
});

it.each<[string, Files, string]>([
  [
    'is of no prompt',
    goldens({
      'plain-word':
        goldenLine('plain-word') +
        goldenLine('plane-word', { text: '', toolCalls: [], finish: null, error: null }),
    }),
    `${GOLDENS}:3 /promptId suite small has no prompt "plane-word"`,
  ],
  [
    'breaks its own schema',
    goldens({
      'json-note': goldenLine('json-note', { text: '{}', toolCalls: [], finish: 'stop', error: null }),
    }),
    `${GOLDENS}:1 /answer/text the golden "json-note" breaks its own contract: `,
  ],
  [
    'expects an outage',
    goldens({
      'plain-word': goldenLine('plain-word', { text: '', toolCalls: [], finish: null, error: 'connection' }),
    }),
    `${GOLDENS}:2 /answer/error answer.error must be one of `,
  ],
])('a golden that %s is refused before the first call', async (_, files, expected) => {
  const [problem = ''] = await refusedFor(files);
  expect(problem.startsWith(expected), problem).toBe(true);
});

it('all that is wrong with goldens and comparators is told at once, in the order of the files', async () => {
  const [note, ...others] = SUITE.prompts;
  const prompts = [{ ...note, comparators: { '/titel': 'exact' } }, ...others];
  const broken = { text: '{}', toolCalls: [], finish: 'stop', error: null };
  const files = goldens({
    'json-note': goldenLine('json-note', broken),
    'plain-word': '{"promptId":"plain-word","answer":{"txt":"Tokyo"},\n',
    'tool-call': goldenLine('tool-call').replace('"finish":"tool_calls"', '"finish":"called"'),
  });
  const gone = goldenLine('goner', broken);
  expect(
    await refusedFor({
      ...files,
      [GOLDENS]: `${String(files[GOLDENS])}${gone}`,
      'suites/small.yaml': { ...SUITE, prompts },
    }),
  ).toEqual([
    expect.stringMatching(
      /^goldens\/reference\/small\.jsonl:1 \/answer\/text the golden "json-note" breaks its own contract/,
    ),
    expect.stringMatching(/:1 \/answer\/text .* \/notes/),
    expect.stringMatching(/:1 \/answer\/text .* \/title/),
    `${GOLDENS}:2 null broken JSON: the text ends where a property name is expected`,
    expect.stringMatching(/:3 \/answer\/finish answer\.finish must be one of /),
    `${GOLDENS}:4 /promptId suite small has no prompt "goner"`,
    expect.stringMatching(/^suites\/small\.yaml:\d+ .* the comparator "\/titel" meets nothing/),
  ]);
});

it('a comparator that meets nothing is refused before the first call', async () => {
  const [note, ...others] = SUITE.prompts;
  const prompts = [{ ...note, comparators: { '/titel': 'exact' } }, ...others];
  expect(await refusedFor({ ...SMALL, 'suites/small.yaml': { ...SUITE, prompts } })).toEqual([
    expect.stringMatching(
      /^suites\/small\.yaml:\d+ \/prompts\/0\/comparators\/~1titel the comparator "\/titel" meets nothing/,
    ),
  ]);
});
