import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeRungs, nextLook, readLadder, wanted, type Rung } from '../../src/probe/context/ladder.ts';

const plan = { lengths: [1024, 2048, 4096, 8192, 16_384], look: 25, most: 100, budget: Infinity };
const rung = (length: number, asked: number, right: number): Rung => ({ length, asked, right });

it('the shortest length is looked at whole before any other', () => {
  expect(nextLook([], plan)).toEqual({ length: 1024, questions: 25 });
  expect(nextLook([rung(1024, 75, 75)], plan)).toEqual({ length: 1024, questions: 25 });
  expect(nextLook([rung(1024, 100, 100)], plan)).toEqual({ length: 4096, questions: 25 });
});

it('a length that is proved proves those that are shorter, and one below shows those that are longer', () => {
  const judged = judgeRungs([rung(1024, 100, 100), rung(2048, 10, 9), rung(8192, 50, 50)], plan);
  expect(judged.map(({ verdict }) => verdict)).toEqual(['proved', 'proved', 'proved']);
  const fallen = judgeRungs([rung(1024, 100, 100), rung(4096, 50, 10), rung(8192, 2, 1)], plan);
  expect(fallen.map(({ verdict }) => verdict)).toEqual(['proved', 'below', 'below']);
});

it('who fails at the shortest length is not measured by it', () => {
  const weak = [rung(1024, 100, 30), rung(2048, 25, 25)];
  expect(wanted(weak, plan)).toEqual([]);
  expect(judgeRungs(weak, plan).map(({ verdict }) => verdict)).toEqual(['open', 'open']);
});

it('few right answers prove nothing, and none wrong does not either', () => {
  const { proved, below } = readLadder([rung(1024, 100, 100), rung(4096, 5, 5)], plan);
  expect({ proved, below }).toEqual({ proved: 1024, below: null });
});

it('whatever is answered, the search ends within its budget and asks nothing below what is proved to be lost', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (budget, draws) => {
        const rungs = new Map<number, Rung>();
        let spent = 0;
        for (let looks = 0; ; looks += 1) {
          expect(looks).toBeLessThanOrEqual(20);
          const look = nextLook([...rungs.values()], { ...plan, budget });
          if (look === null) break;
          const before = rungs.get(look.length) ?? rung(look.length, 0, 0);
          const share = draws.next().value ?? 0;
          const right = Math.round(look.questions * share);
          rungs.set(look.length, rung(look.length, before.asked + look.questions, before.right + right));
          spent += look.length * look.questions;
          const { proved, below } = readLadder([...rungs.values()], plan);
          if (proved !== null && below !== null && proved !== 1024) expect(proved).toBeLessThan(below);
        }
        expect(spent).toBeLessThanOrEqual(budget);
      },
    ),
    { numRuns: 100 },
  );
});
