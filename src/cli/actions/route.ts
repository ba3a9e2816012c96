import { text } from 'node:stream/consumers';
import { EXIT_CODES } from '../../contract/exit-code.ts';
import { MAX_BYTES } from '../../files/read-bounded.ts';
import { readText } from '../../files/read-text.ts';
import {
  renderRoute,
  renderRouteDiff,
  renderRouteJson,
  renderRouteTests,
} from '../../reports/verbs/render-route.ts';
import { diffRoutes, explainRoute, testRoutes } from '../../runs/cost/route-requests.ts';
import { keptDecisions } from './kept-decisions.ts';
import { nodeWorld } from '../machine/node-world.ts';
import type { DiffRoutesFlags, ExplainRouteFlags, TestRoutesFlags } from '../verbs/route-verbs.ts';

/** A request that nobody may have is closed to, and that is 1. */
export async function runExplainRoute(file: string, flags: ExplainRouteFlags): Promise<void> {
  const { config, out, run = null, policy = null, current = null, json } = flags;
  const bounds = { maxBytes: MAX_BYTES.suite, within: null };
  const request =
    file === '-'
      ? await text(process.stdin)
      : await readText(file, { file, noun: 'the request', mend: null }, bounds);
  const named = { file: file === '-' ? 'stdin' : file, text: request };
  const explained = await explainRoute(
    { config, out, run, policy, current, decisions: await keptDecisions(out), ...named },
    nodeWorld().clock.wallMs(),
  );
  const exitCode = explained.decision.target === null ? EXIT_CODES.fail : EXIT_CODES.pass;
  process.stdout.write(json === true ? renderRouteJson(explained, exitCode) : renderRoute(explained));
  process.exitCode = exitCode;
}

export async function runTestRoutes(file: string, flags: TestRoutesFlags): Promise<void> {
  const { policy = null, json } = flags;
  const tested = await testRoutes({ file, policy });
  const exitCode = tested.every(({ differences }) => differences.length === 0)
    ? EXIT_CODES.pass
    : EXIT_CODES.fail;
  process.stdout.write(
    json === true ? renderRouteJson({ decisions: tested }, exitCode) : renderRouteTests(tested),
  );
  process.exitCode = exitCode;
}

/** What moves is no failure; what loses its target is. */
export async function runDiffRoutes(other: string, flags: DiffRoutesFlags): Promise<void> {
  const { config, out, run = null, policy = null, json } = flags;
  const decisions = await keptDecisions(out);
  const compared = await diffRoutes(
    { config, out, run, policy, other, decisions },
    nodeWorld().clock.wallMs(),
  );
  const exitCode = compared.lost === 0 ? EXIT_CODES.pass : EXIT_CODES.fail;
  process.stdout.write(json === true ? renderRouteJson(compared, exitCode) : renderRouteDiff(compared));
  process.exitCode = exitCode;
}
