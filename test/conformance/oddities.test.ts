import { describe, expect, it } from 'vitest';
import type { Mode } from '../../src/contract/exchanges/mode.ts';
import { OPENAI_FACES } from '../../src/simulator/openai/faces.ts';
import { ANSWER, complete, kept, warnings, type Facts } from './behaviours.ts';
import { ODDITY_CELLS, type OddityCell } from './oddities.ts';
import { ROWS } from './rows.ts';
import { ask, call, page } from './stage.ts';

const QUESTION = ask('What is the capital of Norway?');

async function observe({ row, oddity, at = 'headers' }: OddityCell, mode: Mode): Promise<Facts> {
  const found = ROWS.find(({ name }) => name === row);
  if (found === undefined) throw new Error(`no row ${row}`);
  const faults = [{ match: {}, at, wire: 'oddity', value: oddity }] as const;
  const seen = await call(found, mode, QUESTION, { book: [page(QUESTION, { text: ANSWER })], faults });
  return {
    complete: complete(seen),
    kind: seen.error?.kind ?? null,
    retryable: seen.error?.retryable ?? null,
    finish: seen.response.finishReason?.unified ?? null,
    // What the plain SDK makes of it, and the order of events, follow from the rest.
    warnings: warnings(seen).filter((code) => !/^(?:sdk|grammar)\//.test(code)),
    kept: kept(seen),
    text: seen.response.text,
    namedInHead: !(seen.response.providerRequestId ?? 'chatcmpl').startsWith('chatcmpl'),
  };
}

const modesOf = ({ row, oddity, mode }: OddityCell) =>
  mode === undefined ? (OPENAI_FACES[row]?.oddities?.[oddity]?.modes ?? []) : [mode];

describe('an oddity of one server', () => {
  const cells = ODDITY_CELLS.flatMap((cell) => modesOf(cell).map((mode) => ({ ...cell, cell, seen: mode })));

  it.each(cells)('$row $oddity $seen $at', async ({ cell, seen }) => {
    expect(await observe(cell, seen)).toMatchObject(cell.expected);
  });

  it('has a cell, each of them', () => {
    const has = Object.entries(OPENAI_FACES).flatMap(([row, { oddities = {} }]) =>
      Object.keys(oddities).map((oddity) => `${row}/${oddity}`),
    );
    const met = new Set(ODDITY_CELLS.map(({ row, oddity }) => `${row}/${oddity}`));
    expect([...met].toSorted()).toEqual(has.toSorted());
  });
});
