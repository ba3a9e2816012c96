import { createQuotaGate } from '../../calls/create-quota-gate.ts';
import type { CatalogTarget } from '../../config/catalog.ts';
import type { CapabilityBit, CapabilityFile } from '../../contract/probe/capability-file.ts';
import type { Fault } from '../../contract/wires/fault.ts';
import { asWarning, problem, type Problem } from '../../contract/problem.ts';
import { changesBetween, spellChange, type FingerprintChange } from '../../gates/fingerprint.ts';
import { endpointOf } from '../../config/endpoint-of.ts';
import { listBits } from '../../probe/list-bits.ts';
import { listLies } from '../../probe/list-lies.ts';
import { PROBE_PARTS, type ProbePart } from '../../probe/plan-probe.ts';
import { settledBy } from '../../probe/settled-part.ts';
import { NO_PAST } from '../../simulator/past.ts';
import type { SecretMasks } from '../../config/secrets/create-masks.ts';
import { checkConfig } from '../project/check-config.ts';
import { connectRun } from '../connect/connect-run.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';
import { listModels } from '../doctor/list-models.ts';
import { openProber, type Prober } from './open-prober.ts';
import { HIGHEST_CONTEXT, planProbe, type ProbePlan } from './plan-probe.ts';
import { probeBits } from './probe-bits.ts';
import { probeContext } from './probe-context.ts';
import { probeOutput } from './probe-output.ts';
import { refuseFaults } from '../project/refuse-faults.ts';
import { targetsNamed } from '../project/targets-named.ts';
import type { RunWorld } from '../run-world.ts';

export interface ProbeOptions {
  readonly config: string;
  /** None is all. */
  readonly targets: readonly string[];
  readonly parts: readonly ProbePart[];
  /** Null is the configuration's. */
  readonly source: 'live' | 'simulate' | null;
  /** Of texts, and of the simulator. */
  readonly seed: number;
  /** Of each target. */
  readonly maxTokens: number;
  readonly faults: readonly Fault[];
  /** What earlier probes found, by target: what they settled is not asked again. */
  readonly earlier: ReadonlyMap<string, CapabilityFile>;
  /** What stands written, by target: it keeps the parts that are not asked for. */
  readonly standing: ReadonlyMap<string, CapabilityFile>;
}

export type OnProbeEvent = (
  event:
    | { readonly type: 'warnings'; readonly problems: readonly Problem[] }
    | { readonly type: 'bit'; readonly target: string; readonly row: CapabilityBit }
    | { readonly type: 'part'; readonly target: string; readonly part: ProbePart },
) => void;

/** What earlier probes found is no limit to this one. */
const DECLARED = { capabilityFiles: 'left out' } as const;

/** Who is to be asked, of what source. Throws InputError when anything given is wrong; calls nothing. */
export async function chooseProbed(
  options: Pick<ProbeOptions, 'config' | 'source' | 'faults' | 'targets'>,
): Promise<Pick<ProbePlan, 'targets'> & { readonly source: 'live' | 'simulate' }> {
  const { catalog } = await checkConfig(options.config, DECLARED);
  const source = options.source ?? catalog.source;
  refuseFaults(options.faults, source);
  return { targets: targetsNamed(catalog, options.targets.length === 0 ? null : options.targets), source };
}

/** What would be asked of whom. Throws InputError when anything given is wrong; calls nothing. */
export async function planProbeOf(
  options: Omit<ProbeOptions, 'standing'>,
): Promise<ProbePlan & { readonly source: 'live' | 'simulate' }> {
  const { targets, source } = await chooseProbed(options);
  return { ...planProbe(targets, options), source };
}

/** Asks each target what it can do, all side by side, each within its own budget. */
export async function probe(
  options: ProbeOptions,
  world: RunWorld,
  signal: AbortSignal,
  onEvent: OnProbeEvent,
): Promise<readonly CapabilityFile[]> {
  const { catalog, warnings } = await checkConfig(options.config, DECLARED);
  const { targets, source } = await planProbeOf(options);
  const { faults, seed } = options;
  const plan = { targets: targets.map(askingAnything), prompts: [] };
  const connected = await connectRun(
    { catalog, plan, source, faults, seed, past: NO_PAST, replay: null },
    world,
  );
  try {
    onEvent({ type: 'warnings', problems: [...warnings, ...connected.warnings] });
    const gate = createQuotaGate(world.clock);
    const { masks } = connected;
    return await Promise.all(
      connected.targets.map(async (each) => {
        const budget = options.maxTokens;
        const prober = openProber({ connected: each, source, budget, world, gate, signal });
        const declared = targets.find(({ id }) => id === each.target.id) ?? each.target;
        return probeTarget({ declared, prober, source, options, world, masks, signal, onEvent });
      }),
    );
  } finally {
    await connected.close();
  }
}

