// What the proxy adds to a request, beside a bare gateway (node:http and undici) and @portkey-ai/gateway, all against one
// server in the same minutes: CPU a request, p50 and p99 of clients, and how long one request of 4 MB holds the loop.
// A client that asks the server itself has no process between, so all CPU of that process is added. Nobody who forwards by
// Node takes less than the bare gateway: where that does not meet a goal on this machine, its line says so.
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chat, driveGateway, quantile } from './drive-gateway.ts';
import { bareGateway, ownGateway, portkeyGateway, type Gateway } from './gateways.ts';
import { median } from './median.ts';
import { startMock } from './run-child.ts';
import { MODEL, PACED } from './wires.ts';
import { writeProject } from './write-project.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const ROUNDS = values.quick ? 2 : 7;
const MB = 1_000_000;
const MOST_HELD_MS = 10;
const CHEAPER_THAN_PORTKEY = 4;
/** Of a leg, in requests of the bare gateway. */
const MOST_LEG = 3;
const DRAIN_MS = 2_000;
const PACED_S = 3;
const MOST_SHADOW_MS = 0.2;

interface Kind {
  readonly name: string;
  readonly requests: number;
  /** Of one request, or of one MB of it: what a gateway may take. */
  readonly mostCpuMs: number;
  readonly body: string;
}

const KINDS: readonly Kind[] = [
  { name: 'JSON', requests: 2_000, mostCpuMs: 0.35, body: chat('Summarise the agreement.', false) },
  { name: 'stream of 59 events', requests: 1_000, mostCpuMs: 1, body: chat('Summarise.', true) },
  { name: 'request of 1 MB', requests: 200, mostCpuMs: 3.5, body: chat('a word '.repeat(MB / 7), false) },
];

