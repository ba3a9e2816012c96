import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { CLI, NODE, PLAIN } from '../e2e/run-cli.ts';
import { ask, HELLO } from '../traffic/proxy-stage.ts';
import { writeMigration } from '../traffic/shadow-stage.ts';

const startedSchema = z.object({ url: z.string() });
const lineSchema = z.union([
  z.object({ what: z.literal('lines-lost'), lines: z.int() }).transform(({ lines }) => lines),
  z.object({ id: z.string(), status: z.int() }).transform(() => 1),
]);

async function startUnread() {
  const root = await writeMigration({}, null);
  const args = [CLI, 'shadow', '--proxy', '--serve-only', '--json'];
  const child = spawn(NODE, args, { cwd: root, env: PLAIN, stdio: ['ignore', 'pipe', 'pipe'] });
  const [first] = await once(createInterface(child.stdout), 'line');
  const { url } = startedSchema.parse(JSON.parse(String(first)));
  return { child, chat: `${url}/v1/chat/completions` };
}

/** Ids as long as they may be, so that lines are. */
const headersOf = (at: number) => ({ 'x-id': String(at).padStart(200, 'x') });

async function askMany(chat: string, count: number): Promise<ReadonlySet<number>> {
  const statuses = new Set<number>();
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      const response = await ask(chat, HELLO, { headers: headersOf(next) });
      await response.arrayBuffer();
      statuses.add(response.status);
    }
  };
  await Promise.all(Array.from({ length: 8 }, client));
  return statuses;
}

it('a proxy whose lines nobody reads serves on, and says how many were lost to who reads them later', async () => {
  const { child, chat } = await startUnread();
  expect([...(await askMany(chat, 3_000))]).toEqual([200]);
  let [counted, printed] = [0, 0];
  const lines = createInterface(child.stderr).on('line', (line) => {
    counted += lineSchema.parse(JSON.parse(line));
    printed += 1;
  });
  let asked = 3_000;
  // What was lost is said before the first line that is written again.
  while (counted < asked) {
    expect((await ask(chat, HELLO)).status).toBe(200);
    asked += 1;
    await Promise.race([once(lines, 'line'), sleep(100)]);
  }
  expect(counted).toBe(asked);
  expect(printed).toBeLessThan(asked);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

it('a proxy whose lines nobody ever reads ends when it is told to', async () => {
  const { child, chat } = await startUnread();
  expect([...(await askMany(chat, 1_000))]).toEqual([200]);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  child.stderr.destroy();
});
