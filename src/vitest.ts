import { expect } from 'vitest';
import { z } from 'zod';
import { judge, type JudgeOptions, type ResponseToJudge } from './library/judge.ts';
import type { VerifyResult } from './library/verify.ts';
import type { Decoded } from './runs/given/describe-decoded.ts';
import type { Judgement } from './runs/judge/judge-response.ts';

export { verifySuite } from './library/verify-suite.ts';

/** What an answer is held against: what was asked, and the approved answer to it. */
export type Contract = Pick<JudgeOptions, 'prompt' | 'golden' | 'model'>;

declare module 'vitest' {
  // The type parameters must be named as vitest names them: https://vitest.dev/guide/extending-matchers
  interface Matchers<R extends void | Promise<void>, T> {
    /** What `verify` gave: its verdict is a pass. What `judge` gave: the answer passed. */
    toMeetContract(): R;
    /** What `judge` gave: a check failed with a finding of this code. */
    toHaveFinding(code: string): R;
    /** An answer passes every check that its prompt and golden ask for. */
    toMatchContract(contract: Contract): R;
    /** What `decode` gave of recorded bytes: the wire proves that the answer is whole, and no error ended it. */
    toBeCompleteStream(): R;
    /** An answer has nothing against another side's answer to the same prompt, which stands as its golden. */
    toHaveParityWith(baseline: ResponseToJudge, prompt?: JudgeOptions['prompt']): R;
  }
}

interface Matched {
  readonly pass: boolean;
  message(): string;
}

/** Of what is received, that by which it is known and what is read of it. */
const judgementSchema = z.object({
  state: z.string(),
  findings: z.array(z.object({ code: z.string(), pointer: z.string(), message: z.string() })).readonly(),
});
const runSchema = z.object({
  folder: z.string(),
  report: z.object({ summary: z.object({ verdict: z.string(), counts: z.record(z.string(), z.number()) }) }),
  failing: z.array(
    z.object({ target: z.string(), promptId: z.string(), firstFinding: z.string().nullable() }),
  ),
});

const decodedSchema = z.object({
  complete: z.boolean(),
  finish: z.string().nullable(),
  finishRaw: z.string().nullable(),
  error: z.object({ kind: z.string(), message: z.string() }).nullable(),
  findings: z.array(z.object({ code: z.string(), pointer: z.string().default(''), message: z.string() })),
});

const MOST_LISTED = 20;

const MATCHERS = {
  toMeetContract(received: VerifyResult | Judgement): Matched {
    const run = runSchema.safeParse(received);
    if (run.success) return matchRun(run.data);
    const judgement = judgementSchema.safeParse(received);
    if (judgement.success) return matchJudgement(judgement.data);
    throw new TypeError('toMeetContract is for what verify or judge gave');
  },
  toMatchContract(received: ResponseToJudge, contract: Contract): Matched {
    return matchJudgement(judge({ ...contract, response: received }));
  },
  toBeCompleteStream(received: Decoded): Matched {
    const decoded = decodedSchema.safeParse(received);
    if (!decoded.success) throw new TypeError('toBeCompleteStream is for what decode gave');
    const { complete, finish, finishRaw, error, findings } = decoded.data;
    const ended =
      error === null ? `finish reason ${finishRaw ?? finish ?? 'none'}` : `${error.kind}: ${error.message}`;
    const head = `the answer is ${complete ? '' : 'not '}proven complete (${ended})`;
    return { pass: complete && error === null, message: () => listed(head, findings.map(formatFinding)) };
  },
  toHaveParityWith(
    received: ResponseToJudge,
    baseline: ResponseToJudge,
    prompt: JudgeOptions['prompt'] = {},
  ): Matched {
    const finish = baseline.finishReason?.unified ?? null;
    if (finish === null)
      throw new TypeError('the baseline gave no finish reason, so nothing is held against it');
    const calls = (baseline.toolCalls ?? []).map((call) => ({ name: call.name, arguments: call.arguments }));
    const golden = { text: baseline.text, toolCalls: calls, finish, error: null };
    const matched = matchJudgement(judge({ prompt, golden, response: received }));
    return { ...matched, message: () => `held against the baseline's answer, ${matched.message()}` };
  },
  toHaveFinding(received: Judgement, code: string): Matched {
    const judgement = judgementSchema.safeParse(received);
    if (!judgement.success) throw new TypeError('toHaveFinding is for what judge gave');
    const { findings } = judgement.data;
    return {
      pass: findings.some((finding) => finding.code === code),
      message: () => listed(`expected a finding ${code}, or not; there are`, findings.map(formatFinding)),
    };
  },
};

function matchRun({ report, failing, folder }: z.infer<typeof runSchema>): Matched {
  const { verdict, counts } = report.summary;
  const lines = failing.map(
    ({ target, promptId, firstFinding }) => `${target}/${promptId}: ${firstFinding ?? 'no approved golden'}`,
  );
  const numbers = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
  return {
    pass: verdict === 'pass',
    message: () => listed(`the verdict is ${verdict}: ${numbers.join(', ')} (${folder})`, lines),
  };
}

const AS_SPOKEN: Readonly<Record<string, string>> = { unproven: 'is unproven: no golden is given' };

function matchJudgement({ state, findings }: z.infer<typeof judgementSchema>): Matched {
  return {
    pass: state === 'passed',
    message: () => listed(`the answer ${AS_SPOKEN[state] ?? state}`, findings.map(formatFinding)),
  };
}

function formatFinding({
  code,
  pointer,
  message,
}: z.infer<typeof judgementSchema>['findings'][number]): string {
  return `${code} ${pointer}`.trimEnd() + `: ${message}`;
}

function listed(head: string, lines: readonly string[]): string {
  const rest = lines.length - MOST_LISTED;
  const shown = lines.slice(0, MOST_LISTED).map((line) => `\n  ${line}`);
  return `${head}${shown.join('')}${rest > 0 ? `\n  and ${rest} more` : ''}`;
}

expect.extend(MATCHERS);
