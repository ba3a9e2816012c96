export { classify, type ClassifyOptions, type ErrorEnvelope } from './library/classify.ts';
export { decode, type DecodeOptions, type RecordedResponse } from './library/decode.ts';
export { judge, type CallToJudge, type JudgeOptions, type ResponseToJudge } from './library/judge.ts';
export { simulate, type SimulateOptions, type Simulated } from './library/simulate.ts';
export { verify, type FaultToPlant, type VerifyOptions, type VerifyResult } from './library/verify.ts';
export { nodeWorld } from './cli/machine/node-world.ts';

export { ERROR_KINDS, type ErrorKind } from './contract/errors/error-kind.ts';
export {
  FINISH_REASONS,
  type FinishReason,
  type UnifiedFinishReason,
} from './contract/exchanges/finish-reason.ts';
export { faultSchema, faultsFileSchema, type Fault } from './contract/wires/fault.ts';
export { InputError, type Problem } from './contract/problem.ts';
export { canonicalRequestSchema, type CanonicalRequest } from './contract/exchanges/request.ts';
export { canonicalResponseSchema, type CanonicalResponse } from './contract/exchanges/response.ts';
export { REPORTERS } from './reports/formats/registry.ts';
export { RunCutShort } from './runs/verify/run-cut-short.ts';

export type { ConfigInput } from './config/rows/config-schema.ts';
export type { CanonicalError } from './contract/errors/error.ts';
export type { Dialect } from './contract/wires/dialect.ts';
export type { Attempt, Exchange, Outcome, Source } from './contract/exchanges/exchange.ts';
export type { JsonObject, JsonValue } from './contract/json-value.ts';
export type { CaseId } from './contract/exchanges/case-id.ts';
export type { Mode } from './contract/exchanges/mode.ts';
export type { Golden, GoldenAnswer, GoldenPrompt } from './contract/suites/prompt.ts';
export type { ExchangeRecord } from './contract/exchanges/record.ts';
export type { Report, Reporter, ReporterName, RunIdentity } from './contract/runs/report.ts';
export type { Usage, Warning } from './contract/exchanges/response.ts';
export type { FindingGroup, PromptRow, RunVerdict, Summary, TargetSummary } from './contract/runs/summary.ts';
export type { Truncation } from './contract/exchanges/truncation.ts';
export type { Finding, Verdict } from './contract/exchanges/verdict.ts';
export type { Transport, WireEvidence, WireRequest, WireResponse } from './contract/wires/wire.ts';
export type { Clock, ProcessMark, Processes, Random } from './contract/world.ts';
export type { Classification, ExplainedKind } from './runs/given/classify.ts';
export type { Decoded } from './runs/given/describe-decoded.ts';
export type { SimulatedSeat } from './contract/wires/seat.ts';
export type { Judgement } from './runs/judge/judge-response.ts';
export type { RunEvent } from './runs/verify/run-events.ts';
export type { RunWorld } from './runs/run-world.ts';
