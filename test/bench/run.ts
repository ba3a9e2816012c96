// npm run bench [-- --quick] [-- --speed --wire openai --mode send --pairs 5 --send 20000 --stream 5000] [-- --replay --memory --compare --report --start --checks --routing --fidelity --probe --tricks --drift --live --gateway --scale]
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchDecoding } from './decode.ts';
import { measureComparing } from './measure-comparing.ts';
import { measureLoad } from './measure-load.ts';
import { measureMemory } from './measure-memory.ts';
import { measureReplay, REPLAYED } from './measure-replay.ts';
import { measureReport } from './measure-report.ts';
import { measureSpeed } from './measure-speed.ts';
import { measureStart } from './measure-start.ts';
import { ENV, startMock } from './run-child.ts';
import { printGoals, printTable, type Row } from './row.ts';
import { CONCURRENCY, WIRES } from './wires.ts';
import { writeProject } from './write-project.ts';

const { values } = parseArgs({
  options: {
    /** One pair of fewer exchanges: a look, not a measurement. */
    quick: { type: 'boolean', default: false },
    wire: { type: 'string', multiple: true },
    mode: { type: 'string', multiple: true },
    pairs: { type: 'string' },
    send: { type: 'string' },
    stream: { type: 'string' },
    speed: { type: 'boolean', default: false },
    replay: { type: 'boolean', default: false },
    memory: { type: 'boolean', default: false },
    compare: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    start: { type: 'boolean', default: false },
    normalize: { type: 'boolean', default: false },
    fuzz: { type: 'boolean', default: false },
    /** Asks the whole set some twenty-five times: by itself alone. */
    drift: { type: 'boolean', default: false },
    /** What serves live traffic: by itself alone. */
    live: { type: 'boolean', default: false },
    /** Takes two minutes, of which one is spent waiting. */
    scale: { type: 'boolean', default: false },
    decode: { type: 'boolean', default: false },
    checks: { type: 'boolean', default: false },
    routing: { type: 'boolean', default: false },
    fidelity: { type: 'boolean', default: false },
    probe: { type: 'boolean', default: false },
    tricks: { type: 'boolean', default: false },
    gateway: { type: 'boolean', default: false },
  },
});
const {
  speed,
  replay,
  memory,
  compare,
  report,
  start,
  normalize,
  fuzz,
  decode,
  checks,
  routing,
  fidelity,
  tricks,
} = values;
const { probe, quick, gateway } = values;
const everything = !(
  speed ||
  replay ||
  memory ||
  compare ||
  report ||
  start ||
  normalize ||
  fuzz ||
  values.drift ||
  values.live ||
  values.scale ||
  decode ||
  checks ||
  routing ||
  fidelity ||
  probe ||
  tricks ||
  gateway
);
const quickly = { flags: quick ? ['--quick'] : [] };
const pairs = Number(values.pairs ?? (quick ? 1 : 5));
const counts = {
  send: Number(values.send ?? (quick ? 4_000 : 20_000)),
  stream: Number(values.stream ?? (quick ? 2_000 : 5_000)),
};

function wanted(given: readonly string[] | undefined, name: string): boolean {
  return given === undefined || given.includes(name);
}

function runScript(
  script: string,
  {
    options = [],
    flags = [],
  }: { readonly options?: readonly string[]; readonly flags?: readonly string[] } = {},
): void {
  const args = [...options, join(import.meta.dirname, script), ...flags];
  spawnSync(process.execPath, args, { env: ENV, stdio: 'inherit' });
}

using mock = await startMock();
const folder = writeProject(mock.url);
const rows: Row[] = [];
try {
  if (everything || speed) {
    for (const wire of WIRES.filter((name) => wanted(values.wire, name))) {
      for (const mode of (['send', 'stream'] as const).filter((name) => wanted(values.mode, name))) {
        const row = await measureSpeed(wire, mode, counts[mode], pairs, { url: mock.url, folder });
        console.error(`${row.what}: ${row.ratio?.toFixed(2)}`);
        rows.push(row);
      }
    }
  }
  if (everything || replay) {
    for (const wire of REPLAYED.filter((name) => wanted(values.wire, name))) {
      for (const mode of (['send', 'stream'] as const).filter((name) => wanted(values.mode, name))) {
        rows.push(await measureReplay(wire, mode, counts[mode], pairs, folder));
      }
    }
  }
  if (everything || memory) rows.push(...(await measureMemory(Math.min(pairs, 3), folder)));
  if (everything || compare) rows.push(...(await measureComparing(Math.min(pairs, 3), folder)));
  if (everything || report)
    rows.push(...(await measureReport(Math.min(pairs, 3), folder)), ...(await measureLoad(5)));
  if (everything || start)
    rows.push(...measureStart(values.pairs === undefined ? (quick ? 3 : 11) : pairs, folder));
  if (rows.length > 0) {
    console.log(
      `CPU (user + system) and peak memory of a process, medians of ${pairs} pairs, concurrency ${CONCURRENCY}; wall time of starts`,
    );
    printTable(rows);
    console.log('');
    printGoals(rows);
  }
  if (everything || normalize) runScript('normalize.ts');
  if (everything || fuzz) runScript('fuzz.ts');
  if (everything || decode) await benchDecoding();
  if (everything || checks) runScript('checks.ts');
  if (everything || routing) runScript('routing.ts');
  if (everything || fidelity) {
    runScript('capacities.ts');
    runScript('fidelity.ts');
    runScript('queue-capacity.ts', quickly);
  }
  if (everything || probe) runScript('find-windows.ts');
  if (everything || gateway) {
    runScript('gateway.ts', quickly);
    runScript('live-faults.ts', quickly);
  }
  if (values.drift) runScript('drift.ts');
  if (values.live) runScript('steer.ts');
  if (values.scale) runScript('scale.ts');
  if (everything || tricks) runScript('tricks.ts', { options: ['--expose-gc'] });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
