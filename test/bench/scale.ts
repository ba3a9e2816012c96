// 5,000 cases on three workers and a real redis-server: one is killed, one is stopped for 60 s.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCli, startCli, type Running } from '../e2e/run-cli.ts';
import { readIds } from '../e2e/verify-project.ts';
import { CONCURRENCY, countedProject, KEYS } from '../slow/counted-project.ts';
import { startCounted } from '../slow/counted-server.ts';
import { HAS_REDIS, startRedis } from '../slow/real-redis.ts';
import { folderOf, waitForLines } from '../slow/slow-run.ts';

const PROMPTS = 1_000;
const REPEAT = 5;
const STOPPED_MS = 60_000;
/** A worker that wakes up after a minute has not given its provider up. */
const DEADLINES = { headersMs: 120_000, firstOutputMs: 120_000, idleMs: 120_000 };
/** Of the server, for each answer. */
const ANSWER_MS = 50;

if (HAS_REDIS) await measure();
else console.log('scale: not measured, for this machine has no redis-server');

async function measure(): Promise<void> {
  const cases = PROMPTS * REPEAT;
  const [redis, server] = [await startRedis(), await startCounted(ANSWER_MS)];
  const cwd = await countedProject(server.url, PROMPTS, DEADLINES);
  const asking = ['verify', '--repeat', `${REPEAT}`, '--mode', 'send', '--json'];
  const aloneMs = performance.now();
  const alone = await contentOf(
    cwd,
    (await runCli([...asking, '--out', 'alone'], { cwd, env: KEYS })).stdout,
  );
  const tookAloneMs = performance.now() - aloneMs;
  const before = server.asked();
  const worker = (): Running => startCli(['worker', redis.url, '--once', '--json'], { cwd, env: KEYS });
  const [killed, stopped, last] = [worker(), worker(), worker()];
  const begunMs = performance.now();
  const submitter = startCli([...asking, '--workers', redis.url], { cwd });
  await waitForLines(join(cwd, await folderOf(submitter)), cases / 10);
  killed.child.kill('SIGKILL');
  stopped.child.kill('SIGSTOP');
  await new Promise((over) => setTimeout(over, STOPPED_MS));
  stopped.child.kill('SIGCONT');
  const shared = await contentOf(cwd, (await submitter.ended).stdout);
  const tookMs = performance.now() - begunMs;
  await Promise.all([stopped.ended, last.ended]);
  const repeated = server.asked() - before - cases;
  await server.close();
  await redis.stop();
  console.log(`scale: ${cases} cases, ${CONCURRENCY} in flight a worker, ${ANSWER_MS} ms an answer`);
  console.log(
    `         one process ${seconds(tookAloneMs)}; three workers, one killed, one stopped for 60 s: ${seconds(tookMs)}`,
  );
  tell(
    shared.rows === cases && shared.distinct === cases,
    `rows: ${shared.rows}, of ${shared.distinct} exchanges`,
  );
  tell(
    shared.root === alone.root,
    `content root: ${shared.root === alone.root ? 'that of one process' : 'another'}`,
  );
  tell(repeated <= CONCURRENCY, `calls made twice: ${repeated}, <= ${CONCURRENCY}`);
}

async function contentOf(cwd: string, stdout: string) {
  const { paths }: { paths: { run: string } } = JSON.parse(stdout);
  const folder = join(cwd, paths.run);
  const summary: { contentRoot: string } = JSON.parse(await readFile(join(folder, 'summary.json'), 'utf8'));
  const ids = await readIds(folder);
  return { rows: ids.length, distinct: new Set(ids).size, root: summary.contentRoot };
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}

function tell(isMet: boolean, what: string): void {
  console.log(`${isMet ? 'met    ' : 'NOT MET'}  ${what}`);
}
