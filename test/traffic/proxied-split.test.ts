import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeUptime } from '../../src/cli/machine/node-uptime.ts';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { chooseArm } from '../../src/rollout/choose-arm.ts';
import { rollBack } from '../../src/runs/rollout/roll-back.ts';
import { readLedger } from '../../src/store/ledger/read-ledger.ts';
import { ask, completion, HELLO, openNamed, openProxy, openUpstream } from './proxy-stage.ts';

const KEYS = Array.from({ length: 40 }, (_, at) => `client-${at}`);

/** Who answers a client. */
async function servedBy(url: string, key: string, path = '/v1/chat/completions'): Promise<string> {
  const response = await ask(`${url}${path}`, HELLO, { headers: { 'x-client-id': key } });
  const answer: { choices: readonly { message: { content: string } }[] } = await response.json();
  return answer.choices[0]?.message.content ?? '';
}

describe('a proxy whose ledger gives clients to the candidate', () => {
  it('serves each client by its arm, and all by the baseline as soon as a rollback is written', async () => {
    await using old = await openNamed('old');
    await using candidate = await openNamed('new');
    await using stage = await openProxy({
      targets: [old.target, candidate.target],
      source: 'live',
      share: 50,
      traffic: {
        pins: { 'client-0': 'baseline', 'client-1': 'candidate', Zürich: 'candidate', Malmö: 'baseline' },
      },
    });
    const { url } = stage.proxy;
    for (const key of KEYS.slice(2)) {
      expect(await servedBy(url, key)).toBe(chooseArm('move', key, 50) === 'candidate' ? 'new' : 'old');
    }
    expect([await servedBy(url, 'client-0'), await servedBy(url, 'client-1')]).toEqual(['old', 'new']);
    // Of fetch each letter is a byte: as Latin-1, and as UTF-8, which most others send.
    for (const key of ['Zürich', 'Malmö']) {
      const sent = [key, Buffer.from(key).toString('latin1')];
      const answers = await Promise.all(sent.map((spelt) => servedBy(url, spelt)));
      expect(answers).toEqual(key === 'Zürich' ? ['new', 'new'] : ['old', 'old']);
    }
    const config = join(stage.root, 'llama-contract.config.yaml');
    const moved = { config, out: 'reports', migration: 'move', by: 'a test', reason: 'a test' };
    await rollBack(moved, { ...nodeWorld(), uptime: nodeUptime() });
    while (stage.news.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    for (const key of KEYS) expect(await servedBy(url, key)).toBe('old');
    expect(await servedBy(url, 'client-1', '/v1/llama-v2/chat/completions')).toBe('new');
    expect(await servedBy(url, 'client-1', '/v1/llama-v1')).toBe('old');
  });

  it('brings traffic back by itself where the candidate fails, and writes it down', async () => {
    await using old = await openNamed('old');
    await using failing = await openUpstream('new', (_incoming, outgoing) => {
      outgoing.writeHead(500, { 'content-type': 'application/json' });
      outgoing.end('{"error":{"message":"Internal Server Error"}}');
    });
    await using stage = await openProxy({
      targets: [old.target, failing.target],
      source: 'live',
      share: 90,
      traffic: { attempts: 1 },
    });
    for (let asked = 0; stage.news.length === 0 && asked < 200; asked += 1) {
      await (await ask(`${stage.proxy.url}/v1/llama`, HELLO)).text();
    }
    expect(stage.news).toMatchObject([{ what: 'moved' }, { what: 'rolled-back' }]);
    for (const key of KEYS) expect(await servedBy(stage.proxy.url, key)).toBe('old');
    await stage.proxy.close();
    expect((await readLedger(stage.root, 'move'))?.entries.at(-1)?.body).toMatchObject({ kind: 'rollback' });
  });
});

describe('a request that says by which key it is known again', () => {
  it('is asked once, however often it comes, and never answers another', async () => {
    let asked = 0;
    const first = Promise.withResolvers<void>();
    await using old = await openUpstream('old', (incoming, outgoing) => {
      asked += 1;
      const answer = completion(`answer ${asked}`);
      incoming.resume().on('end', () => {
        void first.promise.then(() => {
          outgoing.writeHead(200, { 'content-type': 'application/json' });
          outgoing.end(answer);
        });
      });
    });
    await using other = await openNamed('new');
    await using stage = await openProxy({ targets: [old.target, other.target], source: 'live' });
    const url = `${stage.proxy.url}/v1/chat/completions`;
    const headers = { 'idempotency-key': 'k-1', 'x-client-id': 'a' };
    const together = [ask(url, HELLO, { headers }), ask(url, HELLO, { headers })];
    first.resolve();
    const texts = await Promise.all(together.map(async (response) => (await response).text()));
    expect(texts).toEqual([completion('answer 1'), completion('answer 1')]);
    const again = await ask(url, HELLO, { headers });
    expect(await again.text()).toBe(completion('answer 1'));
    expect(again.headers.get('x-llama-contract-repeated')).toBe('true');
    expect((await ask(url, { ...HELLO, seed: 1 }, { headers })).status).toBe(422);
    const another = await ask(url, HELLO, { headers: { ...headers, 'x-client-id': 'b' } });
    expect(await another.text()).toBe(completion('answer 2'));
    const odd = { headers: { ...headers, 'idempotency-key': 'clé '.repeat(100) } };
    const answers = [await ask(url, HELLO, odd), await ask(url, HELLO, odd)].map((each) => each.text());
    expect(await Promise.all(answers)).toEqual([completion('answer 3'), completion('answer 3')]);
    expect(asked).toBe(3);
    const repeats = (await stage.servedAll(6)).filter((served) => served.repeated);
    const ends = repeats.map(({ end, finish }) => `${end}, ${finish}`);
    expect(ends).toEqual(['whole, stop', 'whole, stop', 'whole, stop']);
  });
});
