import { z } from 'zod';
import { createJudgeThreads } from '../../src/cli/threads/judge-threads.ts';
import { createDecode } from '../../src/runs/given/decode.ts';
import { createFakeClock } from '../fake-clock.ts';

/** Made once: an adapter is kept for each wire and server. */
export const decode = createDecode({
  clock: createFakeClock(),
  random: () => 0,
  judgeApart: createJudgeThreads(1),
});

/** What `decode` promises of each answer, no more and no less. */
export const answerSchema = z.strictObject({
  id: z.string(),
  text: z.string(),
  reasoning: z.string().nullable(),
  finish: z.string().nullable(),
  finishRaw: z.string().nullable(),
  toolCalls: z.array(z.strictObject({ name: z.string(), arguments: z.json() })),
  usage: z.strictObject({ inputTokens: z.int().nullable(), outputTokens: z.int().nullable() }),
  complete: z.boolean(),
  truncated: z.boolean(),
  error: z.looseObject({ kind: z.string(), partial: z.null() }).nullable(),
  findings: z.array(z.looseObject({ code: z.string() })),
});

export interface Recorded {
  readonly wire: string;
  readonly body: string | Uint8Array;
  readonly server?: string;
  readonly status?: number;
  readonly contentType?: string;
  readonly request?: object;
}

export async function answer({ wire, body, server = 'vllm', status = 200, contentType, request }: Recorded) {
  const headers = contentType === undefined ? {} : { 'Content-Type': contentType };
  const response = { status, headers, bodyBase64: Buffer.from(body).toString('base64') };
  const line = JSON.stringify({ id: 'one', wire, server, request, response, note: 'of no concern' });
  const decoded = answerSchema.parse(JSON.parse(await decode(line)));
  return { ...decoded, codes: decoded.findings.map(({ code }) => code) };
}

export const chat = (message: object, finish: string | null): string =>
  JSON.stringify({
    model: 'm',
    choices: [{ index: 0, message, finish_reason: finish }],
    usage: { prompt_tokens: 1, completion_tokens: 2 },
  });
export const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
export const FRAMES = 'application/vnd.amazon.eventstream';
export const SSE = 'text/event-stream';
export const JSON_TYPE = 'application/json';