/**
 * A target whose adapter leaves nothing out that a row of its server could say: what is found out is whether it is so. What a
 * wire without servers has no place for stays left out.
 */
function askingAnything(target: CatalogTarget): CatalogTarget {
  const { capabilities, dialect } = target;
  const tools = capabilities.tools === 'none' ? 'none' : 'send-and-stream';
  if (dialect === null) return { ...target, capabilities: { ...capabilities, tools } };
  return {
    ...target,
    capabilities: {
      ...capabilities,
      tools: 'send-and-stream',
      toolChoice: ['auto', 'none', 'required', 'named'],
      jsonSchema: true,
      seed: true,
      topP: true,
      stop: true,
    },
  };
}

interface TargetProbe {
  /** As it is configured. */
  readonly declared: CatalogTarget;
  readonly prober: Prober;
  readonly source: 'live' | 'simulate';
  readonly options: ProbeOptions;
  readonly world: RunWorld;
  readonly masks: Pick<SecretMasks, 'redact'>;
  readonly signal: AbortSignal;
  readonly onEvent: OnProbeEvent;
}

async function probeTarget(work: TargetProbe): Promise<CapabilityFile> {
  const { declared, prober, source, options, world, masks, signal, onEvent } = work;
  const { parts, seed, maxTokens } = options;
  const target = declared.id;
  const begin = (part: ProbePart): boolean => {
    if (!parts.includes(part)) return false;
    onEvent({ type: 'part', target, part });
    return true;
  };
  const at = new Date(world.clock.wallMs()).toISOString();
  const onRow = (row: CapabilityBit): void => onEvent({ type: 'bit', target, row });
  const advertised = await advertisedBy(prober.connected, world, signal);
  const top = advertised.advertised ?? HIGHEST_CONTEXT;
  const before = options.earlier.get(target) ?? null;
  const standing = options.standing.get(target) ?? null;
  const settled = settledBy(before);
  const asked = begin('bits') ? await probeBits(listBits(), settled.bits, prober, masks.redact, onRow) : null;
  const served = begin('output') ? (settled.output ?? (await probeOutput(prober))) : null;
  const read = begin('context')
    ? (settled.context ??
      (await probeContext({
        prober,
        before: settled.reads,
        seed,
        top,
        advertised,
        redact: masks.redact,
        signal,
      })))
    : null;
  const seen = prober.fingerprint();
  const older = [before, parts.length < PROBE_PARTS.length ? standing : null].filter((file) => file !== null);
  const moved = older.flatMap(({ fingerprint }) => changesBetween(fingerprint, seen));
  onEvent({ type: 'warnings', problems: moved.slice(0, 1).map((change) => staleBy(target, change)) });
  // What somebody else was found to do is not the endpoint's, and what is gone on with says whose it was.
  const stands = moved.length === 0 ? standing : null;
  const kept = moved.length === 0 ? older : older.filter((file) => file === before);
  const past = kept.map((file) => file.fingerprint);
  const fingerprint = Object.fromEntries(
    (moved.length === 0 ? [...past, seen] : [seen, ...past]).flatMap((each) => Object.entries(each)),
  );
  const bits = asked ?? stands?.bits ?? [];
  const output = parts.includes('output') ? served : (stands?.output ?? null);
  const context = parts.includes('context') ? read : (stands?.context ?? null);
  return {
    schemaVersion: 1,
    // As old as the oldest of it.
    at: [at, ...kept.map((file) => file.at)].toSorted()[0] ?? at,
    tool: world.versions['llama-contract'] ?? 'unknown',
    source,
    seed,
    endpoint: endpointOf(declared),
    fingerprint,
    bits,
    output,
    context,
    lies: listLies({ bits, output, context }),
    spent: { ...prober.spent(), budget: maxTokens },
  };
}

function staleBy(target: string, change: FingerprintChange): Problem {
  const message = `${spellChange(target, change)}: what an earlier probe found of it holds no more`;
  return asWarning(problem(message, `ask for all of it: npx llama-contract probe ${target}`));
}

/** By the server where it lists it, else by the configuration. */
async function advertisedBy(
  connected: ConnectedTarget,
  { clock }: RunWorld,
  signal: AbortSignal,
): Promise<Pick<NonNullable<CapabilityFile['context']>, 'advertised' | 'advertisedBy'>> {
  const { providerModelId, contextTokens } = connected.target.model;
  const listed = (await listModels(connected, clock, signal))?.find(({ id }) => id === providerModelId);
  if (listed?.contextTokens != null) {
    return { advertised: listed.contextTokens, advertisedBy: 'server' };
  }
  return contextTokens === null
    ? { advertised: null, advertisedBy: null }
    : { advertised: contextTokens, advertisedBy: 'configuration' };
}
