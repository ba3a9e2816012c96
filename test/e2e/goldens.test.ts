import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/contract/problem.ts';
import { InputError } from '../../src/contract/problem.ts';
import { goldenLine, SMALL, SUITE, writeProject, type Files } from './small-project.ts';
import { readRecords, verifyProject, type VerifyChanges } from './verify-project.ts';

const GOLDENS = 'goldens/reference/small.jsonl';

/** The lines of the small project's goldens, some of them changed. Null leaves one out. */
function goldens(changed: Readonly<Record<string, string | null>>): Files {
  const lines = ['json-note', 'plain-word', 'tool-call'].map((id) =>
    changed[id] === undefined ? goldenLine(id) : (changed[id] ?? ''),
  );
  return { ...SMALL, [GOLDENS]: lines.join('') };
}

async function verifyFiles(files: Files, changes: VerifyChanges = {}) {
  const told: Problem[] = [];
  const { report, folder } = await verifyProject(await writeProject(files), {
    onEvent: (event) => {
      if (event.type === 'warnings') told.push(...event.problems);
    },
    ...changes,
  });
  return { report, folder, told };
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
  it('is unproven on every target, and the report has the line to write', async () => {
    const { report, folder } = await verifyFiles(goldens({ 'plain-word': null }));
    const { counts, groups, unpassed, verdict } = report.summary;
    expect([report.exitCode, verdict, groups, unpassed]).toEqual([3, 'inconclusive', [], []]);
    expect(counts).toMatchObject({ planned: 24, passed: 16, unproven: 8 });
    expect(report.goldensToWrite.map(({ promptId, file }) => [promptId, file])).toEqual([
      ['plain-word', GOLDENS],
    ]);
    const states = (await readRecords(folder)).filter(({ state }) => state === 'unproven');
    expect(new Set(states.map(({ reason }) => reason))).toEqual(new Set(['no approved golden']));
    // The line, filled in as a person would, is a golden, and not a stale one.
    const line = (report.goldensToWrite[0]?.line ?? '')
      .replace('<the approved answer>', 'Tōkyō, 東京 🗼.')
      .replace('<YYYY-MM-DD>', '2026-11-22')
      .replaceAll(/<[^>]*>/g, 'somebody');
    const mended = await verifyFiles(goldens({ 'plain-word': `${line}\n` }));
    expect([mended.report.exitCode, mended.report.summary.stale]).toEqual([0, []]);
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
  const { report, told } = await verifyFiles(goldens({ 'plain-word': stale }));
  expect(told.map(({ severity, file, line, pointer }) => [severity, file, line, pointer])).toEqual([
    ['warning', GOLDENS, 2, '/provenance/parametersHash'],
  ]);
  expect([report.exitCode, report.summary.stale]).toEqual([3, ['plain-word']]);
  expect(report.summary.counts.passed).toBe(24);
  const hash = /[0-9a-f]{64}/.exec(told[0]?.mend ?? '')?.[0] ?? '';
  const mended = await verifyFiles(goldens({ 'plain-word': stale.replace('0'.repeat(64), hash) }));
  expect([mended.report.exitCode, mended.told]).toEqual([0, []]);
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

it('a comparator that meets nothing is refused before the first call', async () => {
  const [note, ...others] = SUITE.prompts;
  const prompts = [{ ...note, comparators: { '/titel': 'exact' } }, ...others];
  expect(await refusedFor({ ...SMALL, 'suites/small.yaml': { ...SUITE, prompts } })).toEqual([
    expect.stringMatching(
      /^suites\/small\.yaml:\d+ \/prompts\/0\/comparators\/~1titel the comparator "\/titel" meets nothing/,
    ),
  ]);
});
