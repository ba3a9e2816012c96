import { expect, it } from 'vitest';
import { onceEach } from '../../src/runs/compare/once-each.ts';

it('what has one name is made once, and let go of where there are very many names', () => {
  const made: number[] = [];
  const make = onceEach(String, (at: number) => {
    made.push(at);
    return { at };
  });
  const ask = (count: number): void => {
    for (let at = 0; at < count; at += 1) make(at);
  };
  ask(2_000);
  ask(2_000);
  expect(made).toHaveLength(2_000);
  expect([make(2_000), make(1), make(0)]).toEqual([{ at: 2_000 }, { at: 1 }, { at: 0 }]);
  expect(made.slice(2_000)).toEqual([2_000, 0]);
});
