import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { CapabilityBit } from '../../src/contract/probe/capability-file.ts';
import { problem } from '../../src/contract/problem.ts';
import { showOutputSchema } from '../../src/contract/outputs/show-output.ts';
import { renderProbeRow, renderProbeRowJson } from '../../src/reports/verbs/render-probe-row.ts';
import { keepProbe } from '../../src/runs/probe/keep-probe.ts';
import { showProbeRow } from '../../src/runs/probe/show-probe-row.ts';
import { readProbeRun } from '../../src/store/run/probe-run.ts';
import { eagerWorld } from '../e2e/verify-project.ts';
import { begin } from '../store/sample-run.ts';
import { probed } from '../reports/html/sample-page.ts';

const STOP: CapabilityBit = {
  bit: 'stop',
  area: 'sampling',
  verdict: 'refuted',
  ground: 'ignored',
  asked: 'nothing from 5 on may come',
  answered: 'stop: 1, 2, \u001b[31m3, 4, 5',
  exchanges: ['vllm/stop/send/1'],
};

let out = '';
let runs: readonly (string | null)[] = [];

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'probe-row-'));
  const keep = async (second: number, bit: CapabilityBit): Promise<string | null> => {
    const found = [probed({ bits: [bit], source: 'simulate' })];
    const startedMs = Date.UTC(2026, 10, 26, 12, 0, second);
    const world = { ...eagerWorld(), random: () => second / 100 };
    return (await keepProbe({ out, startedMs, source: 'simulate', exitCode: 0, found }, world)).run;
  };
  runs = [await keep(1, { ...STOP, verdict: 'proved', ground: 'obeyed' }), await keep(2, STOP)];
});

const NOON = Date.UTC(2026, 10, 26, 12);

const show = (id: string, run: string | null = null, version = '0.1.0', nowMs = NOON) =>
  showProbeRow({ id, run, out, nowMs }, version);

it('a row of a probe shows what was asked, word by word, and what came, harmless', async () => {
  const view = await show('vllm/stop');
  if (view === null) throw new Error('it is a row');
  const text = renderProbeRow(view);
  expect(text).toContain('REFUTED (ignored)  vllm/stop  SYNTHETIC\n');
  expect(text).toContain(`run ${runs[1]}\n`);
  expect(text).toMatch(/^asked {5}nothing from 5 on may come$/m);
  expect(text).toMatch(/^came .*3, 4, 5$/m);
  expect(text).not.toContain('\u001b');
  expect(text).toContain('Asked as vllm/stop/send/1\n');
  expect(text).toMatch(/"stop": \[\n +"5"\n/);
  expect(showOutputSchema.safeParse(JSON.parse(renderProbeRowJson(view))).error).toBeUndefined();
});

it('an older run is shown where it is named, and requests of another version are not made up', async () => {
  const view = await show('vllm/stop', runs[0], '9.9.9');
  expect(view).toMatchObject({ run: runs[0], found: { verdict: 'proved' }, requests: null });
  if (view === null) throw new Error('it is a row');
  expect(renderProbeRow(view)).toContain('another version of this tool asked them');
});

it('a probe of a time to come is not taken for the newest, and is shown where it is named', async () => {
  const before = NOON - 3_600_000;
  await expect(show('vllm/stop', null, '0.1.0', before)).rejects.toThrow(/is of a time to come/);
  expect(await show('nim/stop', null, '0.1.0', before)).toBeNull();
  expect(await show('vllm/stop', runs[1], '0.1.0', before)).toMatchObject({ run: runs[1] });
});

it('a row that was not probed is refused with those that were, and what is of no probe is an exchange', async () => {
  await expect(show('vllm/stopp')).rejects.toMatchObject({
    problems: [{ message: `run ${runs[1]} found no row "stopp" of vllm`, mend: 'did you mean "stop"?' }],
  });
  expect(await show('nim/stop')).toBeNull();
  expect(await show('vllm/stop/send/1')).toBeNull();
});

it('what is near no row is an exchange where there are runs, and a row that is not there where there are none', async () => {
  await expect(show('vllm/plain-word')).rejects.toMatchObject({
    problems: [{ message: `run ${runs[1]} found no row "plain-word" of vllm` }],
  });
  await (await begin(out, { run: '20261126-130000000-00ff' })).close();
  expect(await show('vllm/plain-word')).toBeNull();
  await expect(show('vllm/stopp')).rejects.toThrow(/found no row/);
});

it('a probe whose run was damaged is passed over with a warning', async () => {
  const damaged = join(out, String(runs[1]), 'probe.json');
  await writeFile(damaged, (await readFile(damaged, 'utf8')).replace('refuted', 'proved!'));
  const kept = await keepProbe(
    {
      out,
      startedMs: Date.UTC(2026, 10, 26, 12, 0, 3),
      source: 'simulate',
      exitCode: 0,
      found: [probed({ bits: [STOP], source: 'simulate' })],
    },
    eagerWorld(),
  );
  expect(kept.warnings).toEqual([
    {
      ...problem(
        `this was not compared with the newest probe before it: ${damaged} is not what \`probe\` writes`,
        'restore the run, or remove its folder',
      ),
      severity: 'warning',
    },
  ]);
  const { changes } = await readProbeRun(join(out, String(kept.run)));
  expect(changes).toEqual([expect.stringContaining(`in run ${runs[0]}, and is`)]);
});
