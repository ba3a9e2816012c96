import { errorClass } from '../contract/errors/error-class.ts';
import type { FindingCode } from '../contract/findings.ts';
import type { Exchange } from '../contract/exchanges/exchange.ts';
import type { Mode } from '../contract/exchanges/mode.ts';
import type { ExchangeRecord } from '../contract/exchanges/record.ts';
import type { Held, Measure } from './gate-evidence.ts';

/** Which measures apply to a planned exchange. */
export interface Applies {
  readonly mode: Mode;
  readonly hasSchema: boolean;
  readonly isScored: boolean;
}

/** What one exchange adds to its side of its prompt. */
export interface ReadRecord {
  readonly measures: Readonly<Record<Measure, Held>>;
  readonly latencyMs: number | null;
  readonly serverErrors: readonly string[];
}

const NOT_ASKED: Held = { of: 0, missing: 0, held: 0 };
const MISSING: Held = { of: 1, missing: 1, held: 0 };
const UNSERVED: Held = { of: 1, missing: 0, held: 0 };

/** One that is null was planned and has no record; one that was skipped was not to be asked. */
export function readRecord(
  record: ExchangeRecord | null,
  applies: Applies,
  latencyOf: (exchange: Exchange) => number | null,
): ReadRecord {
  const where = (measure: Measure, held: number): Held => {
    if (record?.state === 'skipped' || !doesApply(measure, applies)) return NOT_ASKED;
    return record === null ? MISSING : { of: 1, missing: 0, held };
  };
  const exchange = record?.exchange ?? null;
  const isWhole = record?.state === 'passed' || exchange?.outcome.type === 'response';
  return {
    measures: {
      schema: where('schema', record === null ? 0 : Number(holdsSchema(record))),
      answered: where('answered', Number(record?.state !== 'errored')),
      uncut: where('uncut', Number(!has(record, 'truncation/unexpected', 'truncation/silent'))),
      whole: where('whole', Number(!has(record, 'stream/incomplete'))),
      quality: where('quality', scoreOf(record)),
    },
    latencyMs: exchange !== null && isWhole ? latencyOf(exchange) : null,
    serverErrors: exchange === null ? [] : serverErrorsOf(exchange),
  };
}

/** One that a target cannot serve, and that it will be asked where traffic moves to it: it holds nothing, and never ends. */
export function readUnserved(applies: Applies): ReadRecord {
  const where = (measure: Measure): Held => (doesApply(measure, applies) ? UNSERVED : NOT_ASKED);
  return {
    measures: {
      schema: where('schema'),
      answered: where('answered'),
      uncut: where('uncut'),
      whole: where('whole'),
      quality: where('quality'),
    },
    latencyMs: null,
    serverErrors: [],
  };
}

function doesApply(measure: Measure, { mode, hasSchema, isScored }: Applies): boolean {
  if (measure === 'schema') return hasSchema;
  if (measure === 'quality') return isScored;
  return measure !== 'whole' || mode === 'stream';
}

function holdsSchema({ verdicts }: ExchangeRecord): boolean {
  return verdicts.some(({ check, status }) => check === 'output-schema' && status === 'pass');
}

function has(record: ExchangeRecord | null, ...codes: readonly FindingCode[]): boolean {
  const verdicts = record?.verdicts ?? [];
  return verdicts.some(
    (verdict) => verdict.status === 'fail' && verdict.findings.some(({ code }) => codes.includes(code)),
  );
}

/** What errored holds nothing. */
function scoreOf(record: ExchangeRecord | null): number {
  const score = record?.score ?? null;
  return score === null || score.of === 0 ? 0 : score.held / score.of;
}

const OF_SERVERS: ReadonlySet<string> = new Set(['server_error', 'overloaded', 'model_error']);
const FIRST_SERVER_STATUS = 500;

/** By kind and status, of every attempt: a retry that went well does not undo it. */
export function serverErrorsOf({ attempts }: Exchange): readonly string[] {
  const classes = attempts.flatMap((attempt) => {
    const { error, status } = attempt;
    if (error === null) return [];
    const isOfServer = (status ?? 0) >= FIRST_SERVER_STATUS || OF_SERVERS.has(error.kind);
    return isOfServer ? (errorClass(attempt) ?? []) : [];
  });
  return [...new Set(classes)].toSorted();
}
