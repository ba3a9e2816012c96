import { InputError, problem } from '../../contract/problem.ts';
import type { Target } from '../../contract/wires/target.ts';
import type { RoutedStep, RoutedTarget } from './routed-step.ts';

/**
 * A step as a LiteLLM proxy reads it: the alias as a group of models drawn by weight, and each target by its own id.
 * Secrets stay names of environment variables. https://docs.litellm.ai/docs/routing and
 * https://docs.litellm.ai/docs/traffic_mirroring. Throws InputError where a target says what LiteLLM's file cannot.
 */
export function litellmConfig({ rows, sides, place, mirror }: RoutedStep): object {
  const { baseline, candidate } = sides;
  const both = [baseline, candidate];
  refuseUnsaid(both.map(({ target }) => target));
  const weightOf = (id: string): number =>
    rows.alias.targets.find(({ target }) => target === id)?.weight ?? 0;
  const silent = mirror === null ? null : place.sink === null ? candidate.target.id : SINK;
  const sink =
    silent !== SINK
      ? []
      : [
          {
            model_name: SINK,
            litellm_params: {
              model: `openai/${rows.alias.model}`,
              api_base: `http://${mirror ?? ''}:${place.port}/v1`,
              api_key: 'none',
            },
          },
        ];
  return {
    model_list: [
      ...both
        .filter(({ target }) => weightOf(target.id) > 0)
        .map((side) => ({
          model_name: rows.alias.model,
          litellm_params: {
            ...paramsOf(side),
            weight: weightOf(side.target.id),
            ...(silent === null ? {} : { silent_model: silent }),
          },
        })),
      ...both.map((side) => ({ model_name: side.target.id, litellm_params: paramsOf(side) })),
      ...sink,
    ],
    router_settings: { routing_strategy: 'simple-shuffle' },
  };
}

/** The model under which LiteLLM finds what takes mirrored requests. */
const SINK = 'shadow-sink';

function refuseUnsaid(targets: readonly Target[]): void {
  const mend = 'export rows, and write its place by hand';
  const problems = targets.flatMap(({ id, headers, credentials }) => {
    const hasPassphrase = credentials.kind === 'oci-key' && credentials.passphrase !== null;
    return [
      ...(Object.keys(headers).length > 0
        ? [problem(`${id} has headers of its own, and they cannot be exported for LiteLLM`, mend)]
        : []),
      ...(credentials.kind === 'oci-profile'
        ? [problem(`${id} is called with a profile of OCI, which LiteLLM does not read`, mend)]
        : []),
      ...(hasPassphrase ? [problem(`${id} has an encrypted key, which LiteLLM does not open`, mend)] : []),
    ];
  });
  if (problems.length > 0) throw new InputError(problems);
}

function paramsOf({ target, words }: RoutedTarget): Readonly<Record<string, string>> {
  const { baseUrl, dialect, region, model, settings } = target;
  const { litellm } = words;
  const taken = Object.entries(settings).flatMap(([name, value]) => {
    const known = litellm.settings[name];
    if (known === undefined) return [];
    return [[known, fromEnvironment(value)] as const, ...Object.entries(litellm.beside?.[name] ?? {})];
  });
  return {
    model: `${litellm.model}${model.providerModelId}`,
    [litellm.baseUrl]: `${baseUrl}${dialect?.basePath ?? ''}`,
    ...(litellm.region === null || region === null ? {} : { [litellm.region]: region }),
    ...secretsOf(target),
    ...Object.fromEntries(taken),
  };
}

function secretsOf({ credentials }: Target): Readonly<Record<string, string>> {
  switch (credentials.kind) {
    case 'none':
      return { api_key: 'none' };
    case 'bearer':
      return { api_key: named(credentials.token) };
    case 'ibm-api-key':
      return { api_key: named(credentials.apiKey) };
    case 'aws-keys':
      return {
        aws_access_key_id: named(credentials.accessKeyId),
        aws_secret_access_key: named(credentials.secretAccessKey),
        ...(credentials.sessionToken === null ? {} : { aws_session_token: named(credentials.sessionToken) }),
      };
    case 'oci-key':
      return {
        oci_tenancy: named(credentials.tenancy),
        oci_user: named(credentials.user),
        oci_fingerprint: named(credentials.fingerprint),
        oci_key: named(credentials.privateKey),
      };
    case 'aws-default-chain':
    case 'oci-profile':
      return {};
  }
}

function named(variable: string): string {
  return `os.environ/${variable}`;
}

/** A setting is plain text, or `${NAME}`. */
function fromEnvironment(setting: string): string {
  const name = /^\$\{(\w+)\}$/.exec(setting)?.[1];
  return name === undefined ? setting : named(name);
}
