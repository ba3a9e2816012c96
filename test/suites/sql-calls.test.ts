import { describe, expect, it } from 'vitest';
import { spellArguments } from '../../src/json/spell-arguments.ts';
import { isRecord, stringAt } from '../../src/json/read.ts';
import { between, openApproved } from './approved-answers.ts';

const { approved, askedOf, answerOf } = openApproved('sql-generation');

/** The arguments of the one approved call. */
function argumentsOf(id: string): Readonly<Record<string, unknown>> {
  const [call] = approved.get(id)?.golden.answer.toolCalls ?? [];
  if (!isRecord(call?.arguments)) throw new Error(`${id} calls nothing with an object`);
  return call.arguments;
}

describe('the arguments of approved calls are what the user gave', () => {
  it('between guillemets, with nothing for null', () => {
    const id = 'sql-tool-values-quoted';
    const { sql, values } = argumentsOf(id);
    const quoted = [...askedOf(id).matchAll(/«([^»]*)»/gu)].map(([, value]) => value);
    expect(values).toEqual([quoted[0], null, 3, quoted[1]]);
    expect(askedOf(id)).toContain(`Statement: ${String(sql)}\n`);
  });

  it('between BEGIN and END', () => {
    const id = 'sql-tool-save-as-written';
    expect(argumentsOf(id)['sql']).toBe(between(askedOf(id), 'BEGIN\n', '\nEND'));
  });

  it('of 19 digits, which no double has', () => {
    const queryId = stringAt(argumentsOf('sql-tool-cancel-the-second'), 'queryId') ?? '';
    expect(askedOf('sql-tool-cancel-the-second')).toContain(`${queryId}  report_monthly  since 09:52`);
    expect(BigInt(Number(queryId)).toString()).not.toBe(queryId);
  });

  it('with the one word changed that the error names', () => {
    const id = 'sql-tool-wrong-column-again';
    const [first] =
      approved
        .get(id)
        ?.prompt.messages.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : [])) ?? [];
    const before = JSON.stringify(first?.arguments);
    expect(JSON.stringify(argumentsOf(id))).toBe(before.replace('paid_on', 'settled_on'));
  });

  it('of a list that is cut, as far as they go', () => {
    const id = 'sql-tool-cut-in-list';
    const codes = askedOf(id).match(/\b[A-Z]{3}\b/gu) ?? [];
    const sql = `SELECT code, opened_on FROM depot WHERE code IN (${codes.map((code) => `'${code}'`).join(',')})`;
    const [cut] = approved.get(id)?.golden.answer.toolCalls ?? [];
    expect(codes).toHaveLength(40);
    expect(JSON.stringify({ sql }).startsWith(spellArguments(cut?.arguments ?? null))).toBe(true);
  });

  it('and what two results say is of the calls that they name', () => {
    const { messages } = approved.get('sql-tool-results-in-other-order')?.prompt ?? { messages: [] };
    const calls = messages.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : []));
    const counts = messages.flatMap((message) => {
      if (message.role !== 'tool') return [];
      const [part] = message.content;
      const call = JSON.stringify(calls.find(({ id }) => id === message.toolCallId)?.arguments);
      const parcels = part?.type === 'text' ? JSON.parse(part.text).rows[0].parcels : null;
      return [[/depot = '(\w+)'/u.exec(call)?.[1] ?? '', parcels] as const];
    });
    const { north, south, percentMore } = answerOf('sql-tool-results-in-other-order');
    expect(Object.fromEntries(counts)).toEqual({ north, south });
    expect(percentMore).toBe(Number(((south / north - 1) * 100).toFixed(1)));
  });
});
