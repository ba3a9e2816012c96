import { z } from 'zod';
import type { Decision, GateVerdict } from '../../contract/gates/decision.ts';
import { GATE_EXIT_CODES } from '../../contract/exit-code.ts';
import { STAGES, type Stage } from '../../contract/gates/migration.ts';
import { InputError, problem, type Problem } from '../../contract/problem.ts';
import { suggest } from '../../files/suggest.ts';
import { parseOrUndefined } from '../../json/read.ts';
import { renderDecisionJson } from '../../reports/verbs/render-decision.ts';
import { escapeJson } from '../../reports/text/escape-terminal.ts';

/** What is asked of a gate over HTTP. `body` is null where it was longer than anybody needs. */
export interface GateRequest {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly body: string | null;
}

/** The body is JSON, and a line. */
export interface GateReply {
  readonly status: number;
  readonly allow: string | null;
  readonly body: string;
}

export interface ServedGate {
  judge(stage: Stage): Promise<Decision>;
  /** Whose gate a webhook means that names none; null is none. */
  readonly stage: Stage | null;
  /** Told of what is no fault of who asks. */
  readonly onCrash: (error: unknown) => void;
}

/**
 * Flagger goes on at a status of 2xx alone, and shows the body of any other:
 * https://docs.flagger.app/usage/webhooks
 */
const WEBHOOK_STATUS: Readonly<Record<GateVerdict, number>> = { open: 200, closed: 409, inconclusive: 503 };

/** `GET /gate/STAGE`: what `gate --json` prints. `POST /flagger`: the same, with the verdict as the status. */
export async function answerGate(request: GateRequest, gate: ServedGate): Promise<GateReply> {
  const route = ROUTES.find(({ path }) => path.test(request.path));
  if (route === undefined) {
    return refuse(404, [problem(`there is no ${request.path}`, 'ask GET /gate/STAGE or POST /flagger')]);
  }
  if (request.method !== route.method) {
    const refused = refuse(405, [problem(`${request.path} takes ${route.method} alone`)]);
    return { ...refused, allow: route.method };
  }
  const stage = route.stageOf(request, gate.stage);
  if (typeof stage !== 'string') return stage;
  try {
    const decision = await gate.judge(stage);
    const body = renderDecisionJson(decision, GATE_EXIT_CODES[decision.verdict]);
    return { status: route.statusOf(decision.verdict), allow: null, body };
  } catch (error) {
    // Nothing is judged, so nothing may go on: neither of those who ask takes this for a success.
    if (error instanceof InputError) return refuse(503, error.problems);
    gate.onCrash(error);
    return refuse(500, [problem('an internal error: a defect of llama-contract, and no verdict')]);
  }
}

interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  /** Or why it is none. */
  stageOf(request: GateRequest, usual: Stage | null): Stage | GateReply;
  statusOf(verdict: GateVerdict): number;
}

const ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/gate\/[^/]+$/,
    stageOf: ({ path }) => stageNamed(path.slice('/gate/'.length)),
    statusOf: () => 200,
  },
  {
    method: 'POST',
    path: /^\/flagger$/,
    stageOf: stageOfWebhook,
    statusOf: (verdict) => WEBHOOK_STATUS[verdict],
  },
];

function stageNamed(name: string): Stage | GateReply {
  const found = STAGES.find((stage) => stage === name);
  return found ?? refuse(404, [problem(`there is no stage "${name}"`, suggest(name, STAGES))]);
}

const webhookSchema = z.object({ metadata: z.object({ stage: z.string().optional() }).nullish() });

function stageOfWebhook({ body }: GateRequest, usual: Stage | null): Stage | GateReply {
  if (body === null) return refuse(413, [problem('the body is longer than that of any webhook')]);
  const read = webhookSchema.safeParse(parseOrUndefined(body));
  if (!read.success) {
    return refuse(400, [
      problem('the body is no webhook', 'send JSON: { "metadata": { "stage": "canary" } }'),
    ]);
  }
  const stage = read.data.metadata?.stage ?? usual;
  if (stage !== null) return stageNamed(stage);
  return refuse(400, [
    problem('no stage is named', 'name it in the metadata of the webhook, or start with --stage'),
  ]);
}

function refuse(status: number, problems: readonly Problem[]): GateReply {
  const listed = problems.map(({ message, mend }) => ({ message, mend }));
  const body = `${escapeJson(JSON.stringify({ schemaVersion: 1, verdict: null, problems: listed }))}\n`;
  return { status, allow: null, body };
}
