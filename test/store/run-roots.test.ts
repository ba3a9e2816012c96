import { createHash, hash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyCodePoint } from '../../src/fuzz/any-code-point.ts';
import { createRootCount } from '../../src/store/run/run-roots.ts';
import { begin, record, resume, temporaryFolder } from './sample-run.ts';

const rootOf = (pairs: readonly (readonly [string, string])[]): string => {
  const count = createRootCount();
  // The content's digest is another one, so that neither root can be the other.
  for (const [id, digest] of pairs) count.add(id, digest, hash('sha256', `content ${digest}`));
  return count.roots().evidenceRoot;
};

const pairs = fc.uniqueArray(
  fc.tuple(
    fc.string({ unit: anyCodePoint }),
    fc.string().map((text) => hash('sha256', text)),
  ),
  {
    selector: ([id]) => id,
    maxLength: 40,
  },
);

it('the order of exchanges does not matter', () => {
  fc.assert(
    fc.property(pairs, fc.infiniteStream(fc.nat()), (given, keys) => {
      const shuffled = given.map((pair) => [keys.next().value ?? 0, pair] as const);
      const other = shuffled.toSorted(([a], [b]) => a - b).map(([, pair]) => pair);
      expect(rootOf(other)).toBe(rootOf(given));
    }),
  );
});

it('another digest, another id or one exchange less gives another root', () => {
  const [a, b] = [hash('sha256', 'a'), hash('sha256', 'b')];
  const roots = [
    [
      ['x', a],
      ['y', b],
    ],
    [
      ['x', b],
      ['y', a],
    ],
    [
      ['x', a],
      ['z', b],
    ],
    [['x', a]],
    [],
  ] as const;
  expect(new Set(roots.map(rootOf)).size).toBe(roots.length);
});

it('the root is what anyone can compute from the pairs', () => {
  const [a, b] = [hash('sha256', 'a'), hash('sha256', 'b')];
  const text = `["x","${a}"]\n["y","${b}"]\n`;
  expect(
    rootOf([
      ['y', b],
      ['x', a],
    ]),
  ).toBe(createHash('sha256').update(text).digest('hex'));
});

it('both roots are made alike, each of its own digests', () => {
  const [line, content] = [hash('sha256', 'line'), hash('sha256', 'content')];
  const count = createRootCount();
  count.add('x', line, content);
  expect(count.roots()).toEqual({
    evidenceRoot: hash('sha256', `["x","${line}"]\n`),
    contentRoot: hash('sha256', `["x","${content}"]\n`),
  });
});

it('the first exchange that is there again is told, wherever it stands', () => {
  const count = createRootCount();
  const digest = hash('sha256', '');
  for (let at = 0; at < 3000; at += 1) count.add(`id-${at === 2500 || at === 2000 ? 7 : at}`, digest, '');
  expect(count.evidence().twice).toEqual({ id: 'id-7', at: 2000 });
});

it('thousands of exchanges keep their digests', () => {
  const many = Array.from({ length: 5000 }, (_each, at) => [`id-${at}`, hash('sha256', String(at))] as const);
  expect(rootOf(many.toReversed())).toBe(rootOf(many));
  expect(rootOf(many.with(4999, ['id-4999', hash('sha256', 'other')]))).not.toBe(rootOf(many));
});

it('a run in two parts has the root of the run in one', async () => {
  await using whole = await temporaryFolder();
  await using parted = await temporaryFolder();
  const single = await begin(whole.path);
  await single.append([record('a'), record('b')], []);
  const first = await begin(parted.path);
  await first.append([record('b')], []);
  await first.close();
  const { store } = await resume(first.folder);
  await store.append([record('a')], []);
  expect(store.roots().evidenceRoot).toBe(single.roots().evidenceRoot);
  await store.close();
  await single.close();
});
