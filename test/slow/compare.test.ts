import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/contract/gates/comparison.ts';
import { compare } from '../../src/runs/compare/compare.ts';
import { inferContract } from '../../src/runs/compare/infer-contract.ts';
import { join } from 'node:path';
import { DRIFTS_OF_ANY, type Drift } from '../answer-drifts.ts';
import { CONFIG, NIM, SMALL, VLLM, writeProject } from '../e2e/small-project.ts';
import { eagerWorld, verifyProject } from '../e2e/verify-project.ts';

/** What may go wrong with one target's answers. */
const DRIFTS: readonly Drift[] = [
  {
    name: 'a key is gone',
    fault: { answer: 'drop-key', pointer: '/kind' },
    code: 'schema/required-missing',
    pointer: '/kind',
  },
  {
    name: 'an optional key is gone',
    fault: { answer: 'drop-key', pointer: '/remark' },
    code: 'parity/missing-path',
    pointer: '/remark',
  },
  {
    name: 'a text is a number',
    fault: { answer: 'retype', pointer: '/title', value: 7 },
    code: 'parity/type-changed',
    pointer: '/title',
  },
  {
    name: 'a number is a text',
    fault: { answer: 'retype', pointer: '/title', value: ['7'] },
    code: 'schema/type-mismatch',
    pointer: '/title',
  },
  {
    name: 'a list is a map',
    fault: { answer: 'retype', pointer: '/notes' },
    code: 'parity/type-changed',
    pointer: '/notes',
  },
  {
    name: 'a word is none of the enum',
    fault: { answer: 'enum', pointer: '/kind' },
    code: 'schema/enum-mismatch',
    pointer: '/kind',
  },
  {
    name: 'null for a value',
    fault: { answer: 'null', pointer: '/title' },
    code: 'parity/null-for-value',
    pointer: '/title',
  },
  {
    name: 'prose around JSON',
    fault: { answer: 'text', value: 'Here: {"kind":"bug","title":"t","notes":[]}' },
    code: 'schema/prose-around',
  },
  {
    name: 'loose JSON',
    fault: { answer: 'text', value: '{"kind":"bug","title":"t","notes":["n",],}' },
    code: 'schema/trailing-comma',
  },
  {
    name: 'other arguments',
    fault: { answer: 'tool-arguments', value: { orderId: 'BK2' } },
    code: 'tool/argument-changed',
  },
  {
    name: 'arguments without what is required',
    fault: { answer: 'tool-arguments', value: {} },
    code: 'tool/arguments-invalid',
  },
  ...DRIFTS_OF_ANY,
];

async function between(root: string, baseline: string, candidate: string): Promise<Comparison> {
  const where = { config: join(root, 'llama-contract.config.yaml'), out: join(root, 'reports') };
  return compare(
    { ...where, migration: null, baseline, candidate },
    eagerWorld(),
    new AbortController().signal,
  );
}

