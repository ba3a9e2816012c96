import { beforeAll, describe, expect, it } from 'vitest';
import { armOf, exportRollout } from '../../src/runs/rollout/export-rollout.ts';
import { rollBack } from '../../src/runs/rollout/roll-back.ts';
import { startRollout } from '../../src/runs/rollout/start-rollout.ts';
import { openProject, refusal } from './rollout-project.ts';

describe('what is exported', () => {
  let project: Awaited<ReturnType<typeof openProject>>;
  const place = { gateway: 'llama', namespace: 'default', port: 80, sink: null };
  const form = 'http-route' as const;
  beforeAll(async () => {
    project = await openProject();
  });
  const exported = async (share: number) => {
    await project.writeLedger(share);
    return exportRollout({ ...project.options, form, place }, project.world);
  };

  it('mirrors what nobody waits for while no client is served', async () => {
    const { rows, route } = await exported(0);
    expect(rows).toMatchObject({
      mirrorTo: 'nim',
      cohorts: { below: 0 },
      flags: [{ on: true }, { on: false }],
    });
    expect(route).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      spec: {
        rules: [
          { matches: [{ path: { value: '/v1/llama-v1' } }], backendRefs: [{ name: 'vllm', port: 80 }] },
          { matches: [{ path: { value: '/v1/llama-v2' } }], backendRefs: [{ name: 'nim', port: 80 }] },
          {
            matches: [{ path: { type: 'PathPrefix', value: '/v1/llama' } }],
            filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'nim', port: 80 } } }],
            backendRefs: [
              { name: 'vllm', weight: 100 },
              { name: 'nim', weight: 0 },
            ],
          },
        ],
      },
    });
  });

  it('has the weights of the step, and no mirror once clients are served or traffic came back', async () => {
    const { rows, state } = await exported(30);
    expect(rows).toMatchObject({ mirrorTo: null, cohorts: { below: 3_000 } });
    expect(rows.alias.targets.map(({ target, weight }) => [target, weight])).toEqual([
      ['vllm', 70],
      ['nim', 30],
    ]);
    expect(armOf('acme', state)).toEqual({ key: 'acme', bucket: 8389, target: 'vllm' });
    await rollBack({ ...project.options, reason: 'x' }, project.world);
    const back = await exportRollout({ ...project.options, form, place }, project.world);
    expect(back.rows).toMatchObject({ mirrorTo: null, flags: [{ on: true }, { on: false }] });
  });

  it('is refused where no routing is written, or a name is none for a cluster', async () => {
    const { options, world } = project;
    await startRollout({ ...options, migration: 'unrouted' }, world);
    expect((await refusal(exportRollout({ ...options, migration: 'unrouted', form, place }, world)))[0]).toBe(
      'migration unrouted has no routing: nobody has said how clients reach its targets',
    );
    const named = { ...place, gateway: 'My Gateway' };
    expect(await refusal(exportRollout({ ...options, form, place: named }, world))).toEqual([
      '"My Gateway" is no name that a cluster takes',
      'it takes lower-case letters, digits and dashes, a letter first, 63 at most',
    ]);
  });
});
