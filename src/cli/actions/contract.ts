import { EXIT_CODES } from '../../contract/exit-code.ts';
import { renderInferred, renderInferredJson } from '../../reports/verbs/render-inferred.ts';
import { inferContract } from '../../runs/compare/infer-contract.ts';
import { nodeWorld } from '../machine/node-world.ts';
import type { InferContractFlags } from '../verbs/contract-verb.ts';

/** Where no answer could be read nothing was inferred, and nothing is written. */
export async function runInferContract(side: string, flags: InferContractFlags): Promise<void> {
  const { config, out, output = null, json } = flags;
  const inferred = await inferContract({ config, out, nowMs: nodeWorld().clock.wallMs(), side, output });
  const exitCode = inferred.parts.length === 0 ? EXIT_CODES.inconclusive : EXIT_CODES.pass;
  process.stdout.write(json === true ? renderInferredJson(inferred, exitCode) : renderInferred(inferred));
  process.exitCode = exitCode;
}
