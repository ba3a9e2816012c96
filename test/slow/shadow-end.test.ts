import { expect, it } from 'vitest';
import { openStage, openUpstream, say } from '../traffic/shadow-stage.ts';

it('a sink that is stopped waits for no endpoint that never answers, and accounts for what it asked', async () => {
  const upstream = await openUpstream(() => {});
  const stage = await openStage({ upstream });
  for (const content of ['one', 'two', 'three']) await stage.mirror(say(content));
  const accounts = await stage.sink.close();
  upstream.close();
  expect(accounts).toMatchObject({ arrivals: 3, waiting: 0, sent: 3, asking: 0, expired: 3 });
  expect(stage.sealed.map((each) => each.accounts.expired)).toEqual([3]);
});
