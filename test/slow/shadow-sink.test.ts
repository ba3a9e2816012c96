import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeUptime } from '../../src/cli/machine/node-uptime.ts';
import { nodeWorld } from '../../src/cli/machine/node-world.ts';
import { InputError } from '../../src/contract/problem.ts';
import { NO_DROPS } from '../../src/contract/traffic/traffic.ts';
import { renderComparison } from '../../src/reports/verbs/render-comparison.ts';
import { REPORTERS } from '../../src/reports/formats/registry.ts';
import { compare } from '../../src/runs/compare/compare.ts';
import { diffGoldens } from '../../src/runs/goldens/diff-goldens.ts';
import { gate } from '../../src/runs/gate/gate.ts';
import { rollBack } from '../../src/runs/rollout/roll-back.ts';
import { digestLine, readDigestLine } from '../../src/store/records/digest-line.ts';
import { eagerWorld } from '../e2e/verify-project.ts';
import { START, textOf, upTo } from '../rollout/build-ledger.ts';
import { openStage, openUpstream, say } from '../traffic/shadow-stage.ts';

const { signal } = new AbortController();
const NO_SELECTION = { prompts: null, target: null, mode: null, repetition: null };

describe('requests that a gateway mirrors', () => {
  it('are asked of both sides, and kept as a run that compare, gate and report read', async () => {
    const stage = await openStage();
    const history = [
      { role: 'user', content: 'Is it cold?' },
      { role: 'assistant', tool_calls: [{ id: 'a', function: { name: 'look', arguments: '{}' } }] },
      { role: 'tool', tool_call_id: 'a', content: '-4' },
    ];
    const statuses = [
      await stage.mirror(say('Name a city'), { 'x-id': 'first' }),
      await stage.mirror({ messages: history, stream: true, n: 2 }, { 'x-id': 'second' }),
      await stage.mirror(say('Name a city'), { 'x-id': 'first' }),
      await stage.mirror('{"messages": 1}'),
      await stage.mirror({}, {}, '/v1/embeddings'),
    ];
    expect(statuses).toEqual([202, 202, 202, 202, 202]);
    await stage.settled();
    const accounts = await stage.sink.close();
    expect(accounts).toEqual({
      arrivals: 5,
      unsampled: 0,
      dropped: { ...NO_DROPS, repeated: 1, unreadable: 1, 'not-allowed': 1 },
      waiting: 0,
      sent: 2,
      asking: 0,
      answered: 2,
      failed: 0,
      expired: 0,
    });
    const [run] = stage.sealed;
    if (run === undefined) throw new Error('a run was sealed');
    expect(run.accounts).toEqual(accounts);
    const { counts, targets } = run.report.summary;
    expect([counts.planned, counts.missing, targets.map(({ id, counts: of }) => [id, of.planned])]).toEqual([
      6,
      0,
      [
        ['nim', 2],
        ['vllm', 4],
      ].toSorted(([a], [b]) => (String(a) < String(b) ? 1 : -1)),
    ]);
    const text = REPORTERS.console({ colour: false, columns: 200 }).render(run.report);
    expect(text).toContain('one-turn parity');

    const options = {
      config: join(stage.root, 'llama-contract.config.yaml'),
      out: join(stage.root, 'reports'),
      migration: null,
      baseline: null,
      candidate: null,
    };
    const comparison = await compare(options, eagerWorld(), signal);
    expect(comparison).toMatchObject({
      pairs: { planned: 2, compared: 2 },
      live: { requests: 2, oneTurn: 1 },
      synthetic: true,
    });
    expect(renderComparison(comparison, (name) => name)).toContain('of 1 of 2 live requests holds results');
    const judged = {
      ...options,
      stage: 'shadow',
      policy: null,
      allowSynthetic: true,
      evidenceRoots: [],
    } as const;
    const decision = await gate(judged, eagerWorld(), signal);
    expect([decision.verdict, decision.criteria.map(({ id, n }) => [id, n])]).toEqual([
      'open',
      [['errors', 2]],
    ]);
    const asked = diffGoldens({ ...options, run: null, nowMs: Date.now(), selection: NO_SELECTION });
    await expect(asked).rejects.toThrow('asked live requests, which stand in no suite and have no goldens');
  });

  it('prove nothing where too many of them were lost, which is told wherever they are read', async () => {
    const stage = await openStage({ traffic: { shadow: { tokensPerDay: 400, inFlight: 1 } } });
    for (let at = 0; at < 4; at += 1) await stage.mirror({ ...say(`Name city ${at}`), max_tokens: 100 });
    await stage.settled();
    await stage.sink.close();
    // What a shadow asked needs no suite of the project.
    await rm(join(stage.root, 'suites'), { recursive: true });
    await rm(join(stage.root, 'goldens'), { recursive: true });
    const options = {
      config: join(stage.root, 'llama-contract.config.yaml'),
      out: join(stage.root, 'reports'),
      migration: null,
      baseline: null,
      candidate: null,
    };
    const why = expect.stringMatching(/\d of 4 live requests that were to be asked were lost \(\d budget\)/);
    const comparison = await compare(options, eagerWorld(), signal);
    expect([comparison.verdict, comparison.reason]).toEqual(['inconclusive', why]);
    expect(renderComparison(comparison, (name) => name)).toMatch(/^\d of 4 live requests .* \(\d budget\)$/m);
    const judged = { ...options, stage: 'shadow', policy: null, allowSynthetic: true } as const;
    const decision = await gate({ ...judged, evidenceRoots: [] }, eagerWorld(), signal);
    expect([decision.verdict, decision.sentence]).toEqual(['inconclusive', why]);
    const file = join(stage.sealed[0]?.folder ?? '', 'accounts.json');
    const written = (await readFile(file, 'utf8')).trimEnd();
    await writeFile(file, written.replace(/"budget":\d/, '"budget":0'));
    await expect(compare(options, eagerWorld(), signal)).rejects.toThrow('was changed since it was written');
    // As those of another run would be.
    const { content = '' } = readDigestLine(written) ?? {};
    await writeFile(file, digestLine(content.replace(/"budget":\d/, '"budget":0')).line);
    await expect(compare(options, eagerWorld(), signal)).rejects.toThrow('with which it was sealed');
    await rm(file);
    await expect(compare(options, eagerWorld(), signal)).rejects.toThrow('no accounts of them');
  });

  it('are not asked where none is to be sampled', async () => {
    const stage = await openStage({ traffic: { shadow: { share: 0 } } });
    await stage.mirror(say('Name a city'));
    expect(await stage.sink.close()).toMatchObject({ arrivals: 1, unsampled: 1, sent: 0 });
    expect(stage.sealed).toEqual([]);
  });

  it('are no more than may be asked, and the rest is accounted for', async () => {
    const stage = await openStage({ most: 2, traffic: { shadow: { inFlight: 1 } } });
    for (const at of [1, 2, 3, 4]) await stage.mirror(say(`Name city ${at}`));
    const accounts = await stage.sink.close();
    expect(accounts).toMatchObject({
      arrivals: 4,
      dropped: { ...NO_DROPS, stopping: accounts.arrivals - accounts.sent },
    });
    expect(accounts.sent).toBeLessThanOrEqual(2);
  });

  it('are not asked beyond the tokens of a day', async () => {
    const upstream = await openUpstream();
    const body = { ...say('Name a city'), max_tokens: 100 };
    const tokensPerDay = 400;
    const stage = await openStage({ upstream, traffic: { shadow: { tokensPerDay, inFlight: 1 } } });
    for (let at = 0; at < 4; at += 1) await stage.mirror(body);
    await stage.settled();
    const accounts = await stage.sink.close();
    // Whoever is started anew on the same day goes on with what was spent.
    const next = await openStage({ upstream, root: stage.root });
    await next.mirror(body);
    await next.settled();
    expect(await next.sink.close()).toMatchObject({ sent: 0, dropped: { ...NO_DROPS, budget: 1 } });
    // What was spent and cannot be read is not nothing: it is all that may be, and the rest goes on.
    const file = join(stage.sealed[0]?.folder ?? '', 'accounts.json');
    const written = await readFile(file, 'utf8');
    await writeFile(file, written.replace(/"tokens":\d+/, '"tokens":1'));
    const damaged = await openStage({ upstream, root: stage.root });
    expect(damaged.sink.warnings).toMatchObject([
      { severity: 'warning', file, message: expect.stringContaining('was changed since it was written') },
    ]);
    await damaged.mirror(body);
    await damaged.settled();
    expect(await damaged.sink.close()).toMatchObject({ sent: 0, dropped: { ...NO_DROPS, budget: 1 } });
    await rm(file);
    const bare = await openStage({ upstream, root: stage.root });
    expect(bare.sink.warnings).toMatchObject([
      {
        severity: 'warning',
        message: expect.stringMatching(/no accounts of them: what it spent is not known/),
      },
    ]);
    await bare.sink.close();
    // Of a day that is over nothing counts, whoever it was of.
    const old = join(dirname(stage.sealed[0]?.folder ?? ''), '20200101-000000-0000');
    await rename(stage.sealed[0]?.folder ?? '', old);
    await writeFile(join(old, 'run.json'), '{}');
    await writeFile(join(old, 'accounts.json'), '{}');
    const later = await openStage({ upstream, root: stage.root });
    expect(later.sink.warnings).toMatchObject([{ message: expect.stringContaining('is left as it is') }]);
    await later.sink.close();
    upstream.close();
    // Each may take 3 x (100 + its input) before it is asked, and took 3 x 15.
    expect(accounts).toMatchObject({
      arrivals: 4,
      sent: 2,
      answered: 2,
      dropped: { ...NO_DROPS, budget: 2 },
    });
  });

  it('are let alone as soon as a rollback is written', async () => {
    const stage = await openStage();
    await mkdir(join(stage.root, 'rollouts'));
    await writeFile(join(stage.root, 'rollouts/move.jsonl'), textOf([[0, START], ...upTo(10)]));
    await stage.mirror(say('Name a city'));
    const place = {
      config: join(stage.root, 'llama-contract.config.yaml'),
      out: join(stage.root, 'reports'),
    };
    const by = { migration: 'move', by: 'the tests', reason: 'the test' };
    await rollBack({ ...place, ...by }, { ...nodeWorld(), uptime: nodeUptime() });
    while (stage.sink.accounts().dropped['left-alone'] === 0) await stage.mirror(say('Name another'));
    const { arrivals } = stage.sink.accounts();
    for (const at of [1, 2, 3]) await stage.mirror(say(`Name city ${at}`));
    await stage.settled();
    const accounts = await stage.sink.close();
    expect([accounts.arrivals, accounts.sent]).toEqual([arrivals + 3, arrivals - 1]);
  });

  it('are let alone for a while when the endpoints refuse some', async () => {
    const upstream = await openUpstream((_asked, response) => {
      response
        .writeHead(429, { 'content-type': 'application/json' })
        .end('{"error":{"message":"slow down"}}');
    });
    const stage = await openStage({ upstream });
    await stage.mirror(say('Name a city'));
    await stage.settled();
    await stage.mirror(say('Name another'));
    const accounts = await stage.sink.close();
    upstream.close();
    expect(accounts).toMatchObject({ sent: 1, failed: 1, dropped: { ...NO_DROPS, paused: 1 } });
  });
});

it('what a sink is given is looked at before anything is asked', async () => {
  const traffic = { shadow: { dollarsPerDay: 5 } };
  const failed: unknown = await openStage({ traffic }).catch((error: unknown) => error);
  expect(failed instanceof InputError ? failed.problems.map(({ message }) => message) : failed).toEqual([
    'no price is written to count money by',
  ]);
});
