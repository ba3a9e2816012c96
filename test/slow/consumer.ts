// What a project of somebody else does with the package; it is compiled against the packed files and run there.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  canonicalRequestSchema,
  canonicalResponseSchema,
  classify,
  decode,
  ERROR_KINDS,
  faultSchema,
  faultsFileSchema,
  FINISH_REASONS,
  InputError,
  judge,
  nodeWorld,
  REPORTERS,
  RunCutShort,
  simulate,
  verify,
  type Classification,
  type Decoded,
  type ErrorKind,
  type Fault,
  type Judgement,
  type Problem,
  type PromptRow,
  type Report,
  type RunEvent,
  type RunWorld,
  type Simulated,
  type VerifyOptions,
  type VerifyResult,
} from 'llama-contract';

const config = 'node_modules/llama-contract/llama-contract.config.yaml';
const facts: Record<string, unknown> = {};

const fault: Fault = faultSchema.parse({ match: { mode: 'stream' }, wire: 'drop-finish' });
const events: RunEvent['type'][] = [];
const world: RunWorld = { ...nodeWorld(), env: {}, random: () => 0.5 };
const options: VerifyOptions = {
  config,
  targets: ['vllm-scout'],
  suites: ['extraction'],
  faults: faultsFileSchema.parse({ faults: [fault] }).faults,
  reporters: ['markdown'],
  onEvent: ({ type }) => events.push(type),
  signal: AbortSignal.timeout(300_000),
  world,
};
const result: VerifyResult = await verify(options);
const report: Report = result.report;
const row: PromptRow | undefined = result.failing[0];
facts['verify'] = [report.summary.verdict, row?.target, result.failing.length > 0, events[0]];
facts['cutShort'] = new RunCutShort('reports/a-run', []).folder;
facts['written'] = (await readFile(join(result.folder, 'report.md'), 'utf8')).startsWith('#');
facts['rendered'] = REPORTERS.junit().render(report).startsWith('<?xml');

const classified: Classification = classify({ provider: 'vllm', status: 429 });
const kind: ErrorKind = classified.kind;
facts['classify'] = [kind, ERROR_KINDS.includes(kind)];

const body = '{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}]}';
const decoded: Decoded = await decode({
  wire: 'openai-chat',
  response: { status: 200, bodyBase64: Buffer.from(body).toString('base64') },
});
facts['decode'] = [decoded.text, decoded.finish, FINISH_REASONS.length > 0];

const judgement: Judgement = judge({
  prompt: {},
  golden: { text: 'Hi', toolCalls: [], finish: 'stop', error: null },
  response: { text: 'Hi', finishReason: null, usage: { inputTokens: 1, outputTokens: 1 } },
});
facts['judge'] = [judgement.state, judgement.findings.map(({ code }) => code)];

const simulated: Simulated = await simulate({ config });
facts['simulate'] = Object.values(simulated.urls).every((url) => url.startsWith(simulated.url));
await simulated.close();

const schemas = [canonicalRequestSchema, canonicalResponseSchema];
facts['schemas'] = schemas.map((schema) => schema.safeParse({}).success);

try {
  // @ts-expect-error: the option is called targets
  await verify({ config, target: ['vllm-scout'] });
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  const problems: readonly Problem[] = error.problems;
  facts['refused'] = problems.map(({ mend }) => mend);
}

console.log(JSON.stringify(facts));
