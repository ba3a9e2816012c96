import { styleText } from 'node:util';
import { caseText } from '../../contract/exchanges/case-id.ts';
import type { Problem } from '../../contract/problem.ts';
import type { CanonicalRequest } from '../../contract/exchanges/request.ts';
import type { Timing } from '../../contract/exchanges/timing.ts';
import type { ExchangeRecord } from '../../contract/exchanges/record.ts';
import { describeVerdicts } from '../words/describe-verdicts.ts';
import { describeAttempt, describeRawResponse, describeWireRequest } from './describe-wire.ts';
import { disarmCommands, escapeTerminalLine } from '../text/escape-terminal.ts';
import { milliseconds } from '../text/format.ts';
import { prettyJson } from '../text/pretty-json.ts';

/** One exchange with everything that is known of it. */
export interface ExchangeView {
  readonly record: ExchangeRecord;
  readonly request: Omit<CanonicalRequest, 'requestId'> | null;
  /** What of the evidence is gone or was changed. */
  readonly problems: readonly Problem[];
  /** Null when it was never sent. */
  readonly timing: Timing | null;
}

/** For a terminal: what is held against an exchange, what was asked and sent, what came back, and what it means. */
export function renderExchange(view: ExchangeView, colour: boolean): string {
  const { record, request, problems, timing } = view;
  const bold = (text: string): string => (colour ? styleText('bold', text, { validateStream: false }) : text);
  const { exchange } = record;
  const sections = {
    Verdicts: describeVerdicts(record.verdicts),
    'Opinion of the judge': describeOpinion(record),
    Truncation: describeTruncation(record),
    Losses: (exchange?.losses ?? []).map(({ action, field, reason }) =>
      escapeTerminalLine(`${action} ${field}: ${reason}`),
    ),
    'Canonical request': request === null ? [] : prettyJson(request),
    'Wire request': exchange?.evidence ? describeWireRequest(exchange.evidence) : [],
    Attempts: (exchange?.attempts ?? []).flatMap(describeAttempt),
    Timing: timing === null ? [] : describeTiming(timing),
    'Raw response': exchange?.evidence ? describeRawResponse(exchange.evidence) : [],
    Outcome: exchange === null ? [] : prettyJson(exchange.outcome),
  };
  const lines = [
    bold(
      escapeTerminalLine(`${record.state.toUpperCase()}  ${caseText(record.case)}${syntheticMark(record)}`),
    ),
    escapeTerminalLine(facts(record)),
    ...problems.map((problem) => escapeTerminalLine(`warning: ${problem.message}`)),
    ...Object.entries(sections).flatMap(([name, lines]) =>
      lines.length === 0 ? [] : ['', bold(name), ...lines.map((line) => `  ${line}`.trimEnd())],
    ),
    '',
  ];
  return disarmCommands(lines.join('\n'));
}

/** It stands apart: no verdict above it has heard of it. */
function describeOpinion({ opinion }: ExchangeRecord): readonly string[] {
  return opinion === null ? [] : [escapeTerminalLine(`${opinion.label ?? 'no label'}: ${opinion.reason}`)];
}

function describeTruncation({ truncation }: ExchangeRecord): readonly string[] {
  return truncation === null ? [] : [[truncation.class, ...truncation.witnesses].join(': ')];
}

function syntheticMark({ exchange }: ExchangeRecord): string {
  return exchange === null || exchange.source === 'live' ? '' : '  SYNTHETIC';
}

function facts({
  case: { suite, prompt, target, mode, repetition },
  reason,
  exchange,
  score,
}: ExchangeRecord): string {
  const served =
    exchange === null || exchange.servedAs === mode ? mode : `${mode} (served as ${exchange.servedAs})`;
  return [
    `suite ${suite}`,
    `prompt ${prompt}`,
    `target ${target}`,
    served,
    `repetition ${repetition}`,
    exchange === null ? 'not sent' : `source ${exchange.source}`,
    ...(score === null ? [] : [`quality ${score.held} of ${score.of}`]),
    ...(reason === null ? [] : [reason]),
  ].join(' · ');
}

/** The timing evidence of an exchange, times counted from the sending of its last attempt. */
function describeTiming(timing: Timing): readonly string[] {
  const { largestStall, chunks, queuedMs } = timing;
  const reached = (
    [
      ['headers', timing.headersMs],
      ['first byte', timing.firstByteMs],
      ['first output', timing.firstOutputMs],
      ['last byte', timing.lastByteMs],
    ] as const
  ).flatMap(([name, ms]) => (ms === null ? [] : [`${name} ${milliseconds(ms)}`]));
  return [
    ...(reached.length === 0 ? [] : [`after sending: ${reached.join(', ')}`]),
    ...(largestStall === null
      ? []
      : [
          `longest silence ${milliseconds(largestStall.ms)} after ${largestStall.afterBytes} bytes, ${chunks} chunks`,
        ]),
    `queued ${milliseconds(queuedMs)} before`,
  ];
}
