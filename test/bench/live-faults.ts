// What a candidate that is ill costs those whom the baseline serves: errors, and p99 of clients at the median of five rounds
// against the worst of 20 without a shadow (a round falls out of those by chance one time in 21), memory of the process after
// 100,000 requests, and accounts that balance. Beside it the bare gateway, which asks and reads as much and makes nothing of
// it, against rounds of its own: where that leaves its band, too, it is the machine that has no room. On two quiet cores the
// rounds take four minutes and a row two:
// node test/bench/live-faults.ts [--faults slow,huge] [--requests 20000]
import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chat, driveGateway, quantile } from './drive-gateway.ts';
import { bareGateway, ownGateway, type Accounts, type Gateway } from './gateways.ts';
import { median } from './median.ts';
import { startMock } from './run-child.ts';
import { writeProject } from './write-project.ts';

const ILLNESSES = ['healthy', 'slow', 'error-500', 'reset', 'huge', 'gone', 'hung'] as const;
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    faults: { type: 'string', default: ILLNESSES.join(',') },
    requests: { type: 'string' },
  },
});
const asked = values.faults.split(',');
const unknown = asked.filter((name) => !ILLNESSES.some((illness) => illness === name));
if (unknown.length > 0)
  throw new Error(`no faults: ${unknown.join(', ')}; there are ${ILLNESSES.join(', ')}`);
const BAND_ROUNDS = values.quick ? 5 : 20;
/** What leaves the machine time for the shadow too: with none to spare whatever asks more makes all of it wait. */
const PACE = { perSecond: 50 };
const IN_A_ROUND = values.quick ? 100 : 250;
/** Of a row: of one round the p99 is that of its two or three slowest. */
const ROUNDS_OF_A_ROW = values.quick ? 2 : 5;
/** As fast as they are answered, against what is held of them. */
const MANY = Number(values.requests ?? (values.quick ? 2_000 : 100_000));
const MOST_MB = 64;
/** Each is three legs. */
const WARM_REQUESTS = 400;
const WARM_S = 60;
const BODY = chat('Summarise the agreement.', false);

function signed(mb: number): string {
  return `${mb < 0 ? '' : '+'}${mb.toFixed(0)}`;
}

function sum(value: Accounts[string] | undefined): number {
  if (typeof value === 'number' || value === undefined) return value ?? 0;
  return Object.values(value).reduce((whole, part) => whole + part, 0);
}

/** arrivals = unsampled + dropped + sent, and sent = answered + failed + expired. */
function doBalance(accounts: Accounts): boolean {
  const of = (...names: readonly string[]): number =>
    names.reduce((whole, name) => whole + sum(accounts[name]), 0);
  return (
    of('arrivals') === of('unsampled', 'dropped', 'sent', 'waiting') &&
    of('sent') === of('answered', 'failed', 'expired', 'asking') &&
    of('waiting', 'asking') === 0
  );
}

using mock = await startMock();
const faulty = fork(join(import.meta.dirname, 'faulty-server.ts'), {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});
const candidate = await new Promise<string>((resolve) => {
  faulty.once('message', (message: { port: number }) => resolve(`http://127.0.0.1:${message.port}`));
});
const folder = writeProject(mock.url);
const baseline = `${mock.url}/openai`;

/** Nobody listens there: https://www.iana.org/assignments/service-names-port-numbers (discard). */
const NOBODY = 'http://127.0.0.1:9';

/** The p99 of each round, in ms. */
async function roundsOf(gateway: Gateway, count: number): Promise<{ p99s: number[]; failures: string[] }> {
  const [p99s, failures]: [number[], string[]] = [[], []];
  for (let round = 0; round < count; round += 1) {
    const driven = await driveGateway(gateway, BODY, IN_A_ROUND, PACE);
    p99s.push(quantile(driven.times, 0.99));
    failures.push(...driven.failures);
  }
  return { p99s, failures };
}

/** The highest p99 of rounds without a shadow, in ms. */
async function bandOf(gateway: Gateway): Promise<number> {
  await driveGateway(gateway, BODY, 1_000);
  return Math.max(...(await roundsOf(gateway, BAND_ROUNDS)).p99s);
}

