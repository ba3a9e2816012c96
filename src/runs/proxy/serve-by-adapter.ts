import type { Loss } from '../../contract/exchanges/stream-part.ts';
import { renderChunks, type ChunkRenderer } from '../../traffic/chat/render-chunks.ts';
import { renderCompletion } from '../../traffic/chat/render-completion.ts';
import { finishWord } from '../../traffic/chat/finish-word.ts';
import { renderErrorEvent, type ToldError } from '../../traffic/chat/render-error.ts';
import type { ChatRequest } from '../../traffic/chat/read-chat-request.ts';
import { watchEcho } from '../../traffic/watch-echo.ts';
import { callOnce } from '../connect/call-once.ts';
import type { ClientAnswer } from './client-answer.ts';
import {
  EVENTS,
  JSON_BODY,
  withoutAccounts,
  type LegResult,
  type LiveCall,
  type LiveLeg,
  type LiveWorld,
} from './live-call.ts';
import { ECHOED } from './open-forward.ts';

/** Asks one target over its own wire, and answers in OpenAI's form: a stream piece by piece as it comes. */
export async function serveByAdapter(
  leg: LiveLeg,
  call: LiveCall,
  { request, mode, losses }: ChatRequest,
  client: ClientAnswer,
  world: LiveWorld,
): Promise<LegResult> {
  const { target, adapter, transport, secrets } = leg.connected;
  const head = { requestId: call.id, model: target.model.providerModelId, createdMs: call.atMs };
  const open = (): ChunkRenderer => renderChunks({ ...head, wantsUsage: call.scan.wantsUsage });
  let chunks = open();
  let isPiecewise = false;
  let lost: readonly Loss[] = losses;
  const echo = watchEcho(secrets);
  const exchange = await callOnce({
    name: call.id,
    target: { ...target, maxRetries: leg.tries - 1 },
    adapter,
    transport,
    mode,
    source: 'live',
    clock: world.clock,
    random: world.random,
    request: { ...request, requestId: call.id },
    signal: call.signal,
    deliver(part) {
      if (part.type === 'start') {
        chunks = open();
        isPiecewise = mode === 'stream' && part.servedAs === 'stream';
        lost = [...losses, ...part.losses];
      }
      const text = isPiecewise ? chunks.add(part) : '';
      const bytes = echo.push(Buffer.from(text));
      if (bytes.length === 0) return undefined;
      if (client.status() === null) client.begin(200, { ...EVENTS, ...lossHeader(lost) });
      return client.write(bytes);
    },
  });
  const attempts = exchange.attempts.length;
  const { outcome } = exchange;
  const fail = (error: ToldError): LegResult => {
    if (client.status() === null) return { type: 'refused', attempts, error };
    client.breakOff(renderErrorEvent(error));
    return { type: 'served', attempts, finish: null, broken: error.kind };
  };
  if (outcome.type === 'error') return fail(echo.found() ? ECHOED : withoutAccounts(outcome.error));
  const { response } = outcome;
  const text =
    mode === 'send'
      ? renderCompletion(response, head)
      : `${isPiecewise ? '' : chunks.whole(response)}${chunks.end(response)}`;
  const bytes = Buffer.concat([echo.push(Buffer.from(text)), echo.rest()]);
  if (echo.found()) return fail(ECHOED);
  if (mode === 'send') {
    client.reply(200, { ...JSON_BODY, ...lossHeader(lost) }, bytes);
  } else {
    if (client.status() === null) client.begin(200, { ...EVENTS, ...lossHeader(lost) });
    client.end(bytes);
  }
  return { type: 'served', attempts, finish: finishWord(response.finishReason), broken: null };
}

/** What was not asked as the client asked it, by its fields. */
function lossHeader(lost: readonly Loss[]): Readonly<Record<string, string>> {
  const fields = [...new Set(lost.map(({ field }) => field))].join(', ');
  return fields === '' ? {} : { 'x-llama-contract-losses': fields.replaceAll(/[^\x20-\x7e]/g, '?') };
}
