// npm run bench -- --routing, or node test/bench/routing.ts: what a decision of the router costs, beside reading its request.
import { DEFAULT_ROUTES } from '../../src/config/default-routes.ts';
import { route } from '../../src/routing/route.ts';
import { readRouteTests } from '../../src/runs/cost/read-route-file.ts';
import { median } from './median.ts';

const DECISIONS = 1_000;
const ROUNDS = 200;
const BOUND_MS = 10;

const { evidence, decisions } = await readRouteTests('suites/routing.yaml');
const asked = Array.from({ length: DECISIONS }, (_, at) => decisions[at % decisions.length]).flatMap(
  (decision) => decision ?? [],
);
/** A chat request with 2 kB of text, as a gateway that routes has read it already. */
const body = JSON.stringify({
  model: 'llama',
  messages: [
    { role: 'system', content: 'You answer in JSON.' },
    { role: 'user', content: 'What does it say of notice? '.repeat(70) },
  ],
  max_tokens: 400,
});

function decideAll(): void {
  for (const { request, current } of asked) {
    const { scores, excluded } = route(request, evidence, DEFAULT_ROUTES, current);
    if (scores.length + excluded.length !== evidence.length) throw new Error('a target was left out');
  }
}

function readAll(): void {
  for (let at = 0; at < DECISIONS; at += 1) {
    if (JSON.parse(body).messages.length !== 2) throw new Error('the request of the bench was not read');
  }
}

/** CPU of the whole process in ms: compiler and collector too. */
function milliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const first = milliseconds(decideAll);
const [bare, own]: [number[], number[]] = [[], []];
for (let round = 0; round < ROUNDS; round += 1) {
  bare.push(milliseconds(readAll));
  own.push(milliseconds(decideAll));
}
const [bareMs, ownMs] = [median(bare), median(own)];
const isOver = ownMs > BOUND_MS;
console.log(
  `${DECISIONS} decisions among ${evidence.length} targets ${ownMs.toFixed(1)} ms CPU (the first ${DECISIONS} of a process ` +
    `${first.toFixed(1)}), JSON.parse of as many requests of ${(body.length / 1000).toFixed(1)} kB ${bareMs.toFixed(1)} ms, ` +
    `ratio ${(ownMs / bareMs).toFixed(2)} (goal <= ${BOUND_MS} ms)${isOver ? '  NOT MET' : ''}`,
);
process.exitCode = isOver ? 1 : 0;
