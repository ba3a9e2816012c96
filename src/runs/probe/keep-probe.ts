import { otherEndpoint } from '../../config/endpoint-of.ts';
import type { CapabilityFile } from '../../contract/probe/capability-file.ts';
import { asWarning, InputError, type Problem } from '../../contract/problem.ts';
import type { ProbeRun } from '../../contract/probe/probe-run.ts';
import { listProbeRuns, readProbeRun, writeProbeRun } from '../../store/run/probe-run.ts';
import { runId } from '../../store/run/run-id.ts';
import { historyOfProbe } from '../history/history-found.ts';
import { changesSince } from './keep-capabilities.ts';
import { putInHistory } from '../history/keep-in-history.ts';
import type { RunWorld } from '../run-world.ts';

/** A probe that has ended. */
interface Ended {
  readonly out: string;
  readonly startedMs: number;
  readonly source: ProbeRun['source'];
  readonly exitCode: number;
  readonly found: readonly CapabilityFile[];
}

/**
 * Keeps what a probe found as a run beside the others, and in their history. The run is null where it cannot be written,
 * which is no matter of the capability files.
 */
export async function keepProbe(
  { out, startedMs, source, exitCode, found }: Ended,
  world: RunWorld,
): Promise<{ readonly run: string | null; readonly warnings: readonly Problem[] }> {
  const { changes, warnings } = await changesIn(out, source, found);
  const probeRun: ProbeRun = {
    schemaVersion: 1,
    run: runId(startedMs, world.random),
    startedAt: new Date(startedMs).toISOString(),
    tool: world.versions['llama-contract'] ?? 'unknown',
    source,
    exitCode,
    targets: found,
    changes,
  };
  try {
    await writeProbeRun(out, probeRun);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { run: null, warnings: [...warnings, ...error.problems.map(asWarning)] };
  }
  const unkept = await putInHistory(out, historyOfProbe(probeRun), world);
  return { run: probeRun.run, warnings: [...warnings, ...(unkept === null ? [] : [unkept])] };
}

/** Against the newest run of the same source that probed the endpoint; warnings of newer ones that cannot be read. */
async function changesIn(
  out: string,
  source: ProbeRun['source'],
  found: readonly CapabilityFile[],
): Promise<{ readonly changes: readonly string[]; readonly warnings: readonly Problem[] }> {
  const open = new Map(found.map((file) => [file.endpoint.target, file]));
  const changes: string[] = [];
  const warnings: Problem[] = [];
  for (const folder of (await listProbeRuns(out)).toReversed()) {
    if (open.size === 0) break;
    const earlier = await readProbeRun(folder).catch((error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      warnings.push(...error.problems.map(passedOver));
      return null;
    });
    if (earlier === null || earlier.source !== source) continue;
    for (const before of earlier.targets) {
      const { target } = before.endpoint;
      const after = open.get(target);
      if (after === undefined || otherEndpoint(before.endpoint, after.endpoint) !== null) continue;
      open.delete(target);
      changes.push(
        ...changesSince(before, after).map(
          ({ what, before: was, after: is }) =>
            `${target}: ${what} was ${was} in run ${earlier.run}, and is ${is}`,
        ),
      );
    }
  }
  return { changes, warnings };
}

function passedOver({ message, ...more }: Problem): Problem {
  const mend = 'restore the run, or remove its folder';
  return asWarning({
    ...more,
    message: `this was not compared with the newest probe before it: ${message}`,
    mend,
  });
}
