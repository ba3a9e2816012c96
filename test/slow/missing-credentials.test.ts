import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { InputError } from '../../src/contract/problem.ts';
import type { RunWorld } from '../../src/runs/run-world.ts';
import { verify } from '../../src/runs/verify/verify.ts';
import { createFakeClock } from '../fake-clock.ts';
import { openNock } from '../live/open-nock.ts';

const CONFIG = join(import.meta.dirname, '../../llama-contract.config.yaml');

const WHOLE: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: 'AKIATEST000000000000',
  AWS_SECRET_ACCESS_KEY: 'secret',
  WATSONX_API_KEY: 'ibm-key',
  WATSONX_PROJECT_ID: 'project',
  VLLM_API_KEY: 'vllm-key',
};

let out = '';
let attempts: string[] = [];
const note = (request: Request): number => attempts.push(request.url);

beforeAll(() => {
  openNock();
  nock.emitter.on('no match', note);
});
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'llama-contract-'));
});
afterEach(async () => {
  attempts = [];
  await rm(out, { recursive: true });
});
afterAll(() => {
  nock.emitter.off('no match', note);
  nock.enableNetConnect();
  nock.restore();
});

async function verifyLive(env: RunWorld['env'], targets: readonly string[] | null = null): Promise<unknown> {
  const world: RunWorld = { ...nodeWorld(), clock: createFakeClock(), random: () => 0.5, env, versions: {} };
  const options = {
    config: CONFIG,
    // One is enough: what is missing is the target's.
    suites: ['extraction'],
    selection: {
      targets,
      tags: null,
      prompts: null,
      pairs: null,
      modes: ['send', 'stream'] as const,
      repeat: 1,
      once: null,
    },
    source: 'live' as const,
    shard: null,
    cassettes: null,
    replaySpeed: null,
    concurrency: null,
    seed: 1,
    out,
    resume: null,
    judge: false,
    bail: false,
    waitReadyMs: null,
    faults: [],
    purpose: null,
    strength: false,
    reporters: [],
  };
  return verify(options, world, new AbortController().signal, () => undefined).then(
    () => null,
    (error: unknown) => error,
  );
}

function messagesOf(error: unknown): string {
  if (!(error instanceof InputError)) throw new Error('no InputError', { cause: error });
  return error.problems.map(({ message }) => message).join('\n');
}

describe('a live run without a credential', () => {
  it.each(Object.keys(WHOLE))('names %s, sends nothing and leaves no run behind', async (missing) => {
    const { [missing]: _, ...env } = WHOLE;
    const messages = messagesOf(await verifyLive(env));
    expect(messages).toContain(missing);
    for (const present of Object.keys(env)) expect(messages).not.toMatch(new RegExp(`\\b${present}\\b`));
    expect(attempts).toEqual([]);
    expect(await readdir(out)).toEqual([]);
  });

  it('names every missing variable at once', async () => {
    const messages = messagesOf(await verifyLive({}));
    for (const name of Object.keys(WHOLE)) expect(messages).toContain(name);
  });

  it('takes an empty variable for a missing one', async () => {
    expect(messagesOf(await verifyLive({ ...WHOLE, VLLM_API_KEY: '' }))).toContain('VLLM_API_KEY');
  });

  it('asks only for the variables of the targets that were chosen', async () => {
    const messages = messagesOf(await verifyLive({}, ['vllm-scout']));
    expect(messages).toContain('VLLM_API_KEY');
    expect(messages).not.toContain('AWS_ACCESS_KEY_ID');
  });
});
