import { namesIn } from '../config/secrets/read-credentials.ts';
import { ERROR_KINDS, type ErrorKind } from '../contract/error-kind.ts';
import type { ErrorMend } from '../contract/report.ts';
import type { Summary, TargetSummary } from '../contract/summary.ts';
import type { Target } from '../contract/target.ts';
import type { Clock, Redact } from '../contract/world.ts';
import { nearest } from '../files/suggest.ts';
import type { ConnectedTarget } from './connect-target.ts';

const PATIENCE_MS = 3_000;
const MOST_LISTED = 12;

/** What a server with this list of models is to be asked for in place of a model that it may not have. */
type Served = ReadonlyMap<string, readonly string[]>;

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
 * What to look at for the errors of a run that people can mend themselves, equal ones together. A server that may not
 * have the model is asked once for its list; one that does not answer leaves the mend without it.
 */
export async function mendErrors(options: MendOptions): Promise<readonly ErrorMend[]> {
  const { summary, targets } = options;
  const served = await askForModels(options);
  const rows = summary.targets.flatMap((seen) => {
    const target = targets.find(({ id }) => id === seen.id);
    return target === undefined ? [] : mendsOf(seen, target, served);
  });
  return [...Map.groupBy(rows, ({ kind, mend }) => `${kind} ${mend}`).values()].flatMap((alike) => {
    const [first] = alike;
    return first === undefined
      ? []
      : [{ kind: first.kind, targets: alike.map(({ target }) => target), mend: first.mend }];
  });
}

interface MendRow {
  readonly target: string;
  readonly kind: ErrorKind;
  readonly mend: string;
}

function mendsOf(seen: TargetSummary, target: Target, served: Served): readonly MendRow[] {
  const { errorKinds: kinds } = seen;
  const row = (kind: ErrorKind, mend: string): MendRow => ({ target: seen.id, kind, mend });
  const list = served.get(seen.id);
  const other = ERROR_KINDS.find((kind) => isKnown(kinds[kind])) ?? 'model_not_found';
  const kind = isKnown(kinds.model_not_found) ? 'model_not_found' : other;
  return [
    ...(isKnown(kinds.connection) ? [row('connection', mendConnection(target))] : []),
    ...(isKnown(kinds.authentication) ? [row('authentication', mendCredentials(target))] : []),
    ...(isKnown(kinds.model_not_found) || (list !== undefined && !list.includes(target.model.providerModelId))
      ? [row(kind, mendModel(target, list))]
      : []),
  ];
}

function isKnown(count: number | undefined): boolean {
  return count !== undefined && count > 0;
}

function mendConnection({ baseUrl }: Target): string {
  return `check that ${baseUrl} answers from this machine: is the server up, are host and port right, and the proxy and certificates of network:?`;
}

function mendCredentials({ credentials, baseUrl }: Target): string {
  if (credentials.kind === 'none') {
    return `${baseUrl} asks for a key: write credentials: { bearer: NAME }, the name of a variable that holds it`;
  }
  if (credentials.kind === 'aws-default-chain') {
    return 'check what the AWS default chain finds here: profile, role, session, region';
  }
  return `check the value of ${namesIn(credentials).join(', ')}: is it a key of ${baseUrl}, still valid, pasted whole?`;
}

function mendModel({ model }: Target, list: readonly string[] | undefined): string {
  const asked = `the model asked for is "${model.providerModelId}" (id in offers of models.${model.id})`;
  if (list === undefined) {
    return `${asked}: check its spelling, and that this account and region have it`;
  }
  if (list.includes(model.providerModelId)) {
    return `${asked}, which the server lists: may this account call it, and does it still answer?`;
  }
  if (list.length === 0) return `${asked}, and the server lists no model`;
  const meant = nearest(model.providerModelId, list);
  const shown = list.slice(0, MOST_LISTED).map((id) => `"${id}"`);
  const more = list.length > MOST_LISTED ? ` and ${list.length - MOST_LISTED} more` : '';
  const guess = meant === null ? '' : `; did you mean "${meant}"?`;
  return `${asked}; the server lists ${shown.join(', ')}${more}${guess}`;
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
    .map(async (target): Promise<readonly [string, readonly string[]][]> => {
      const list = await listModels(target, clock, signal);
      return list === null ? [] : [[target.target.id, list.map(redact)]];
    });
  return new Map((await Promise.all(asked)).flat());
}

/** Null where the wire has no list, or none came in time. */
async function listModels(
  { adapter, transport }: ConnectedTarget,
  clock: Clock,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  if (adapter.listModels === undefined) return null;
  const late = new AbortController();
  const cancel = clock.timer(PATIENCE_MS, () => late.abort());
  const ended = AbortSignal.any([signal, late.signal]);
  const gone = new Promise<null>((resolve) => {
    ended.addEventListener('abort', () => resolve(null), { once: true });
  });
  const answered = adapter.listModels(transport, ended).catch(() => null);
  return Promise.race([answered, gone]).finally(cancel);
}
