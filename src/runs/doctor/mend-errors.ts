import { ERROR_KINDS } from '../../contract/errors/error-kind.ts';
import type { FindingCode } from '../../contract/findings.ts';
import type { ErrorMend } from '../../contract/runs/report.ts';
import type { ListedModel } from '../../contract/errors/retirement.ts';
import type { FindingGroup, Summary, TargetSummary } from '../../contract/runs/summary.ts';
import type { Target } from '../../contract/wires/target.ts';
import type { Clock, Redact } from '../../contract/world.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';
import { listModels } from './list-models.ts';
import { mendConnection, mendCredentials } from './mend-access.ts';
import { mendListed, mendRetired, mendRetiring, mendUnknown } from './mend-model.ts';

/** What a server with this list of models is to be asked for in place of a model that it may not have. */
type Served = ReadonlyMap<string, readonly ListedModel[]>;

interface MendOptions {
  readonly summary: Summary;
  /** As configured: a simulated target is called elsewhere. */
  readonly targets: readonly Target[];
  readonly connected: readonly ConnectedTarget[];
  readonly clock: Clock;
  readonly redact: Redact;
  readonly signal: AbortSignal;
}

/**
 * What to look at for what people can mend themselves, equal ones together. A server that may not
 * have the model is asked once for its list; one that does not answer leaves the mend without it.
 */
export async function mendErrors(options: MendOptions): Promise<readonly ErrorMend[]> {
  const { summary, targets } = options;
  const served = await askForModels(options);
  const rows = summary.targets.flatMap((seen) => {
    const target = targets.find(({ id }) => id === seen.id);
    return target === undefined ? [] : mendsOf(seen, target, { summary, list: served.get(seen.id) });
  });
  return [...Map.groupBy(rows, ({ kind, mend }) => `${kind} ${mend}`).values()].flatMap((alike) => {
    const [first] = alike;
    return first === undefined
      ? []
      : [{ kind: first.kind, targets: alike.map(({ target }) => target), mend: options.redact(first.mend) }];
  });
}

interface MendRow extends Pick<ErrorMend, 'kind' | 'mend'> {
  readonly target: string;
}

interface Known {
  readonly summary: Summary;
  readonly list: readonly ListedModel[] | undefined;
}

function mendsOf(seen: TargetSummary, target: Target, known: Known): readonly MendRow[] {
  const { errorKinds: kinds } = seen;
  const row = (kind: ErrorMend['kind'], mend: string): MendRow => ({ target: seen.id, kind, mend });
  return [
    ...(isKnown(kinds.connection) ? [row('connection', mendConnection(target))] : []),
    ...(isKnown(kinds.authentication) ? [row('authentication', mendCredentials(target))] : []),
    ...mendModel(seen, target, known, row),
  ];
}

/** What an id that is not served is: one that the host has retired, or will, or one that it does not know. */
function mendModel(
  { id, errorKinds: kinds }: TargetSummary,
  target: Target,
  { summary: { groups, notes }, list }: Known,
  row: (kind: ErrorMend['kind'], mend: string) => MendRow,
): readonly MendRow[] {
  const listed = list?.find((model) => model.id === target.model.providerModelId);
  const isMissing = isKnown(kinds.model_not_found);
  if (says(groups, 'model/retired', id) || (isMissing && listed?.retirement?.state === 'retired')) {
    return [row('model/retired', mendRetired(target, listed))];
  }
  if (isMissing && listed !== undefined) return [row('model/retired', mendListed(target))];
  if (isMissing || (list !== undefined && listed === undefined)) {
    const other = ERROR_KINDS.find((kind) => isKnown(kinds[kind])) ?? 'model_not_found';
    return [row(isMissing ? 'model_not_found' : other, mendUnknown(target, list))];
  }
  return says(notes, 'model/retiring', id) ? [row('model/retiring', mendRetiring(target))] : [];
}

function says(groups: readonly FindingGroup[], code: FindingCode, target: string): boolean {
  return groups.some((group) => group.code === code && group.targets.includes(target));
}

function isKnown(count: number | undefined): boolean {
  return count !== undefined && count > 0;
}

/** Whether the name of the model may be at fault: not where nothing answers, or nobody is let in. */
function mayLackModel({ counts, errorKinds }: TargetSummary): boolean {
  if (isKnown(errorKinds.model_not_found)) return true;
  const isShut = isKnown(errorKinds.connection) || isKnown(errorKinds.authentication);
  return counts.passed + counts.failed === 0 && counts.errored > 0 && !isShut;
}

async function askForModels({ summary, connected, clock, redact, signal }: MendOptions): Promise<Served> {
  const doubtful = new Set(summary.targets.filter(mayLackModel).map(({ id }) => id));
  const asked = connected
    .filter(({ target }) => doubtful.has(target.id) && !signal.aborted)
    .map(async (target): Promise<readonly [string, readonly ListedModel[]][]> => {
      const list = await listModels(target, clock, signal);
      return list === null
        ? []
        : [[target.target.id, list.map((model) => ({ ...model, id: redact(model.id) }))]];
    });
  return new Map((await Promise.all(asked)).flat());
}
