// How often the search for a capacity finds that of M/D/1 queues, whose capacity is known in closed form: 40 seeds each.
import { capacityOf, searchQueue } from '../load/known-queue.ts';

const SEEDS = 40;
const SERVICE_MS = 100;

console.log(
  `capacity of M/D/1 queues, ${SEEDS} seeds each: both ends right, their middle within 5 %, most rates tried`,
);
for (const waits of [4, 9, 19]) {
  const known = capacityOf(SERVICE_MS, waits);
  const limitMs = SERVICE_MS * (waits + 1);
  const found = Array.from({ length: SEEDS }, (_, seed) =>
    searchQueue({ servers: 1, serviceMs: SERVICE_MS, limitMs }, seed),
  );
  const right = found.filter(({ low, high }) => (low ?? Infinity) <= known && (high ?? 0) >= known).length;
  const near = found.filter(
    ({ low, high }) => Math.abs(Math.sqrt((low ?? 0) * (high ?? 0)) / known - 1) <= 0.05,
  ).length;
  const rates = Math.max(...found.map(({ rates }) => rates));
  console.log(`  limit ${limitMs} ms, ${known.toFixed(2)} a second: ${right}, ${near}, ${rates}`);
}
