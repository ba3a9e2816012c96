import type { Diagnosis } from '../../contract/runs/diagnosis.ts';
import type { CanonicalError } from '../../contract/errors/error.ts';
import type { WireResponse } from '../../contract/wires/wire.ts';
import type { Clock, Redact } from '../../contract/world.ts';
import { nearest } from '../../files/suggest.ts';
import { collectBody } from '../../transport/collect-body.ts';
import { askForToken } from './ask-ready.ts';
import { askVersions } from './ask-versions.ts';
import type { ConnectedTarget } from '../connect/connect-target.ts';
import { listModels } from './list-models.ts';
import { mendConnection, mendCredentials } from './mend-access.ts';
import { mendUnknown } from './mend-model.ts';

interface Examination {
  readonly connected: ConnectedTarget;
  readonly call: boolean;
  readonly clock: Clock;
  readonly redact: Redact;
  readonly signal: AbortSignal;
}

const PATIENCE_MS = 10_000;
/** A signature of AWS is refused from here on: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const MOST_SKEW_MS = 5 * 60_000;
const WORTH_TELLING_MS = 30_000;

/** Whether a target answers at all, whether its clock and ours agree, whether it knows the model; and if asked, a call. */
export async function* examineTarget(examination: Examination): AsyncGenerator<Diagnosis> {
  const { target } = examination.connected;
  const head = await reach(examination);
  const endpoint = `endpoint of ${target.id}`;
  if ('message' in head) {
    const finding = examination.redact(`${target.baseUrl} does not answer: ${head.message}`);
    yield row('problem', endpoint, finding, examination.redact(mendConnection(target)));
    return;
  }
  yield row('ok', endpoint, examination.redact(`${target.baseUrl} answers (status ${head.status})`));
  yield* examineClock(examination, head);
  yield* examineVersion(examination);
  yield* examineModel(examination);
  if (examination.call) yield await examineCall(examination);
}

function row(
  state: Diagnosis['state'],
  what: string,
  finding: string,
  mend: string | null = null,
): Diagnosis {
  return { state, of: 'network', what, finding, mend };
}

/** The head of whatever answers at the address; its status says nothing yet, for no path was asked for. */
async function reach({
  connected,
  clock,
  signal,
}: Examination): Promise<Pick<WireResponse, 'status' | 'headers'> | CanonicalError> {
  const { target, transport, adapter } = connected;
  const late = new AbortController();
  const cancel = clock.timer(PATIENCE_MS, () =>
    late.abort(new Error(`nothing came within ${PATIENCE_MS / 1000} s`)),
  );
  try {
    const request = { method: 'GET', url: `${target.baseUrl}/`, headers: {}, body: null };
    const { status, headers, body } = await transport(request, AbortSignal.any([signal, late.signal]));
    await collectBody(body);
    return { status, headers };
  } catch (thrown) {
    const none = { status: null, headers: {}, body: null, aborted: null } as const;
    return adapter.normalizeError(thrown, { phase: 'transport', ...none, nowMs: clock.wallMs() });
  } finally {
    cancel();
  }
}

function* examineClock(
  { connected, clock }: Examination,
  { headers }: Pick<WireResponse, 'headers'>,
): Generator<Diagnosis> {
  const theirs = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(theirs)) return;
  const apartMs = Math.abs(clock.wallMs() - theirs);
  if (apartMs < WORTH_TELLING_MS) return;
  const what = `clock beside ${connected.target.id}`;
  const finding = `this machine's clock and the server's are ${Math.round(apartMs / 1000)} s apart`;
  const isFatal = apartMs >= MOST_SKEW_MS;
  const mend = 'set the clock by NTP: signatures and tokens are refused when it is wrong';
  yield row(isFatal ? 'problem' : 'doubt', what, finding, mend);
}

/** That a server does not say its version keeps no run from its verdict. */
async function* examineVersion({ connected, clock, redact, signal }: Examination): AsyncGenerator<Diagnosis> {
  const { target } = connected;
  const versions = (await askVersions([connected], clock, signal))[target.id];
  if (versions === undefined) return;
  const [version] = versions;
  const path = target.dialect?.version?.path ?? '';
  const finding =
    version === undefined ? `unknown: ${path} does not say it` : `it says that it is ${redact(version)}`;
  yield row('ok', `version of ${target.id}`, finding);
}

/** A list proves nothing of a model that stands in it, for hosts keep the ids of models that they retired. */
async function* examineModel({ connected, clock, redact, signal }: Examination): AsyncGenerator<Diagnosis> {
  const { target } = connected;
  const asked = target.model.providerModelId;
  const what = `model of ${target.id}`;
  const list = await listModels(connected, clock, signal);
  if (list === null) {
    yield row('doubt', what, `nobody says whether "${asked}" is served`, 'only a call proves it: --call');
    return;
  }
  const listed = list.find(({ id }) => id === asked);
  if (listed?.retirement?.state === 'retired') {
    yield row('problem', what, `the server lists "${asked}" as retired`, mendUnknown(target, list));
  } else if (listed !== undefined) yield row('ok', what, `the server lists "${asked}"`);
  else {
    const isMisspelt =
      nearest(
        asked,
        list.map(({ id }) => id),
      ) !== null;
    const finding = `the server does not list "${asked}"`;
    yield row(isMisspelt ? 'problem' : 'doubt', what, finding, redact(mendUnknown(target, list)));
  }
}

async function examineCall({ connected, clock, redact, signal }: Examination): Promise<Diagnosis> {
  const { target } = connected;
  const error = await askForToken(connected, clock, signal);
  const what = `call to ${target.id}`;
  if (error === 'ready') return row('ok', what, 'it answered');
  const { kind, message } = error;
  const mend = kind === 'authentication' || kind === 'permission' ? redact(mendCredentials(target)) : null;
  return row('problem', what, redact(`${kind}: ${message}`), mend);
}
