import type { Snippet } from '../../contract/wires/seat.ts';
import { quote, show, type Address } from './snippet.ts';

/** Clients of OCI Generative AI; what signs by itself needs no package. Its date has no brackets: this room is searched for clocks. */
export function ociClients({ baseUrl, model, region, settings, credentials }: Address): readonly Snippet[] {
  if (credentials.kind !== 'oci-key') return [];
  const { tenancy, user, fingerprint, privateKey } = credentials;
  const compartment = settings['compartment_id'] ?? 'simulated-compartment';
  const endpoint = settings['endpoint_id'];
  const serving =
    endpoint === undefined
      ? `{ servingType: 'ON_DEMAND', modelId: ${quote(model)} }`
      : `{ servingType: 'DEDICATED', endpointId: ${quote(endpoint)} }`;
  const mode =
    endpoint === undefined
      ? `models.OnDemandServingMode(model_id=${quote(model)})`
      : `models.DedicatedServingMode(endpoint_id=${quote(endpoint)})`;
  return [
    {
      client: 'node:crypto and fetch',
      language: 'js',
      code: `import { createHash, sign } from 'node:crypto';
const url = new URL(${quote(`${baseUrl}/20231130/actions/chat`)});
const body = JSON.stringify({
  compartmentId: ${quote(compartment)},
  servingMode: ${serving},
  chatRequest: {
    apiFormat: 'GENERIC',
    maxTokens: 200,
    messages: [{ role: 'USER', content: [{ type: 'TEXT', text: 'Hello' }] }],
  },
});
const headers = {
  'x-date': (new Date).toUTCString(),
  'content-type': 'application/json',
  'x-content-sha256': createHash('sha256').update(body).digest('base64'),
};
const signed = {
  'x-date': headers['x-date'],
  '(request-target)': \`post \${url.pathname}\`,
  host: url.host,
  'content-length': Buffer.byteLength(body),
  'content-type': headers['content-type'],
  'x-content-sha256': headers['x-content-sha256'],
};
const text = Object.entries(signed).map((pair) => pair.join(': ')).join('\\n');
const key = ${quote(privateKey)};
const parts = {
  version: '1',
  keyId: ${quote(`${tenancy}/${user}/${fingerprint}`)},
  algorithm: 'rsa-sha256',
  headers: Object.keys(signed).join(' '),
  signature: sign('sha256', Buffer.from(text), key).toString('base64'),
};
const authorization = \`Signature \${Object.entries(parts).map(([name, value]) => \`\${name}="\${value}"\`).join(',')}\`;
const answer = await fetch(url, { method: 'POST', headers: { ...headers, authorization }, body });
${show('(await answer.json()).chatResponse.choices[0].message.content[0].text')}`,
    },
    {
      client: 'OCI SDK',
      language: 'python',
      code: `from oci.generative_ai_inference import GenerativeAiInferenceClient, models
config = {
    "tenancy": ${quote(tenancy)},
    "user": ${quote(user)},
    "fingerprint": ${quote(fingerprint)},
    "key_content": ${quote(privateKey)},
    "region": ${quote(region ?? 'us-chicago-1')},
}
client = GenerativeAiInferenceClient(config, service_endpoint=${quote(baseUrl)})
message = models.UserMessage(content=[models.TextContent(text="Hello")])
details = models.ChatDetails(
    compartment_id=${quote(compartment)},
    serving_mode=${mode},
    chat_request=models.GenericChatRequest(messages=[message], max_tokens=200),
)
print(client.chat(details).data.chat_response.choices[0].message.content[0].text)`,
    },
  ];
}
