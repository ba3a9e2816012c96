import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createGrouping } from '../../src/metrics/group-findings.ts';

function group(findings: readonly { readonly id: string; readonly pointer: string }[]) {
  const grouping = createGrouping();
  for (const { id, pointer } of findings) {
    const found = {
      code: 'parity/extra-path',
      pointer,
      message: `at ${id}`,
      expected: null,
      observed: id,
    } as const;
    grouping.add(id, { target: `target ${id.length}`, prompt: id.slice(-1) }, [found]);
  }
  return grouping.groups();
}

it('hostile pointers make a bounded number of groups, the same in every order, and every finding is counted', () => {
  const findings = Array.from({ length: 2000 }, (_, index) => ({
    id: `id-${index % 700}`,
    pointer: `/k${index % 900}x`,
  }));
  const expected = group(findings);
  expect(expected).toHaveLength(501);
  expect(expected[0]).toMatchObject({ pointer: '/…', message: 'at id-0', observed: 'id-0', prompts: 10 });
  expect(expected.reduce((sum, { count }) => sum + count, 0)).toBe(2000);
  const shuffle = fc.shuffledSubarray(findings, { minLength: 2000, maxLength: 2000 });
  fc.assert(
    fc.property(shuffle, (shuffled) => {
      expect(group(shuffled)).toEqual(expected);
    }),
    { numRuns: 20 },
  );
});

it('of equal counts, what a plain SDK makes of an answer stands after what is wrong with the answer', () => {
  const grouping = createGrouping();
  const found = { pointer: '', message: '', expected: null, observed: null } as const;
  const codes = ['sdk/silent-end', 'stream/incomplete'] as const;
  grouping.add(
    't/a/stream/1',
    { target: 't', prompt: 'a' },
    codes.map((code) => ({ ...found, code })),
  );
  expect(grouping.groups().map(({ code }) => code)).toEqual(['stream/incomplete', 'sdk/silent-end']);
});
