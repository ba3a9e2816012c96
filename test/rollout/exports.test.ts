import { describe, expect, it } from 'vitest';
import type { Target } from '../../src/contract/wires/target.ts';
import { InputError } from '../../src/contract/problem.ts';
import { GATEWAY_WORDS } from '../../src/providers/gateway-words.ts';
import { WIRES } from '../../src/providers/registry.ts';
import { ROUTE_FORMS, type RouteFormName } from '../../src/rollout/exports/forms.ts';
import type { RoutedStep, RoutedTarget } from '../../src/rollout/exports/routed-step.ts';
import { routerRows } from '../../src/rollout/router-rows.ts';
import { loadText, sound } from '../config/tables.ts';
import { stepOf } from './build-ledger.ts';

const ROUTING = {
  alias: 'llama',
  baseline: '/v1/llama-v1',
  candidate: '/v1/llama-v2',
  requestIdHeader: null,
};
const MORE = `  - { id: nim.x, provider: openai-compatible, server: nim, baseUrl: 'https://nim.example', model: scout, modelId: meta/m, credentials: { bearer: NIM_KEY } }
  - { id: aws, provider: bedrock, model: scout, region: us-east-1, credentials: { accessKeyId: A, secretAccessKey: B } }
  - { id: ibm, provider: watsonx, model: scout, region: us-south, credentials: { apiKey: IBM }, settings: { version: '2026-01-01', project_id: '\${PROJECT}' } }
  - { id: oci, provider: oci-genai, model: scout, modelId: meta.scout, region: us-chicago-1, credentials: { tenancy: T, user: U, fingerprint: F, privateKey: K }, settings: { compartment_id: '\${COMPARTMENT}', endpoint_id: ocid1.endpoint } }
  - { id: locked, provider: oci-genai, model: scout, modelId: meta.scout, region: us-chicago-1, credentials: { tenancy: T, user: U, fingerprint: F, privateKey: K, passphrase: P }, settings: { compartment_id: c } }
  - { id: named, provider: openai-compatible, server: vllm, baseUrl: 'http://localhost:8000', model: scout, credentials: none, headers: { x-team: a } }`;

async function targets(): Promise<(id: string) => Target> {
  const { catalog } = await loadText(sound({ more: MORE }));
  return (id) => {
    const found = catalog.targets.find((target) => target.id === id);
    if (found === undefined) throw new Error(`no target ${id}`);
    return found;
  };
}

function wordedOf(target: Target): RoutedTarget {
  const words = GATEWAY_WORDS[target.wire];
  if (words === undefined) throw new Error(`no words for ${target.wire}`);
  return { target, words };
}

async function written(
  form: RouteFormName,
  {
    share = 10,
    sink = null,
    sides = ['one', 'nim.x'],
  }: { share?: number; sink?: string | null; sides?: readonly [string, string] } = {},
): Promise<object> {
  const target = await targets();
  const both = { baseline: target(sides[0]), candidate: target(sides[1]) };
  const rows = routerRows({ id: 'move' }, ROUTING, both, { step: stepOf(share), isRolledBack: false });
  const mirror = sink ?? (rows.mirrorTo === null ? null : rows.mirrorTo.replaceAll('.', '-'));
  const place = { gateway: 'public', namespace: 'chat', port: 8080, sink };
  const worded = { baseline: wordedOf(both.baseline), candidate: wordedOf(both.candidate) };
  const step: RoutedStep = {
    migration: 'move',
    rows,
    sides: worded,
    place,
    clientKey: 'x-client-id',
    mirror,
  };
  return ROUTE_FORMS[form].write(step);
}

