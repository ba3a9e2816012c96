import { caseText, siblingOf } from '../../contract/exchanges/case-id.ts';
import { InputError, problem } from '../../contract/problem.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import { RequestIds } from '../../metrics/request-ids.ts';
import type { LaneCase } from '../../queue/lane-job.ts';
import {
  readApart,
  wholeExchange,
  writeApart,
  type ApartRecords,
} from '../../store/records/apart-records.ts';
import type { Masks } from '../../store/secrets/masks.ts';
import { shiftTimes } from '../../store/records/shift-times.ts';
import type { Standing } from '../../store/run/standing.ts';
import type { Answer } from '../../checks/read-answer.ts';
import type { PlannedCase } from '../project/plan-run.ts';
import { judgeAnswer, judgeCase } from '../verify/run-case.ts';
import type { RunWorld } from '../run-world.ts';

interface AcceptOptions {
  /** The case of a target and a prompt, in whatever repetition. */
  readonly plannedOf: (target: string, prompt: string) => PlannedCase | null;
  readonly standing: Standing;
  /** Of the records before these; goes on here. */
  readonly requestIds: RequestIds;
  readonly masks: Masks;
  /** When the clock of the run was 0. */
  readonly zeroMs: number;
  readonly judgeApart: RunWorld['judgeApart'];
  readonly signal: AbortSignal;
}

/**
 * Takes what workers answered into a run, each exchange once. A worker judges by what it knows; where the run knows more, such
 * as that another worker was given the same request id, it is judged anew. Throws InputError where it is no answer to what
 * was asked.
 */
export function acceptAnswers(
  options: AcceptOptions,
): (asked: LaneCase, text: string) => Promise<ApartRecords | null> {
  const { plannedOf, standing, requestIds, zeroMs } = options;
  const taken = new Set<string>();
  return async (asked, text) => {
    const apart = readApart(text);
    const planned = plannedOf(asked.target, asked.prompt);
    if (
      apart === null ||
      planned === null ||
      !apart.records.every(({ record }) => isOf(record, asked, planned))
    ) {
      const { target, prompt, repetition } = asked;
      const message = `what a worker answered of ${target}/${prompt}, repetition ${repetition}, is not what was asked of it`;
      throw new InputError([
        problem(message, 'have nobody else write into that Redis, and start the workers anew'),
      ]);
    }
    const ids = apart.records.map(({ record }) => caseText(record.case));
    if (ids.some((id) => taken.has(id) || standing.done.has(id))) return null;
    for (const id of ids) taken.add(id);
    const knowsMore = apart.records.some(({ record: { case: id, exchange } }) => {
      const isRepeated = exchange !== null && requestIds.has(exchange);
      return isRepeated || standing.halves.has(caseText(siblingOf(id))) || apart.zeroMs !== zeroMs;
    });
    const accepted = knowsMore ? await judgeAnew(apart, planned, options) : apart;
    for (const { record } of accepted.records) if (record.exchange !== null) requestIds.add(record.exchange);
    return accepted;
  };
}

function isOf({ case: id, exchange }: ExchangeRecord, asked: LaneCase, { planned }: PlannedCase): boolean {
  const { target, prompt, repetition, modes } = asked;
  return (
    id.target === target &&
    id.suite === planned.prompt.suite &&
    id.prompt === prompt &&
    id.repetition === repetition &&
    modes.includes(id.mode) &&
    exchange?.requestHash === planned.requestHash
  );
}

async function judgeAnew(
  apart: ApartRecords,
  asked: PlannedCase,
  { standing, requestIds, masks, zeroMs, judgeApart, signal }: AcceptOptions,
): Promise<ApartRecords> {
  const around = { judgeApart, signal };
  const made: Answer[] = [];
  for (const each of apart.records) {
    const whole = wholeExchange(each, apart);
    if (whole === null) throw new Error(`a worker left a body of ${caseText(each.record.case)} out`);
    made.push(await judgeAnswer(asked, shiftTimes(whole, apart.zeroMs - zeroMs), around));
  }
  const records: ExchangeRecord[] = [];
  const own = new RequestIds();
  for (const answer of made) {
    const { exchange } = answer;
    const half = standing.halves.get(caseText(siblingOf(exchange.case))) ?? null;
    const sibling =
      made.find((other) => other !== answer) ??
      (half === null ? null : await judgeAnswer(asked, half, around));
    const isSeen = requestIds.has(exchange) || own.has(exchange);
    records.push(judgeCase(asked, { answer, sibling }, isSeen, masks.redact));
    own.add(exchange);
  }
  const { request, requestHash: hash } = asked.planned;
  const anew = readApart(writeApart(records, [{ hash, request }], masks, zeroMs));
  if (anew === null) throw new Error('records cannot be read back');
  return anew;
}
