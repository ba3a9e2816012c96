import type { CredentialNames, HeaderSources } from '../../contract/wires/target.ts';
import type { Timing } from '../../contract/exchanges/timing.ts';
import { readTiming } from '../../metrics/read-timing.ts';
import { WIRES } from '../../providers/registry.ts';
import { findRunOrNewest } from '../../store/run/find-run.ts';
import { readExchange } from '../../store/records/read-exchange.ts';
import { checkConfig } from '../project/check-config.ts';

export interface ShownExchange {
  readonly view: Awaited<ReturnType<typeof readExchange>> & { readonly timing: Timing | null };
  /** How the configuration names the target's credentials; null when it no longer has the target. */
  readonly credentials: CredentialNames | null;
  /** And its own headers. */
  readonly headers: HeaderSources;
  readonly sigV4Service: string | null;
  readonly region: string | null;
}

/** One exchange of a run, whole. The newest run when none is named. Throws InputError when it is not there. */
export async function showExchange(options: {
  readonly id: string;
  readonly run: string | null;
  readonly out: string;
  readonly nowMs: number;
  readonly config: string;
}): Promise<ShownExchange> {
  const folder = await findRunOrNewest(options.out, options.run, options.nowMs);
  const stored = await readExchange(folder, options.id);
  const { exchange } = stored.record;
  const view = { ...stored, timing: exchange === null ? null : readTiming(exchange) };
  const catalog = await checkConfig(options.config).then(
    (read) => read.catalog,
    // A run can be read where its configuration is not at hand.
    () => null,
  );
  const target = catalog?.targets.find(({ id }) => id === view.record.case.target);
  const sigV4Service = WIRES[target?.wire ?? '']?.sigV4Service ?? null;
  const { credentials = null, headers = {}, region = null } = target ?? {};
  return { view, credentials, headers, sigV4Service, region };
}
