import type { Snippet } from '../../contract/wires/seat.ts';
import { quote, show, word, type Address } from './snippet.ts';

/**
 * Clients of watsonx.ai. The key is exchanged at the same base; those that take any host but IBM's for another product,
 * as the SDK for Python does, do not reach it.
 */
export function watsonxClients({ baseUrl, model, settings, credentials }: Address): readonly Snippet[] {
  const key = credentials.kind === 'ibm-api-key' ? credentials.apiKey : 'none';
  const version = settings['version'] ?? '2026-08-05';
  const space = settings['space_id'];
  const project = settings['project_id'] ?? 'simulated-project';
  const owner = space === undefined ? { project_id: project } : { space_id: space };
  const messages = [{ role: 'user', content: 'Hello' }];
  const form = `grant_type=urn%3Aibm%3Aparams%3Aoauth%3Agrant-type%3Aapikey&apikey=${encodeURIComponent(key)}`;
  return [
    {
      client: 'watsonx SDK',
      language: 'js',
      code: `import { WatsonXAI } from '@ibm-cloud/watsonx-ai';
import { IamAuthenticator } from '@ibm-cloud/watsonx-ai/authentication';
const url = ${quote(baseUrl)};
const client = WatsonXAI.newInstance({
  version: ${quote(version)},
  serviceUrl: url,
  authenticator: new IamAuthenticator({ apikey: ${quote(key)}, url }),
});
const { result } = await client.textChat({
  modelId: ${quote(model)},
  ${space === undefined ? `projectId: ${quote(project)}` : `spaceId: ${quote(space)}`},
  messages: [{ role: 'user', content: 'Hello' }],
});
${show('result.choices[0].message.content')}`,
    },
    {
      client: 'curl',
      language: 'sh',
      code: `token=$(curl -s ${word(`${baseUrl}/identity/token`)} -d ${word(form)} |
  sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -s ${word(`${baseUrl}/ml/v1/text/chat?version=${version}`)} \\
  -H "authorization: Bearer $token" -H 'content-type: application/json' \\
  -d ${word(JSON.stringify({ model_id: model, ...owner, messages }))}`,
    },
  ];
}
