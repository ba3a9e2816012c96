import { basename } from 'node:path';
import type { CapabilityFile } from '../../contract/probe/capability-file.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { MODES } from '../../contract/exchanges/mode.ts';
import { nearest, suggest } from '../../files/suggest.ts';
import type { Trial } from '../../probe/bit.ts';
import { listBits } from '../../probe/list-bits.ts';
import { outputTrial } from '../../probe/search-output.ts';
import type { ProbeRowView } from '../../reports/verbs/render-probe-row.ts';
import { listRuns, refuseAhead } from '../../store/run/find-run.ts';
import { listProbeRuns, readProbeRun } from '../../store/run/probe-run.ts';

const EXCHANGE = new RegExp(`/(?:${MODES.join('|')})/\\d+$`);

/**
 * A row of what a probe found, `target/row`, with what it rests on: of the newest probe of the target, or of one run. Null for
 * what names no target that was probed, and for what is near no row of it where there are runs whose exchange it may be. Throws
 * InputError for other rows that it has not, and as `refuseAhead` does where the newest is meant.
 */
export async function showProbeRow(
  {
    id,
    run,
    out,
    nowMs,
  }: { readonly id: string; readonly run: string | null; readonly out: string; readonly nowMs: number },
  version: string | null,
): Promise<ProbeRowView | null> {
  if (EXCHANGE.test(id)) return null;
  for (const folder of (await listProbeRuns(out)).toReversed()) {
    if (run !== null && !basename(folder).startsWith(basename(run))) continue;
    const probed = await readProbeRun(folder);
    const file = probed.targets.find(({ endpoint }) => id.startsWith(`${endpoint.target}/`));
    if (file === undefined) continue;
    const { target } = file.endpoint;
    const row = id.slice(target.length + 1);
    const found = rowOf(file, row);
    const isRow =
      found !== null ||
      run !== null ||
      nearest(row, rowsOf(file)) !== null ||
      (await listRuns(out)).length === 0;
    if (!isRow) return null;
    if (run === null) refuseAhead(folder, nowMs);
    if (found === null) throw new InputError([noRow(file, row, probed.run)]);
    const { at, tool, source } = file;
    return {
      run: probed.run,
      at,
      tool,
      source,
      target,
      row,
      found,
      requests: tool === version ? requestsOf(found) : null,
    };
  }
  return null;
}

function rowOf({ bits, output, context }: CapabilityFile, row: string): ProbeRowView['found'] | null {
  if (row === 'output') return output;
  return row === 'context' ? context : (bits.find(({ bit }) => bit === row) ?? null);
}

function rowsOf({ bits, output, context }: CapabilityFile): readonly string[] {
  return [
    ...bits.map(({ bit }) => bit),
    ...(output === null ? [] : ['output']),
    ...(context === null ? [] : ['context']),
  ];
}

function noRow(file: CapabilityFile, row: string, run: string): Problem {
  const message = `run ${run} found no row "${row}" of ${file.endpoint.target}`;
  return problem(message, suggest(row, rowsOf(file)));
}

/** Bits and output caps are asked the same each time; what is asked of the context is made from a seed. */
function requestsOf(found: ProbeRowView['found']): ProbeRowView['requests'] {
  if ('rungs' in found) return null;
  const trials = trialsOf(found);
  return found.exchanges.flatMap((exchange, at) => {
    const trial = trials[at] ?? null;
    if (trial === null) return [];
    const { requestId: _id, ...request } = trial.request;
    return [{ exchange, request, adds: trial.adds }];
  });
}

function trialsOf(
  found: Exclude<ProbeRowView['found'], { readonly rungs: unknown }>,
): readonly (Trial | null)[] {
  if ('bit' in found) return listBits().find(({ id }) => id === found.bit)?.trials ?? [];
  const { exchanges, requested } = found;
  // Of the cap that it ended at; those before it asked for less in the same words.
  return exchanges.map((_exchange, at) =>
    requested !== null && at === exchanges.length - 1 ? outputTrial(requested) : null,
  );
}
