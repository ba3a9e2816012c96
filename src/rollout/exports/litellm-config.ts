import { InputError, problem } from '../../contract/problem.ts';
import type { Target } from '../../contract/target.ts';
import type { RoutedStep, RoutedTarget } from './routed-step.ts';

/**
 * A step as a LiteLLM proxy reads it: the alias as a group of models drawn by weight, and each target by its own id.
 * Secrets stay names of environment variables. https://docs.litellm.ai/docs/routing and
 * https://docs.litellm.ai/docs/traffic_mirroring. Throws InputError where a target says what LiteLLM's file cannot.
 */
export function litellmConfig({ rows, sides, place, mirror }: RoutedStep): object {
  const { baseline, candidate } = sides;
  const both = [baseline, candidate];
  refuseHeaders(both.map(({ target }) => target));
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

function refuseHeaders(targets: readonly Target[]): void {
  const some = targets.filter(({ headers }) => Object.keys(headers).length > 0);
  if (some.length === 0) return;
  const mend = 'export rows, and write its place by hand';
  throw new InputError(
    some.map(({ id }) =>
      problem(`${id} has headers of its own, and they cannot be exported for LiteLLM`, mend),
    ),
  );
}

function paramsOf({ target, words }: RoutedTarget): Readonly<Record<string, string>> {
  const { baseUrl, dialect, region, model, settings } = target;
  const { litellm } = words;
  const taken = Object.entries(settings).filter(([name]) => litellm.settings.includes(name));
  return {
    model: `${litellm.model}${model.providerModelId}`,
    [litellm.baseUrl]: `${baseUrl}${dialect?.basePath ?? ''}`,
    ...(litellm.region === null || region === null ? {} : { [litellm.region]: region }),
    ...secretsOf(target),
    ...Object.fromEntries(taken.map(([name, value]) => [name, fromEnvironment(value)])),
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
    case 'aws-default-chain':
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
