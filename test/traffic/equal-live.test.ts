import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gate } from '../../src/runs/gate/gate.ts';
import { eagerWorld } from '../e2e/verify-project.ts';
import { answerShortly, openStage, openUpstream, say } from './shadow-stage.ts';

it('what a client asks again and again is one prompt of a gate, and fails where one of its answers does', async () => {
  let asked = 0;
  const upstream = await openUpstream((call, response) => {
    if (call.body.includes('"meta/') && call.body.includes('ping')) {
      asked += 1;
      // The second request, and when it is tried again.
      if (asked === 2 || asked === 3) return response.destroy();
    }
    return answerShortly(call, response);
  });
  const stage = await openStage({ upstream, traffic: { shadow: { inFlight: 1 } } });
  for (let at = 0; at < 4; at += 1) await stage.mirror(say('ping'));
  await stage.mirror({ ...say('ping'), stream: false, temperature: 0 });
  await stage.settled();
  await stage.sink.close();
  upstream.close();
  const decision = await gate(
    {
      config: join(stage.root, 'llama-contract.config.yaml'),
      out: join(stage.root, 'reports'),
      migration: null,
      baseline: null,
      candidate: null,
      stage: 'shadow',
      policy: null,
      allowSynthetic: true,
      evidenceRoots: [],
    },
    eagerWorld(),
    new AbortController().signal,
  );
  expect(decision.criteria).toMatchObject([{ id: 'errors', n: 2, observed: 0.5 }]);
});
