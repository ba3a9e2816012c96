import { InputError, problem } from '../../contract/problem.ts';
import type { ShadowFlags } from '../verbs/shadow-verb.ts';

/** Throws InputError where it is not said how live requests come. */
export async function runShadow(flags: ShadowFlags): Promise<void> {
  if (flags.sink === true) {
    const { runShadowSink } = await import('./shadow-sink.ts');
    return runShadowSink(flags);
  }
  if (flags.proxy === true) {
    const { runShadowProxy } = await import('./shadow-proxy.ts');
    return runShadowProxy(flags);
  }
  if (flags.capture !== undefined) {
    const { runCapture } = await import('./shadow-capture.ts');
    return runCapture(flags, flags.capture);
  }
  throw new InputError([
    problem(
      'it is not said how live requests come',
      'say it: --sink, --proxy, or --capture N of what came before',
    ),
  ]);
}
