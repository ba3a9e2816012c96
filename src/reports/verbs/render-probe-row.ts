import type { CapabilityBit, ContextFound, OutputCap } from '../../contract/probe/capability-file.ts';
import type { JsonObject } from '../../contract/json-value.ts';
import type { CanonicalRequest } from '../../contract/exchanges/request.ts';
import { disarmCommands, escapeJson, escapeTerminalLine } from '../text/escape-terminal.ts';
import { minuteOf } from '../text/format.ts';
import { prettyJson } from '../text/pretty-json.ts';

/** One row of what a probe found, with what it rests on. */
export interface ProbeRowView {
  readonly run: string;
  /** ISO 8601, UTC: the row is at the most as old. */
  readonly at: string;
  /** The version that probed. */
  readonly tool: string;
  readonly source: 'live' | 'simulate';
  readonly target: string;
  readonly row: string;
  readonly found: CapabilityBit | OutputCap | ContextFound;
  /** What was asked, by exchange; null where another version asked it, or its texts are made from a seed. */
  readonly requests:
    | readonly {
        readonly exchange: string;
        /** But for the id that each request has. */
        readonly request: Omit<CanonicalRequest, 'requestId'>;
        /** What is sent beside it. */
        readonly adds: JsonObject;
      }[]
    | null;
}

/** For a terminal: what was found, what was asked, and what came. */
export function renderProbeRow(view: ProbeRowView): string {
  const { run, at, tool, source, target, row, found, requests } = view;
  const { title, facts } = 'bit' in found ? ofBit(found) : ofSearch(found);
  const synthetic = source === 'live' ? '' : '  SYNTHETIC';
  const asked = (requests ?? []).flatMap(({ exchange, request, adds }) => [
    '',
    escapeTerminalLine(`Asked as ${exchange}`),
    ...prettyJson(Object.keys(adds).length === 0 ? request : { ...request, adds }).map((line) => `  ${line}`),
  ]);
  const lines = [
    escapeTerminalLine(`${title}  ${target}/${row}${synthetic}`),
    escapeTerminalLine(`found ${minuteOf(at)} UTC by version ${tool}, run ${run}`),
    '',
    ...facts,
    ...asked,
    ...(requests === null ? ['', `Its requests are not kept: ${whyNot(found)}.`] : []),
    '',
  ];
  return disarmCommands(lines.join('\n'));
}

function ofBit({ verdict, ground, asked, answered, exchanges }: CapabilityBit) {
  return {
    title: `${verdict.toUpperCase()} (${ground})`,
    facts: [
      `asked     ${asked}`,
      `came      ${answered}`,
      `rests on  ${exchanges.length === 0 ? 'no exchange' : exchanges.join(', ')}`,
    ].map(escapeTerminalLine),
  };
}

/** Its ends and its steps, by their names. */
function ofSearch(found: OutputCap | ContextFound) {
  return { title: found.end.toUpperCase(), facts: prettyJson(found) };
}

function whyNot(found: ProbeRowView['found']): string {
  return 'rungs' in found
    ? 'they are texts made from the seed of the probe'
    : 'another version of this tool asked them';
}

/** What `show --json` prints of a row. */
export function renderProbeRowJson(view: ProbeRowView): string {
  return `${escapeJson(JSON.stringify({ schemaVersion: 1, ...view }))}\n`;
}
