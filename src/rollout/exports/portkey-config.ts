import { InputError, problem } from '../../contract/problem.ts';
import type { Target } from '../../contract/wires/target.ts';
import type { GatewayWords } from '../../contract/wires/wire-traits.ts';
import type { RoutedStep, RoutedTarget } from './routed-step.ts';

/**
 * A step as the config of a Portkey gateway: the alias drawn by weight for each request. It mirrors nothing, and reads no
 * environment: `${NAME}` stands where the value of that variable is to be put. https://portkey.ai/docs/product/ai-gateway/load-balancing
 * Throws InputError where a target says what such a config cannot.
 */
export function portkeyConfig({ rows, sides }: RoutedStep): object {
  const both = [sides.baseline, sides.candidate];
  const problems = both.flatMap((side) => {
    const why = whyNot(side);
    return why === null ? [] : [problem(`${side.target.id} cannot be exported for Portkey: ${why}`, MEND)];
  });
  if (problems.length > 0) throw new InputError(problems);
  const weightOf = (id: string): number =>
    rows.alias.targets.find(({ target }) => target === id)?.weight ?? 0;
  return {
    strategy: { mode: 'loadbalance' },
    targets: both
      .flatMap(({ target, words: { portkey } }) =>
        portkey === null ? [] : [{ ...providerOf(target, portkey), weight: weightOf(target.id) }],
      )
      .filter(({ weight }) => weight > 0),
  };
}

const MEND = 'export rows, and write its place by hand';

function whyNot({ target, words }: RoutedTarget): string | null {
  if (words.portkey === null) return `it has no provider for ${target.wire}`;
  if (['aws-default-chain', 'oci-profile'].includes(target.credentials.kind))
    return 'credentials must stand in it';
  return Object.keys(target.headers).length > 0 ? 'it has headers of its own' : null;
}

function providerOf(
  { baseUrl, dialect, region, model, credentials }: Target,
  { provider, baseUrl: host, region: place }: NonNullable<GatewayWords['portkey']>,
): object {
  return {
    provider,
    ...(host === null ? {} : { [host]: `${baseUrl}${dialect?.basePath ?? ''}` }),
    ...secretsOf(credentials),
    ...(place === null || region === null ? {} : { [place]: region }),
    override_params: { model: model.providerModelId },
  };
}

function secretsOf(credentials: Target['credentials']): Readonly<Record<string, string>> {
  if (credentials.kind === 'bearer') return { api_key: `\${${credentials.token}}` };
  if (credentials.kind !== 'aws-keys') return { api_key: 'none' };
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    aws_access_key_id: `\${${accessKeyId}}`,
    aws_secret_access_key: `\${${secretAccessKey}}`,
    ...(sessionToken === null ? {} : { aws_session_token: `\${${sessionToken}}` }),
  };
}
