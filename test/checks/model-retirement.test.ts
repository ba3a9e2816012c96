import { expect, it } from 'vitest';
import type { Warning } from '../../src/contract/response.ts';
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

it.each([
  ['model/retiring', 'pass', 'model/retiring'],
  ['answer/host-warning', 'pass', 'answer/host-warning'],
  ['stream/no-usage', SILENT, ''],
] as const)('a warning %s beside an answer: %s, %s', (code, verdict, notes) => {
  const warning: Warning = { code, message: 'soon', frame: null, offset: null };
  const found = verdictOf(CHECK, { exchange: answered({ warnings: [warning] }) });
  expect([readVerdict(found), readNotes(found)]).toEqual([verdict, notes]);
});
