import { z } from 'zod';
import { configJsonSchema } from '../../config/rows/config-schema.ts';
import { sealedCapabilityFileSchema } from '../../contract/probe/capability-file.ts';
import { sealedCapacitySchema } from '../../contract/load/capacity.ts';
import { faultsFileSchema } from '../../contract/wires/fault.ts';
import { benchOutputSchema } from '../../contract/outputs/bench-output.ts';
import { compareOutputSchema } from '../../contract/outputs/compare-output.ts';
import { costOutputSchema } from '../../contract/outputs/cost-output.ts';
import { gateOutputSchema } from '../../contract/outputs/gate-output.ts';
import { monitorOutputSchema } from '../../contract/outputs/monitor-output.ts';
import { probeOutputSchema } from '../../contract/outputs/probe-output.ts';
import { contractInferOutputSchema } from '../../contract/outputs/contract-infer-output.ts';
import { gatePlanOutputSchema } from '../../contract/outputs/gate-plan-output.ts';
import { goldenListOutputSchema } from '../../contract/outputs/golden-list-output.ts';
import {
  historyListOutputSchema,
  historyShowOutputSchema,
  historyTrendOutputSchema,
  historyRebuildOutputSchema,
} from '../../contract/outputs/history-output.ts';
import {
  initOutputSchema,
  doctorOutputSchema,
  reportOutputSchema,
  configValidateOutputSchema,
} from '../../contract/outputs/project-output.ts';
import {
  runsListOutputSchema,
  runsPackOutputSchema,
  runsPruneOutputSchema,
} from '../../contract/outputs/runs-output.ts';
import { problemsOutputSchema } from '../../contract/outputs/problems-output.ts';
import { classifyOutputSchema, decodeOutputSchema } from '../../contract/outputs/answered-line.ts';
import { configPrintOutputSchema } from '../../contract/outputs/config-print-output.ts';
import {
  benchDryRunOutputSchema,
  probeDryRunOutputSchema,
  verifyDryRunOutputSchema,
} from '../../contract/outputs/dry-run-output.ts';
import { fuzzOutputSchema } from '../../contract/outputs/fuzz-output.ts';
import { gateServeOutputSchema } from '../../contract/outputs/gate-serve-output.ts';
import { gateCalibrateOutputSchema } from '../../contract/outputs/gate-calibrate-output.ts';
import {
  goldenApproveOutputSchema,
  goldenDiffOutputSchema,
  goldenJudgeOutputSchema,
  goldenStrengthOutputSchema,
} from '../../contract/outputs/golden-output.ts';
import { recordOutputSchema } from '../../contract/outputs/record-output.ts';
import {
  rolloutAdvanceOutputSchema,
  rolloutDrillOutputSchema,
  rolloutExportOutputSchema,
  rolloutHoldOutputSchema,
  rolloutRecordOutputSchema,
  rolloutRollbackOutputSchema,
  rolloutStartOutputSchema,
  rolloutStatusOutputSchema,
} from '../../contract/outputs/rollout-output.ts';
import {
  routeDiffOutputSchema,
  routeExplainOutputSchema,
  routeTestOutputSchema,
} from '../../contract/outputs/route-output.ts';
import { shadowOutputSchema } from '../../contract/outputs/shadow-output.ts';
import { showOutputSchema } from '../../contract/outputs/show-output.ts';
import { simulateOutputSchema } from '../../contract/outputs/simulate-output.ts';
import { workerOutputSchema } from '../../contract/outputs/worker-output.ts';
import { verifyOutputSchema } from '../../contract/outputs/verify-output.ts';
import { goldenSchema } from '../../contract/suites/prompt.ts';
import { canonicalResponseSchema } from '../../contract/exchanges/response.ts';
import { workloadSchema } from '../../contract/load/workload.ts';
import { formatOf } from '../../files/check-format.ts';
import { labelSchema } from '../../opinions/read-labels.ts';
import { summaryFileSchema } from '../../store/run/read-report.ts';
import { suiteFileJsonSchema } from '../../suites/source/suite-file.ts';
import { routePolicySchema } from '../../contract/routing/route.ts';
import { routeTestsSchema } from '../../runs/cost/read-route-file.ts';
import type { SchemaFormat } from '../verbs/short-verbs.ts';

