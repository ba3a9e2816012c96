import type { Command } from '@commander-js/extra-typings';
import { bench } from './bench-verb.ts';
import { goldenStrength } from './strength-verb.ts';
import { record } from './record-verb.ts';
import { compare } from './compare-verb.ts';
import { cost } from './cost-verb.ts';
import { merge } from './merge-verb.ts';
import { doctor } from './doctor-verb.ts';
import { gate } from './gate-verb.ts';
import { init } from './init-verb.ts';
import { probe } from './probe-verb.ts';
import * as histories from './history-verbs.ts';
import * as rollouts from './rollout-verbs.ts';
import * as routes from './route-verbs.ts';
import { monitor } from './monitor-verb.ts';
import { shadow } from './shadow-verb.ts';
import { verify } from './verify-verb.ts';
import { worker } from './worker-verb.ts';
import { report } from './report-verb.ts';
import { inferContract } from './contract-verb.ts';
import * as verbs from './short-verbs.ts';

/** Every verb, in the order of --help, with what it loads and runs. */
export function addVerbs(program: Command): void {
  init(program).action(async (folder, flags) => (await import('../actions/init.ts')).runInit(folder, flags));
  verify(program).action(async (flags) => (await import('../actions/verify.ts')).runVerify(flags));
  worker(program).action(async (redis, flags) =>
    (await import('../actions/worker.ts')).runWorker(redis, flags),
  );
  merge(program).action(async (shards, flags) =>
    (await import('../actions/merge.ts')).runMerge(shards, flags),
  );
  record(program).action(async (flags) => (await import('../actions/record.ts')).runRecord(flags));
  verbs.show(program).action(async (id, flags) => (await import('../actions/show.ts')).runShow(id, flags));
  compare(program).action(async (baseline, candidate, flags) =>
    (await import('../actions/compare.ts')).runCompare(baseline, candidate, flags),
  );
  const contract = program
    .command('contract')
    .description('What clients can rely on, whatever schema was asked for.');
  inferContract(contract).action(async (side, flags) =>
    (await import('../actions/contract.ts')).runInferContract(side, flags),
  );
  gate(program).action(async (what, flags) =>
    (await import('../actions/gate.ts')).runGate(what ?? null, flags),
  );
  addRollout(program);
  addRoute(program);
  shadow(program).action(async (flags) => (await import('../actions/shadow.ts')).runShadow(flags));
  cost(program).action(async (run, flags) => (await import('../actions/cost.ts')).runCost(run, flags));
  bench(program).action(async (flags) => (await import('../actions/bench.ts')).runBench(flags));
  monitor(program).action(async (id, flags) =>
    (await import('../actions/monitor.ts')).runMonitor(id ?? null, flags),
  );
  doctor(program).action(async (flags) => (await import('../actions/doctor.ts')).runDoctor(flags));
  probe(program).action(async (targets, flags) =>
    (await import('../actions/probe.ts')).runProbe(targets, flags),
  );
  report(program).action(async (run, flags) => (await import('../actions/report.ts')).runReport(run, flags));
  verbs
    .classify(program)
    .action(async (file, flags) => (await import('../actions/answer-file.ts')).runClassify(file, flags));
  verbs.decode(program).action(async (file) => (await import('../actions/answer-file.ts')).runDecode(file));
  verbs.fuzz(program).action(async (flags) => (await import('../actions/fuzz.ts')).runFuzz(flags));
  verbs
    .simulate(program)
    .action(async (flags) => (await import('../actions/simulate.ts')).runSimulate(flags));

  const golden = program
    .command('golden')
    .description(
      'List, compare, approve and test what answers are held against, and measure who judges them.',
    );
  verbs
    .listGoldens(golden)
    .action(async (flags) => (await import('../actions/golden.ts')).runListGoldens(flags));
  verbs
    .diffGoldens(golden)
    .action(async (target, flags) => (await import('../actions/golden.ts')).runDiffGoldens(target, flags));
  verbs
    .approveGoldens(golden)
    .action(async (run, flags) => (await import('../actions/approve.ts')).runApproveGoldens(run, flags));
  goldenStrength(golden).action(async (flags) =>
    (await import('../actions/golden-strength.ts')).runGoldenStrength(flags),
  );
  verbs
    .judgeLabels(golden)
    .action(async (flags) => (await import('../actions/judge-labels.ts')).runJudgeLabels(flags));

  const runs = program
    .command('runs')
    .description('List the runs that are kept, pack them, or remove old ones.');
  verbs.listRuns(runs).action(async (flags) => (await import('../actions/runs.ts')).runListRuns(flags));
  verbs
    .packRuns(runs)
    .action(async (names, flags) => (await import('../actions/runs.ts')).runPackRuns(names, flags));
  verbs.pruneRuns(runs).action(async (flags) => (await import('../actions/runs.ts')).runPruneRuns(flags));

  addHistory(program);

  const configuration = program.command('config').description('Check, print or describe the configuration.');
  verbs
    .validateConfig(configuration)
    .action(async (flags) => (await import('../actions/config.ts')).runValidate(flags));
  verbs
    .printConfig(configuration)
    .action(async (flags) => (await import('../actions/config.ts')).runPrint(flags));
  verbs
    .printSchema(configuration)
    .action(async (format) => (await import('../actions/config.ts')).runSchema(format));
}

