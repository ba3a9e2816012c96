import type { Snippet } from '../../contract/wires/seat.ts';
import { quote, show, word, type Address } from './snippet.ts';

/** Clients of Bedrock's Converse. The AWS SDK, and LangChain by it, speaks HTTP/2 here by itself. */
export function bedrockClients({ baseUrl, model, region, credentials }: Address): readonly Snippet[] {
  const keys =
    credentials.kind === 'aws-keys'
      ? credentials
      : { accessKeyId: 'simulated', secretAccessKey: 'simulated' };
  const place = region ?? 'us-east-1';
  const { accessKeyId, secretAccessKey } = keys;
  const pair = `accessKeyId: ${quote(accessKeyId)}, secretAccessKey: ${quote(secretAccessKey)}`;
  const token = credentials.kind === 'bearer' ? credentials.token : null;
  const js =
    token === null
      ? `credentials: { ${pair} }`
      : `token: { token: ${quote(token)} }, authSchemePreference: ['httpBearerAuth']`;
  return [
    {
      client: 'AWS SDK',
      language: 'js',
      code: `import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
const client = new BedrockRuntimeClient({
  endpoint: ${quote(baseUrl)},
  region: ${quote(place)},
  ${js},
});
const messages = [{ role: 'user', content: [{ text: 'Hello' }] }];
const { output } = await client.send(new ConverseCommand({ modelId: ${quote(model)}, messages }));
${show('output.message.content[0].text')}
client.destroy();`,
    },
    {
      client: 'AI SDK',
      language: 'js',
      code: `import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { generateText } from 'ai';
const provider = createAmazonBedrock({
  baseURL: ${quote(baseUrl)},
  region: ${quote(place)},
  ${token === null ? pair : `apiKey: ${quote(token)}`},
});
const { text } = await generateText({ model: provider(${quote(model)}), prompt: 'Hello' });
${show('text')}`,
    },
    {
      client: 'LangChain',
      language: 'js',
      // Its own option for a host insists on https.
      code: `import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { ChatBedrockConverse } from '@langchain/aws';
const region = ${quote(place)};
const client = new BedrockRuntimeClient({
  endpoint: ${quote(baseUrl)},
  region,
  ${js},
});
const model = new ChatBedrockConverse({ client, region, model: ${quote(model)} });
${show("(await model.invoke('Hello')).text")}
client.destroy();`,
    },
    {
      client: 'LangChain',
      language: 'python',
      code: `${token === null ? '' : `import os\nos.environ["AWS_BEARER_TOKEN_BEDROCK"] = ${quote(token)}\n`}from langchain_aws import ChatBedrockConverse
model = ChatBedrockConverse(
    model=${quote(model)},
    endpoint_url=${quote(baseUrl)},
    region_name=${quote(place)},${
      token === null
        ? `
    aws_access_key_id=${quote(accessKeyId)},
    aws_secret_access_key=${quote(secretAccessKey)},`
        : ''
    }
)
print(model.invoke("Hello").content)`,
    },
    ...(token === null ? [] : [withCurl(baseUrl, model, token)]),
  ];
}

/** With a token alone: curl 7 does not escape the path that it signs, https://github.com/curl/curl/issues/11794. */
function withCurl(baseUrl: string, model: string, token: string): Snippet {
  const body = { messages: [{ role: 'user', content: [{ text: 'Hello' }] }] };
  return {
    client: 'curl',
    language: 'sh',
    code: `curl -s ${word(`${baseUrl}/model/${encodeURIComponent(model)}/converse`)} \\
  -H ${word(`authorization: Bearer ${token}`)} \\
  -H 'content-type: application/json' -d ${word(JSON.stringify(body))}`,
  };
}