/** What one request may hold up others with. Nobody but the server parses it. */
const LARGE: readonly Omit<Kind, 'mostCpuMs'>[] = [
  { name: 'words', requests: 100, body: chat('a word '.repeat((4 * MB) / 7), false) },
  { name: 'lists in lists', requests: 20, body: withMessages('['.repeat(2 * MB) + ']'.repeat(2 * MB)) },
  { name: 'a million texts', requests: 20, body: withMessages(`[${'"",'.repeat(1.3 * MB)}""]`) },
  { name: 'escapes', requests: 20, body: withMessages(`"${String.raw`\"`.repeat(2 * MB)}"`) },
];

function withMessages(messages: string): string {
  return `{"model":${JSON.stringify(MODEL)},"messages":${messages}}`;
}

interface Round {
  /** Answered, as fast as they could be. */
  readonly perSecond: number;
  readonly cpuMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

async function round(gateway: Gateway, { body, requests }: Kind): Promise<Round> {
  const [before, beganMs] = [gateway.cpuMs(), performance.now()];
  const { times, failures } = await driveGateway(gateway, body, requests);
  const perSecond = (requests * 1000) / (performance.now() - beganMs);
  if (failures.length > 0) throw new Error(`${gateway.url} did not answer: ${failures[0]}`);
  const cpuMs = (gateway.cpuMs() - before) / requests;
  return { perSecond, cpuMs, p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99) };
}

function met(isMet: boolean): string {
  return isMet ? 'met' : 'NOT MET';
}

/** The goals of CPU, and what the bare gateway makes of each. */
function tellAdded(
  { mostCpuMs }: Kind,
  { own, bare, portkey }: Readonly<Record<'own' | 'bare' | 'portkey', number>>,
): void {
  console.log(
    `  added CPU of a request: own ${own.toFixed(2)}, bare ${bare.toFixed(2)}, portkey ${portkey.toFixed(2)} ms; own is ${(own / bare).toFixed(2)}x bare`,
  );
  const [few, best] = [portkey / own, portkey / bare];
  console.log(
    `  ${met(own <= mostCpuMs)}: ${own.toFixed(2)} ms added, goal <= ${mostCpuMs} ms${byBare(bare <= mostCpuMs, `${bare.toFixed(2)} ms`)}`,
  );
  console.log(
    `  ${met(few >= CHEAPER_THAN_PORTKEY)}: portkey takes ${few.toFixed(1)}x, goal >= ${CHEAPER_THAN_PORTKEY}x${byBare(best >= CHEAPER_THAN_PORTKEY, `${best.toFixed(1)}x`)}`,
  );
}

function byBare(isMet: boolean, figure: string): string {
  return isMet ? '' : ` (bare itself does not meet it here: ${figure})`;
}

/** Of what the proxy serves without a shadow: with no core to spare whatever is asked beside it makes clients wait. */
const MODERATE = 0.3;

/** Of a leg, the first thousand cost more: what asks and judges is not compiled yet. */
const WARM_LEGS = 1_000;
const WARM_S = 60;
/** Of fewer the figure would be that of requests that were offered, and yielded. */
const LEAST_LEGS = 300;

/**
 * A healthy shadow at an even pace, against none: p50 of clients, and what each of the three legs takes that it asks. Legs
 * come one by one, which takes more of a processor than requests that come as fast as they are answered: so the bare gateway
 * is asked at that pace, too.
 */
async function tellShadow(
  { body }: Kind,
  perSecond: number,
  bare: { readonly gateway: Gateway; readonly cpuMs: number },
): Promise<void> {
  const requests = Math.ceil(perSecond * PACED_S);
  const pacedBare = async (): Promise<number> => {
    const before = bare.gateway.cpuMs();
    await driveGateway(bare.gateway, body, requests, { perSecond });
    return (bare.gateway.cpuMs() - before) / requests;
  };
  const paced = async (share: number): Promise<{ cpuMs: number; p50Ms: number; legs: number }> => {
    await using gateway = await ownGateway(folder, { ...sides, share });
    const untilMs = performance.now() + WARM_S * 1000;
    const legsSoFar = async (): Promise<number> => (share === 0 ? WARM_LEGS : 3 * (await gateway.sent()));
    do await driveGateway(gateway, body, requests, { perSecond });
    while ((await legsSoFar()) < WARM_LEGS && performance.now() < untilMs);
    // What waits is asked in time that is not counted.
    await sleep(DRAIN_MS);
    const [before, legsBefore] = [gateway.cpuMs(), await legsSoFar()];
    const { times, failures } = await driveGateway(gateway, body, requests, { perSecond });
    if (failures.length > 0) throw new Error(`it did not answer: ${failures[0]}`);
    await sleep(DRAIN_MS);
    const legs = ((await legsSoFar()) - legsBefore) / requests;
    return { cpuMs: (gateway.cpuMs() - before) / requests, p50Ms: quantile(times, 0.5), legs };
  };
  const none: Awaited<ReturnType<typeof paced>>[] = [];
  const all: Awaited<ReturnType<typeof paced>>[] = [];
  const paces: number[] = [];
  for (let at = 0; at < Math.min(3, ROUNDS); at += 1) {
    none.push(await paced(0));
    all.push(await paced(1));
    paces.push(await pacedBare());
  }
  const later = median(all.map(({ p50Ms }, at) => p50Ms - (none[at]?.p50Ms ?? 0)));
  console.log(
    `  ${met(later <= MOST_SHADOW_MS)}: a healthy shadow takes ${later.toFixed(2)} ms of p50 at ${perSecond.toFixed(0)} a second, goal <= ${MOST_SHADOW_MS} ms`,
  );
  const legs = median(all.map((each) => each.legs));
  if (legs * requests < LEAST_LEGS) {
    console.log(
      `  not measured: what a leg takes (${(legs * requests).toFixed(0)} were asked: the machine is too busy)`,
    );
    return;
  }
  const leg = median(all.map(({ cpuMs, legs: asked }, at) => (cpuMs - (none[at]?.cpuMs ?? 0)) / asked));
  const times = `${(leg / bare.cpuMs).toFixed(1)}x bare, ${(leg / median(paces)).toFixed(1)}x bare at this pace`;
  console.log(
    `  ${met(leg <= MOST_LEG * bare.cpuMs)}: ${leg.toFixed(2)} ms CPU a leg that is asked, read, judged, redacted and kept (${times}; ${legs.toFixed(1)} a request, the first ${WARM_LEGS} not counted), goal <= ${MOST_LEG}x`,
  );
}

using mock = await startMock();
const folder = writeProject(mock.url);
const baseline = `${mock.url}/${PACED}`;
const upstream = `${baseline}/v1`;
const sides = { baseline, candidate: `${mock.url}/nim` };
try {
  await using bare = await bareGateway(upstream, folder);
  await using own = await ownGateway(folder, { ...sides, share: 0 });
  await using shadowed = await ownGateway(folder, { ...sides, share: 1 });
  await using portkey = await portkeyGateway(upstream);
  const gateways = { bare, own, shadowed, portkey };
  const names = ['bare', 'own', 'shadowed', 'portkey'] as const;
  console.log(
    'what a gateway takes of a request: CPU of its process, p50 and p99 of 16 clients; medians of rounds',
  );
  for (const kind of KINDS) {
    for (const name of names) await driveGateway(gateways[name], kind.body, Math.ceil(kind.requests / 4));
    const rounds: Record<(typeof names)[number], Round[]> = { bare: [], own: [], shadowed: [], portkey: [] };
    for (let at = 0; at < ROUNDS; at += 1) {
      // Whoever is first finds the machine as the last left it: each is first in turn.
      const order = names.map((_, index) => names[(index + at) % names.length] ?? 'bare');
      for (const name of order) rounds[name].push(await round(gateways[name], kind));
    }
    const middle = (name: (typeof names)[number], of: keyof Round): number =>
      median(rounds[name].map((each) => each[of]));
    for (const name of names) {
      const [cpu, p50, p99] = [middle(name, 'cpuMs'), middle(name, 'p50Ms'), middle(name, 'p99Ms')];
      console.log(
        `${kind.name.padEnd(20)} ${name.padEnd(9)} ${cpu.toFixed(2)} ms CPU (${(cpu / middle('bare', 'cpuMs')).toFixed(2)}x bare), p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`,
      );
    }
    tellAdded(kind, {
      own: middle('own', 'cpuMs'),
      bare: middle('bare', 'cpuMs'),
      portkey: middle('portkey', 'cpuMs'),
    });
    if (kind.name === 'JSON')
      await tellShadow(kind, middle('own', 'perSecond') * MODERATE, {
        gateway: bare,
        cpuMs: middle('bare', 'cpuMs'),
      });
  }
  // One at a time, or it would be the others that hold it.
  for (const { name, body, requests } of LARGE) {
    for (const by of name === 'words' ? (['bare', 'own'] as const) : (['own'] as const)) {
      await gateways[by].held();
      await driveGateway(gateways[by], body, requests, { clients: 1 });
      const { cpuMs, p99Ms, maxMs } = await gateways[by].held();
      const line = `${by}: ${requests} requests of 4 MB (${name}) held the loop for ${cpuMs.toFixed(1)} ms of CPU at most (by the wall ${p99Ms.toFixed(1)} ms p99, ${maxMs.toFixed(1)} ms at most)`;
      console.log(
        by === 'bare' ? line : `${line}; ${met(cpuMs <= MOST_HELD_MS)}, goal <= ${MOST_HELD_MS} ms`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