describe('a step is written', () => {
  it('as the routes of an Envoy, clients by their hash', async () => {
    expect(await written('envoy', { sink: 'shadow-sink' })).toEqual({
      name: 'move',
      virtual_hosts: [
        {
          name: 'move',
          domains: ['*'],
          routes: [
            { match: { path_separated_prefix: '/v1/llama-v1' }, route: { cluster: 'one' } },
            { match: { path_separated_prefix: '/v1/llama-v2' }, route: { cluster: 'nim-x' } },
            {
              match: { path_separated_prefix: '/v1/llama' },
              route: {
                weighted_clusters: {
                  clusters: [
                    { name: 'one', weight: 90 },
                    { name: 'nim-x', weight: 10 },
                  ],
                  use_hash_policy: true,
                },
                hash_policy: [{ header: { header_name: 'x-client-id' } }],
                request_mirror_policies: [{ cluster: 'shadow-sink' }],
              },
            },
          ],
        },
      ],
    });
  });

  it('as a VirtualService of Istio, whose prefixes end at a segment', async () => {
    expect(await written('istio', { share: 0 })).toMatchObject({
      kind: 'VirtualService',
      metadata: { name: 'move', namespace: 'chat' },
      spec: {
        gateways: ['public'],
        http: [
          { match: [{ uri: { exact: '/v1/llama-v1' } }, { uri: { prefix: '/v1/llama-v1/' } }] },
          { route: [{ destination: { host: 'nim-x', port: { number: 8080 } } }] },
          {
            match: [{ uri: { exact: '/v1/llama' } }, { uri: { prefix: '/v1/llama/' } }],
            route: [
              { destination: { host: 'one', port: { number: 8080 } }, weight: 100 },
              { destination: { host: 'nim-x', port: { number: 8080 } }, weight: 0 },
            ],
            mirror: { host: 'nim-x', port: { number: 8080 } },
            mirrorPercentage: { value: 100 },
          },
        ],
      },
    });
    expect(JSON.stringify(await written('istio', { share: 20 }))).not.toContain('mirror');
  });

  it('as models of LiteLLM, with names of variables where secrets would be', async () => {
    const sides = ['aws', 'ibm'] as const;
    const aws = {
      model: 'bedrock/converse/us.scout',
      aws_region_name: 'us-east-1',
      aws_bedrock_runtime_endpoint: 'https://bedrock-runtime.us-east-1.amazonaws.com',
      aws_access_key_id: 'os.environ/A',
      aws_secret_access_key: 'os.environ/B',
    };
    const ibm = {
      model: 'watsonx/ibm/scout',
      api_base: 'https://us-south.ml.cloud.ibm.com',
      api_key: 'os.environ/IBM',
      project_id: 'os.environ/PROJECT',
    };
    expect(await written('litellm', { sides })).toEqual({
      model_list: [
        { model_name: 'llama', litellm_params: { ...aws, weight: 90 } },
        { model_name: 'llama', litellm_params: { ...ibm, weight: 10 } },
        { model_name: 'aws', litellm_params: aws },
        { model_name: 'ibm', litellm_params: ibm },
      ],
      router_settings: { routing_strategy: 'simple-shuffle' },
    });
    expect(await written('litellm', { sides: ['oci', 'ibm'] })).toMatchObject({
      model_list: [
        {
          litellm_params: {
            model: 'oci/meta.scout',
            api_base: 'https://inference.generativeai.us-chicago-1.oci.oraclecloud.com',
            oci_region: 'us-chicago-1',
            oci_tenancy: 'os.environ/T',
            oci_user: 'os.environ/U',
            oci_fingerprint: 'os.environ/F',
            oci_key: 'os.environ/K',
            oci_compartment_id: 'os.environ/COMPARTMENT',
            oci_endpoint_id: 'ocid1.endpoint',
            oci_serving_mode: 'DEDICATED',
          },
        },
        { litellm_params: ibm },
        {},
        {},
      ],
    });
    // Nobody is served by it, so nobody is drawn to it.
    expect(await written('litellm', { share: 0 })).toMatchObject({
      model_list: [
        { model_name: 'llama', litellm_params: { weight: 100, silent_model: 'nim.x' } },
        {
          model_name: 'one',
          litellm_params: { model: 'openai/meta/scout', api_base: 'http://localhost:8000/v1' },
        },
        { model_name: 'nim.x', litellm_params: { api_key: 'os.environ/NIM_KEY' } },
      ],
    });
    expect(await written('litellm', { sink: 'shadow' })).toMatchObject({
      model_list: [
        { litellm_params: { silent_model: 'shadow-sink' } },
        { litellm_params: { silent_model: 'shadow-sink' } },
        {},
        {},
        { model_name: 'shadow-sink', litellm_params: { api_base: 'http://shadow:8080/v1' } },
      ],
    });
  });

  it('as a config of Portkey, without a side that serves nobody', async () => {
    expect(await written('portkey', { sides: ['nim.x', 'aws'] })).toEqual({
      strategy: { mode: 'loadbalance' },
      targets: [
        {
          provider: 'openai',
          custom_host: 'https://nim.example/v1',
          api_key: '${NIM_KEY}',
          override_params: { model: 'meta/m' },
          weight: 90,
        },
        {
          provider: 'bedrock',
          aws_access_key_id: '${A}',
          aws_secret_access_key: '${B}',
          aws_region: 'us-east-1',
          override_params: { model: 'us.scout' },
          weight: 10,
        },
      ],
    });
    expect(await written('portkey', { share: 0 })).toMatchObject({ targets: [{ weight: 100 }] });
  });
});

async function refused(form: RouteFormName, sides: readonly [string, string]) {
  const error = await written(form, { sides }).catch((thrown: unknown) => thrown);
  return error instanceof InputError ? error.problems.map(({ message, mend }) => [message, mend]) : error;
}

it('what a form cannot say is refused, by target, with what to do', async () => {
  expect(await refused('litellm', ['one', 'named'])).toEqual([
    [
      'named has headers of its own, and they cannot be exported for LiteLLM',
      'export rows, and write its place by hand',
    ],
  ]);
  expect(await refused('litellm', ['one', 'locked'])).toEqual([
    ['locked has an encrypted key, which LiteLLM does not open', 'export rows, and write its place by hand'],
  ]);
  expect(await refused('portkey', ['ibm', 'named'])).toEqual([
    [
      'ibm cannot be exported for Portkey: it has no provider for watsonx-chat',
      'export rows, and write its place by hand',
    ],
    [
      'named cannot be exported for Portkey: it has headers of its own',
      'export rows, and write its place by hand',
    ],
  ]);
});

it('every wire has its words in the files of gateways', () => {
  expect(Object.keys(GATEWAY_WORDS).toSorted()).toEqual(Object.keys(WIRES).toSorted());
});