function addRollout(program: Command): void {
  const rollout = program
    .command('rollout')
    .description('Move the traffic of a migration step by step, keep a ledger of it, and bring it back.');
  rollouts
    .startRollout(rollout)
    .action(async (flags) => (await import('../actions/rollout.ts')).runStart(flags));
  rollouts
    .showRollout(rollout)
    .action(async (flags) => (await import('../actions/rollout.ts')).runStatus(flags));
  rollouts
    .recordWindows(rollout)
    .action(async (flags) => (await import('../actions/rollout.ts')).runRecordWindows(flags));
  rollouts
    .advanceRollout(rollout)
    .action(async (flags) => (await import('../actions/rollout.ts')).runAdvance(flags));
  rollouts
    .holdRollout(rollout)
    .action(async (flags) => (await import('../actions/rollout.ts')).runHold(flags));
  rollouts
    .rollBack(rollout)
    .action(async (flags) => (await import('../actions/rollout.ts')).runRollBack(flags));
  rollouts
    .drillRollout(rollout)
    .action(async (flags) => (await import('../actions/rollout.ts')).runDrill(flags));
  rollouts
    .exportRollout(rollout)
    .action(async (flags) => (await import('../actions/rollout.ts')).runExport(flags));
}

function addRoute(program: Command): void {
  const route = program
    .command('route')
    .description('Say which target a request should go to, and why; test and compare routing policies.');
  routes
    .explainRoute(route)
    .action(async (file, flags) => (await import('../actions/route.ts')).runExplainRoute(file, flags));
  routes
    .testRoutes(route)
    .action(async (file, flags) => (await import('../actions/route.ts')).runTestRoutes(file, flags));
  routes
    .diffRoutes(route)
    .action(async (policy, flags) => (await import('../actions/route.ts')).runDiffRoutes(policy, flags));
}

function addHistory(program: Command): void {
  const history = program
    .command('history')
    .description('Say how runs went, one after the other, and where a target or its figures changed.');
  histories
    .listHistory(history)
    .action(async (flags) => (await import('../actions/history.ts')).runListHistory(flags));
  histories
    .showHistory(history)
    .action(async (run, flags) => (await import('../actions/history.ts')).runShowHistory(run, flags));
  histories
    .trendHistory(history)
    .action(async (target, flags) => (await import('../actions/history.ts')).runTrendHistory(target, flags));
  histories
    .rebuildHistory(history)
    .action(async (flags) => (await import('../actions/history.ts')).runRebuildHistory(flags));
}