async function bandOfNone(): Promise<number> {
  await using gateway = await ownGateway(folder, { baseline, candidate: `${candidate}/healthy`, share: 0 });
  return bandOf(gateway);
}

async function bandOfBare(): Promise<number> {
  await using gateway = await bareGateway(`${baseline}/v1`, folder);
  return bandOf(gateway);
}

/**
 * What a process whose shadow works takes of main memory, in MB, once that is warm: what asks and judges is compiled, and
 * spaces for objects have grown to what they need. How far a row comes to that in its first requests is chance.
 */
async function warmMbOfHealthy(): Promise<number> {
  await using gateway = await ownGateway(folder, { baseline, candidate: `${candidate}/healthy`, share: 1 });
  await driveGateway(gateway, BODY, 1_000);
  const untilMs = performance.now() + WARM_S * 1000;
  do await driveGateway(gateway, BODY, IN_A_ROUND, PACE);
  while ((await gateway.sent()) < WARM_REQUESTS && performance.now() < untilMs);
  return gateway.peakMb();
}

async function p99OfBare(url: string): Promise<number> {
  await using gateway = await bareGateway(`${baseline}/v1`, folder, `${url}/v1`);
  await driveGateway(gateway, BODY, 1_000);
  return median((await roundsOf(gateway, ROUNDS_OF_A_ROW)).p99s);
}

try {
  const [bandMs, bareBandMs] = [await bandOfNone(), await bandOfBare()];
  const warmMb = await warmMbOfHealthy();
  console.log(
    `without a shadow: p99 of ${BAND_ROUNDS} rounds at ${PACE.perSecond} a second at most ${bandMs.toFixed(1)} ms, of bare ${bareBandMs.toFixed(1)} ms; with a healthy one, warm: ${warmMb.toFixed(0)} MB`,
  );
  for (const illness of ILLNESSES.filter((name) => asked.includes(name))) {
    const begunMs = performance.now();
    const url = illness === 'gone' ? NOBODY : `${candidate}/${illness}`;
    await using gateway = await ownGateway(folder, { baseline, candidate: url, share: 1 });
    await driveGateway(gateway, BODY, 1_000);
    const startMb = gateway.peakMb();
    const paced = await roundsOf(gateway, ROUNDS_OF_A_ROW);
    const p99Ms = median(paced.p99s);
    const many = await driveGateway(gateway, BODY, MANY);
    const failures = [...paced.failures, ...many.failures];
    const peakMb = gateway.peakMb();
    const accounts = await gateway.stop();
    const bareMs = await p99OfBare(url);
    const rows = {
      errors: failures.length === 0,
      p99: p99Ms <= bandMs,
      memory: peakMb - warmMb <= MOST_MB,
      accounts: accounts !== null && doBalance(accounts),
    };
    const notMet = Object.entries(rows).filter(([, isMet]) => !isMet);
    const verdict = notMet.length === 0 ? 'met' : `NOT MET (${notMet.map(([name]) => name).join(', ')})`;
    console.log(
      `${illness.padEnd(9)} ${ROUNDS_OF_A_ROW * IN_A_ROUND + many.times.length} requests, ${failures.length} errors, p99 ${p99Ms.toFixed(1)} ms at the median of ${ROUNDS_OF_A_ROW} rounds, ${Math.max(...paced.p99s).toFixed(1)} at most (bare ${bareMs.toFixed(1)} ms, ${bareMs <= bareBandMs ? 'in' : 'out of'} its band), ${peakMb.toFixed(0)} MB (${signed(peakMb - warmMb)} of a healthy one, ${signed(peakMb - startMb)} of itself after 1,000 requests), in ${((performance.now() - begunMs) / 1000).toFixed(0)} s: ${verdict}`,
    );
    console.log(`          ${JSON.stringify(accounts)}`);
    if (failures[0] !== undefined) console.log(`          ${failures[0]}`);
  }
} finally {
  faulty.kill();
  rmSync(folder, { recursive: true, force: true });
}
