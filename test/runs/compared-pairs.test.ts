import { expect, it } from 'vitest';
import { eachOnce } from '../../src/runs/compare/compared-pairs.ts';
import { buildPrompt } from '../build-exchange.ts';

it('a prompt is prepared for all of its answers at once, and is let go of where there are very many', () => {
  const bareOf = eachOnce();
  const [first, ...others] = Array.from({ length: 1_001 }, (_, at) => buildPrompt({ id: `p${at}` }));
  if (first === undefined) throw new Error('there is no prompt');
  const bare = bareOf(first);
  for (const other of others.slice(1)) bareOf(other);
  expect(bareOf(first)).toBe(bare);
  for (const other of others) bareOf(other);
  expect(bareOf(first)).not.toBe(bare);
});