describe('two sides', () => {
  it.each(DRIFTS)(
    'differ where one of them has $name, which is named',
    async ({ fault, code, pointer = '' }) => {
      const root = await writeProject();
      const faults = [{ at: 'headers', ...fault, match: { target: 'vllm' } } as const];
      await verifyProject(root, { targets: ['nim', 'vllm', 'watsonx'], faults });
      const found = await between(root, 'nim', 'vllm');
      expect(found.groups.map((group) => `${group.code} ${group.pointer}`)).toContainEqual(
        expect.stringMatching(new RegExp(`^${code} .*${pointer}$`)),
      );
      expect(found.pairs.planned).toBe(found.pairs.compared + found.pairs.unanswered + found.pairs.skipped);
      // Nobody else is blamed for it.
      expect(await between(root, 'nim', 'watsonx')).toMatchObject({ verdict: 'pass', groups: [] });
    },
  );

  it('fail where the candidate alone cannot be asked, and not the other way round', async () => {
    const root = await writeProject({
      ...SMALL,
      'llama-contract.config.yaml': {
        ...CONFIG,
        targets: [NIM, { ...VLLM, capabilities: { tools: 'none' } }],
      },
    });
    await verifyProject(root, { targets: ['nim', 'vllm'] });
    expect(await between(root, 'nim', 'vllm')).toMatchObject({
      verdict: 'fail',
      reason: expect.stringMatching(
        /^the candidate cannot be asked 1 of 3 prompts that the baseline can \(.+ on 1\)$/,
      ),
      pairs: { planned: 6, compared: 4, unserved: 2, skipped: 0 },
    });
    expect(await between(root, 'vllm', 'nim')).toMatchObject({
      verdict: 'pass',
      pairs: { planned: 6, compared: 4, unserved: 0, skipped: 2 },
    });
  });

  it('are told apart from noise by a baseline that was asked twice', async () => {
    const root = await writeProject();
    const faults = (['nim', 'vllm'] as const).map(
      (target) => ({ at: 'headers', match: { target }, answer: 'vary' }) as const,
    );
    await verifyProject(root, { targets: ['nim', 'vllm'], repeat: 2, once: 'vllm', faults });
    const same = await between(root, 'nim', 'vllm');
    expect([same.verdict, same.pairs.planned, same.pairs.missing]).toEqual(['pass', 6, 0]);
    expect(same.dimensions.every(({ noise }) => noise !== null)).toBe(true);
  });

  it.each(['overloaded', 'authentication'] as const)(
    'prove nothing while one of them answers %s alone, whichever it is',
    async (kind) => {
      const root = await writeProject();
      const faults = [
        { at: 'headers', match: { target: 'vllm' }, wire: 'error-body', error: { kind } } as const,
      ];
      await verifyProject(root, { targets: ['nim', 'vllm'], faults });
      for (const [baseline, candidate] of [
        ['nim', 'vllm'],
        ['vllm', 'nim'],
      ] as const) {
        const found = await between(root, baseline, candidate);
        expect([found.verdict, found.pairs.unanswered]).toEqual(['inconclusive', 6]);
      }
    },
  );

  it.each([
    ['drop-key', '/remark', 'key-gone'],
    ['retype', '/title', 'type-new'],
    ['null', '/title', 'null-new'],
  ] as const)('differ in what clients could rely on: %s at %s is %s', async (answer, pointer, change) => {
    const root = await writeProject();
    const faults = [{ at: 'headers', answer, pointer, match: { target: 'vllm' } } as const];
    await verifyProject(root, { targets: ['nim', 'vllm', 'watsonx'], repeat: 2, faults });
    expect((await between(root, 'nim', 'vllm')).contract).toMatchObject({
      parts: 2,
      changes: [{ part: 'output note', change, pointer, class: 'breaking', prompts: 1, of: 1, noise: 0 }],
    });
    expect((await between(root, 'nim', 'watsonx')).contract).toMatchObject({
      verdict: 'compatible',
      changes: [],
    });
  });

  it('have a contract each, which is written as JSON Schema, the same for the same answers', async () => {
    const root = await writeProject();
    await verifyProject(root, { targets: ['nim', 'vllm'] });
    const infer = (side: string, output: string | null) =>
      inferContract({
        config: join(root, 'llama-contract.config.yaml'),
        out: join(root, 'reports'),
        nowMs: Date.now(),
        side,
        output,
      });
    const file = join(root, 'contract.json');
    const { schema, parts, synthetic, unread } = await infer('nim', file);
    expect([parts, synthetic, unread]).toEqual([
      [
        { name: 'output note', values: 2 },
        { name: 'tool look_up', values: 2 },
      ],
      true,
      0,
    ]);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(schema);
    expect((await infer('vllm', null)).schema['$defs']).toEqual(schema['$defs']);
    expect(schema).toMatchObject({
      description: expect.stringContaining('SYNTHETIC'),
      $defs: {
        'output.note': {
          required: ['kind', 'notes', 'remark', 'title'],
          properties: { notes: { type: 'array', items: { type: ['null', 'string'] } } },
        },
        'tool.look_up': { required: ['orderId'], properties: { orderId: { type: 'string' } } },
      },
    });
    await expect(infer('nim', join(root, 'nowhere', 'contract.json'))).rejects.toMatchObject({
      problems: [{ message: expect.stringMatching(/cannot be written: it does not exist$/) }],
    });
  });

  it('need names that are known, one migration, and the same questions', async () => {
    const root = await writeProject();
    await verifyProject(root, { targets: ['nim'] });
    const refused = (baseline: string | null, candidate: string | null): Promise<unknown> =>
      compare(
        {
          config: join(root, 'llama-contract.config.yaml'),
          out: join(root, 'reports'),
          migration: null,
          baseline,
          candidate,
        },
        eagerWorld(),
        new AbortController().signal,
      ).catch((error: unknown) => error);
    expect(await refused('nim', 'nimm')).toMatchObject({
      problems: [{ message: 'unknown target "nimm"', mend: 'did you mean "nim"?' }],
    });
    expect(await refused('nim', 'vllm')).toMatchObject({
      problems: [{ message: expect.stringMatching(/^run \S+ did not ask vllm$/) }],
    });
    expect(await refused('nim', 'nim')).toMatchObject({
      problems: [{ message: expect.stringMatching(/^both sides are the same exchanges: nim of run /) }],
    });
    expect(await refused(null, null)).toMatchObject({
      problems: [{ message: 'what is to be compared is not determined' }],
    });
    const [first = '', second = ''] = (await verifyProject(root)).report.summary.prompts.map(
      ({ promptId }) => promptId,
    );
    const runs = await Promise.all(
      [first, second].map((id) => verifyProject(root, { targets: ['nim'], prompts: [id] })),
    );
    const [firstRun = '', secondRun = ''] = runs.map(({ report }) => report.identity.run);
    expect(await refused(`${firstRun}/nim`, `${secondRun}/nim`)).toMatchObject({
      problems: [
        {
          message: expect.stringMatching(/ share no prompt$/),
          mend: expect.stringContaining('same prompts'),
        },
      ],
    });
  });
});
