import { expect, it } from 'vitest';
import type { Warning } from '../../src/contract/exchanges/response.ts';
import { answered, refused } from '../build-exchange.ts';
import { readNotes, readVerdict, verdictOf } from './read-verdict.ts';

const CHECK = 'model-retirement';

const SILENT = 'skip: the host says nothing of an end of the model';

it.each([
  [{ state: 'retired', on: '2026-07-27' }, 'model/retired', ''],
  [{ state: 'retired', on: null }, 'model/retired', ''],
  [{ state: 'retiring', on: '2027-01-31' }, 'pass', 'model/retiring'],
  [null, SILENT, ''],
] as const)('an error with %j: %s, %s', (retirement, verdict, notes) => {
  const found = verdictOf(CHECK, { exchange: refused({ kind: 'model_not_found', retirement }) });
  expect([readVerdict(found), readNotes(found)]).toEqual([verdict, notes]);
});

it('the day stands in the finding, with the words of the host', () => {
  const exchange = refused({ message: 'gone', retirement: { state: 'retired', on: '2026-07-27' } });
  expect(verdictOf(CHECK, { exchange })).toMatchObject({
    findings: [{ message: 'retired since 2026-07-27: gone', observed: '2026-07-27' }],
  });
});

it('leaves what stands beside an answer to the check of all that a decoder saw', () => {
  const warning: Warning = { code: 'model/retiring', message: 'soon', frame: null, offset: null };
  const exchange = answered({ warnings: [warning] });
  expect(readVerdict(verdictOf(CHECK, { exchange }))).toBe(SILENT);
  expect(readNotes(verdictOf('wire-form', { exchange }))).toBe('model/retiring');
});
