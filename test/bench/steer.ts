// npm run bench -- --live, or node test/bench/steer.ts: whether shares of live traffic are what was ordered, and how soon a rollback is seen.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { nodeUptime } from '../../src/cli/machine/node-uptime.ts';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { DEFAULT_TRAFFIC_RULES } from '../../src/contract/traffic/traffic-rules.ts';
import { decideRequest } from '../../src/rollout/decide-request.ts';
import { openRollout, type RolloutOptions } from '../../src/runs/project/open-rollout.ts';
import { rollBack } from '../../src/runs/rollout/roll-back.ts';
import { steerTraffic } from '../../src/runs/proxy/steer-traffic.ts';
import { splitEvidence } from '../../src/stats/split-evidence.ts';
import { median } from './median.ts';
import { START, stepOf, textOf, upTo } from '../rollout/build-ledger.ts';

const KEYS = 1_000_000;
const MOST_EVIDENCE = 20;
const MOST_MS = 100;
const ROLLBACKS = 40;

/** Keys as clients have them: those that count on, those that look alike, and those that are long. */
const FORMS: Readonly<Record<string, (at: number) => string>> = {
  numbers: (at) => `${at}`,
  addresses: (at) => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`,
  people: (at) => `user.${at.toString(36)}@example.com`,
  tenants: (at) => `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`,
};

const migration = { id: 'move', routing: null, traffic: DEFAULT_TRAFFIC_RULES };
const features = { path: '/v1/chat/completions', requestId: '', isStream: false, model: null, bodyBytes: 0 };
let missed = 0;

function tell(isMet: boolean, line: string): void {
  if (!isMet) missed += 1;
  console.log(`${isMet ? 'met' : 'NOT MET'}  ${line}`);
}

console.log(`shares of ${KEYS.toLocaleString('en')} client keys, by the decision of the proxy`);
for (const [name, keyOf] of Object.entries(FORMS)) {
  for (const share of [10, 50, 90]) {
    const state = {
      step: stepOf(share),
      isRolledBack: false,
      moves: 2,
      since: null,
      isReadable: true,
      head: null,
    };
    let candidate = 0;
    for (let at = 0; at < KEYS; at += 1) {
      const { arm } = decideRequest({ ...features, clientKey: keyOf(at) }, migration, state);
      if (arm === 'candidate') candidate += 1;
    }
    const evidence = splitEvidence([
      { share: share / 100, count: candidate },
      { share: 1 - share / 100, count: KEYS - candidate },
    ]);
    const got = `${((100 * candidate) / KEYS).toFixed(3)}%`;
    tell(
      evidence < MOST_EVIDENCE,
      `S5 ${name}, ${share}%: ${got}, e-value ${evidence.toPrecision(3)} of less than ${MOST_EVIDENCE}`,
    );
  }
}

const target = (id: string): string =>
  `{ id: ${id}, provider: openai-compatible, server: vllm, baseUrl: 'http://localhost:1', model: m, credentials: none }`;
const CONFIG = `schemaVersion: 1
source: live
models: { m: { modalities: [text], contextTokens: 1000, maxOutputTokens: 100, offers: { vllm: { id: m } } } }
targets: [${target('old')}, ${target('new')}]
migrations: [{ id: move, baseline: old, candidate: new, policy: default }]
`;

const root = await mkdtemp(join(tmpdir(), 'llama-contract-steer-'));
try {
  const config = join(root, 'c.yaml');
  const ledger = join(root, 'rollouts/move.jsonl');
  await writeFile(config, CONFIG);
  await mkdir(join(root, 'rollouts'));
  const options: RolloutOptions = { config, out: join(root, 'reports'), migration: 'move', by: 'the bench' };
  const world = { ...nodeWorld(), uptime: nodeUptime() };
  const begin = async () => {
    await writeFile(ledger, textOf([[0, START], ...upTo(50)]));
    return steerTraffic(await openRollout(options), { ...options, port: 0 }, world, () => {});
  };
  const [commands, failures]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROLLBACKS; round += 1) {
    const steering = await begin();
    const back = async (from: number): Promise<number> => {
      while (steering.state().step.share !== 0) await setImmediate();
      return performance.now() - from;
    };
    if (round % 2 === 0) {
      await rollBack({ ...options, reason: 'the bench' }, world);
      commands.push(await back(performance.now()));
    } else {
      const state = steering.state();
      const from = performance.now();
      for (let bucket = 0; steering.state().step.share !== 0; bucket += 1) {
        steering.count({ arm: 'candidate', isBad: true, bucket }, state);
      }
      failures.push(await back(from));
    }
    await steering.stop();
  }
  for (const [what, times] of Object.entries({ 'of a command': commands, 'by failing requests': failures })) {
    const longest = Math.max(...times);
    tell(
      longest <= MOST_MS,
      `S6 a rollback ${what} is seen after ${median(times).toFixed(1)} ms, ${longest.toFixed(1)} at most of ${times.length}, of ${MOST_MS} ms`,
    );
  }
} finally {
  await rm(root, { recursive: true, force: true });
}
process.exitCode = missed === 0 ? 0 : 1;