/** The JSON Schemas that `config schema` prints: of files that people write, then of what we write. */
export const PUBLISHED_SCHEMAS: Readonly<Record<SchemaFormat, () => object>> = {
  config: configJsonSchema,
  suite: suiteFileJsonSchema,
  golden: () => formatOf(goldenSchema),
  labels: () => formatOf(labelSchema),
  faults: () => formatOf(faultsFileSchema),
  routes: () => formatOf(routePolicySchema),
  'route-tests': () => formatOf(routeTestsSchema),
  workload: () => formatOf(workloadSchema),
  response: () => writtenAs(canonicalResponseSchema),
  // It is read with keys that older versions did not write, so they are optional.
  summary: () => writtenAs(summaryFileSchema, 'input'),
  verify: () => writtenAs(verifyOutputSchema),
  gate: () => writtenAs(gateOutputSchema),
  compare: () => writtenAs(compareOutputSchema),
  cost: () => writtenAs(costOutputSchema),
  bench: () => writtenAs(benchOutputSchema),
  capacity: () => writtenAs(sealedCapacitySchema),
  monitor: () => writtenAs(monitorOutputSchema),
  init: () => writtenAs(initOutputSchema),
  doctor: () => writtenAs(doctorOutputSchema),
  report: () => writtenAs(reportOutputSchema),
  'config-validate': () => writtenAs(configValidateOutputSchema),
  'gate-plan': () => writtenAs(gatePlanOutputSchema),
  'golden-list': () => writtenAs(goldenListOutputSchema),
  'contract-infer': () => writtenAs(contractInferOutputSchema),
  'runs-list': () => writtenAs(runsListOutputSchema),
  'runs-pack': () => writtenAs(runsPackOutputSchema),
  'runs-prune': () => writtenAs(runsPruneOutputSchema),
  'history-list': () => writtenAs(historyListOutputSchema),
  'history-show': () => writtenAs(historyShowOutputSchema),
  'history-trend': () => writtenAs(historyTrendOutputSchema),
  'history-rebuild': () => writtenAs(historyRebuildOutputSchema),
  show: () => writtenAs(showOutputSchema),
  record: () => writtenAs(recordOutputSchema),
  classify: () => writtenAs(classifyOutputSchema),
  decode: () => writtenAs(decodeOutputSchema),
  fuzz: () => writtenAs(fuzzOutputSchema),
  shadow: () => writtenAs(shadowOutputSchema),
  simulate: () => writtenAs(simulateOutputSchema),
  worker: () => writtenAs(workerOutputSchema),
  'config-print': () => writtenAs(configPrintOutputSchema),
  'gate-serve': () => writtenAs(gateServeOutputSchema),
  'gate-calibrate': () => writtenAs(gateCalibrateOutputSchema),
  'golden-diff': () => writtenAs(goldenDiffOutputSchema),
  'golden-approve': () => writtenAs(goldenApproveOutputSchema),
  'golden-strength': () => writtenAs(goldenStrengthOutputSchema),
  'golden-judge': () => writtenAs(goldenJudgeOutputSchema),
  'rollout-start': () => writtenAs(rolloutStartOutputSchema),
  'rollout-status': () => writtenAs(rolloutStatusOutputSchema),
  'rollout-record': () => writtenAs(rolloutRecordOutputSchema),
  'rollout-advance': () => writtenAs(rolloutAdvanceOutputSchema),
  'rollout-hold': () => writtenAs(rolloutHoldOutputSchema),
  'rollout-rollback': () => writtenAs(rolloutRollbackOutputSchema),
  'rollout-drill': () => writtenAs(rolloutDrillOutputSchema),
  'rollout-export': () => writtenAs(rolloutExportOutputSchema),
  'route-explain': () => writtenAs(routeExplainOutputSchema),
  'route-test': () => writtenAs(routeTestOutputSchema),
  'route-diff': () => writtenAs(routeDiffOutputSchema),
  'verify-dry-run': () => writtenAs(verifyDryRunOutputSchema),
  'bench-dry-run': () => writtenAs(benchDryRunOutputSchema),
  'probe-dry-run': () => writtenAs(probeDryRunOutputSchema),
  problems: () => writtenAs(problemsOutputSchema),
  probe: () => writtenAs(probeOutputSchema),
  capabilities: () => writtenAs(sealedCapabilityFileSchema),
};

/** Of what we write, complete. A word of one of our own tables is any text here: newer versions have more of them. */
function writtenAs(schema: z.ZodType, io: 'input' | 'output' = 'output'): object {
  return z.toJSONSchema(schema, { target: 'draft-7', unrepresentable: 'any', io });
}
