// How often the search for a capacity finds that of M/D/c queues, whose capacity is known: 50 seeds each.
import { capacityOf, searchQueue } from '../load/known-queue.ts';

const SEEDS = 50;
const QUEUES = [
  { servers: 1, serviceMs: 100, limitMs: 500 },
  { servers: 1, serviceMs: 100, limitMs: 1_000 },
  { servers: 1, serviceMs: 100, limitMs: 2_000 },
  { servers: 4, serviceMs: 100, limitMs: 200 },
  { servers: 4, serviceMs: 100, limitMs: 300 },
] as const;

console.log(
  `capacity of M/D/c queues, ${SEEDS} seeds each: both ends right, their middle within 5%, rates and requests at most`,
);
for (const queue of QUEUES) {
  const known = capacityOf(queue);
  const found = Array.from({ length: SEEDS }, (_, seed) => searchQueue(queue, seed));
  const right = found.filter(({ low, high }) => (low ?? 0) <= known && (high ?? Infinity) >= known).length;
  const near = found.filter(
    ({ low, high }) => Math.abs(Math.sqrt((low ?? 0) * (high ?? 0)) / known - 1) <= 0.05,
  ).length;
  const [rates, sent] = [
    Math.max(...found.map((each) => each.rates)),
    Math.max(...found.map((each) => each.sent)),
  ];
  const { servers, limitMs } = queue;
  console.log(
    `  ${servers} of 100 ms, limit ${limitMs} ms, ${known.toFixed(2)} a second: ${right}, ${near}, ${rates}, ${sent}`,
  );
}
