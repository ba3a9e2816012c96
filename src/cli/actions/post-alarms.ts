import type { Alarm } from '../../contract/monitors/monitor.ts';
import { asWarning, InputError, problem } from '../../contract/problem.ts';
import { tellChanges } from '../../monitors/tell-changes.ts';
import { readMonitor, type MonitorOptions } from '../../runs/monitor/monitor.ts';
import type { RunWorld } from '../../runs/run-world.ts';
import { postAlone, readPosted, writePosted } from '../../store/monitor/posted-file.ts';
import { printProblems } from '../output/print-problems.ts';

/** Whoever takes longer is not waited for: the next probe is due. */
const PATIENCE_MS = 10_000;

/** The URL that a variable holds: whoever knows it can post there, so it stands in no file and no message. Null without a name. */
export function readWebhook(name: string | null): string | null {
  if (name === null) return null;
  const text = process.env[name];
  if (text === undefined || text === '') {
    throw new InputError([
      problem(
        `the environment variable ${name} is not set`,
        'set it, or leave webhookEnv or --webhook-env out',
      ),
    ]);
  }
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new InputError([
      problem(`the environment variable ${name} holds no URL`, 'set it to one that begins with https://'),
    ]);
  }
  if (url.username !== '' || url.password !== '') {
    throw new InputError([
      problem(
        `the URL in the environment variable ${name} has a user or a password, with which nothing is posted`,
        'take a URL whose path or query holds the secret',
      ),
    ]);
  }
  return url.href;
}

/**
 * Posts alarms that came and went as JSON, where some did since somebody was told. What cannot be posted, or not be kept
 * as posted, is a warning, and is told with the next probe: the alarm stands on stdout and in the exit code all the same.
 * After the signal nobody else who posts is waited for.
 */
export async function postAlarms(
  url: string,
  options: MonitorOptions,
  world: RunWorld,
  signal: AbortSignal,
): Promise<void> {
  try {
    await postAlone(options.state, world, signal, () => postChanges(url, options, world));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    printProblems(error.problems.map(asWarning));
  }
}

/** As it stands by now: another monitor of this state may have seen more than we have, and posted it. */
async function postChanges(url: string, options: MonitorOptions, world: RunWorld): Promise<void> {
  const { verdict, isSynthetic, alarms } = (await readMonitor(options, world)).state;
  const posted = await readPosted(options.state);
  const isMine = ({ target }: Alarm): boolean => options.targets?.includes(target) !== false;
  const changes = tellChanges(posted.filter(isMine), alarms);
  if (changes.raised.length === 0 && changes.cleared.length === 0) return;
  const why = await whyNotPosted(url, JSON.stringify({ schemaVersion: 1, verdict, isSynthetic, ...changes }));
  if (why !== null) warn(why);
  else await writePosted(options.state, [...posted.filter((alarm) => !isMine(alarm)), ...alarms]);
}

async function whyNotPosted(url: string, body: string): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.body?.cancel();
    return response.ok ? null : `answered ${response.status}`;
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return 'gave no answer in 10 s';
    const { cause } = error instanceof Error ? error : {};
    const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    return `cannot be reached${code}`;
  }
}

function warn(what: string): void {
  const message = `alarms came or went, and the webhook ${what}: the next probe tells it again`;
  printProblems([
    asWarning(problem(message, 'see that its URL itself answers a POST of JSON with a status of 2xx')),
  ]);
}
